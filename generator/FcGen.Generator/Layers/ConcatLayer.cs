using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Appends the output of an earlier layer.</summary>
internal sealed class ConcatLayer : LayerKind
{
    public override string AttributeName => "ConcatAttribute";

    public override IReadOnlyList<string> OtherNames => ["Concatenate", "Concatenation", "Cat"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        NamedOutput? named = context.NamedOutput("layer");
        Shape output = named is { Shape.IsKnown: true } && context.Input.IsKnown
            ? Shape.Vector(context.Input.Size + named.Shape.Size)
            : Shape.Unknown;
        return new ConcatSpec(context.Index, context.Name, context.Input, output, named?.Layer ?? -1, named?.Name ?? string.Empty);
    }
}

internal sealed record ConcatSpec(int Index, string Name, Shape Input, Shape Output, int Other, string OtherName)
    : LayerSpec(Index, Name, Input, Output)
{
    public override bool SetsShape => true;

    public override int? NamedLayer => Other;

    public override string Describe() => $"Concat '{OtherName}'";

    public override void Build(GraphBuilder builder)
    {
        builder.Add(new ConcatOperation(Index, new([builder.Current, builder.OutputOf(Other)]), builder.NewValue(Output.Size)));
    }
}

/// <summary>y = x, followed by the output of an earlier layer.</summary>
internal sealed record ConcatOperation(int Layer, EquatableArray<int> Inputs, int Output) : Operation(Layer, Inputs, Output)
{
    private int Other => Inputs[1];

    public override int? Replacement => null;

    public override bool GradientInPlace => false;

    public override string Kind => "Concat";

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        string rows = names.IsSample ? "1" : "rows";
        writer.Line(
            $"global::FcGen.Layers.Rows.Concat({names.Matrix(Source)}, {names.Plan(Source).Width}, {names.Matrix(Other)}, {names.Plan(Other).Width}, {names.Matrix(Output)}, {rows});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        (string source, int stride) = names.SourceGradient(this);
        writer.Line($"global::FcGen.Layers.Rows.Copy({names.GradientMatrix(Output)}, ref {source}, {stride}, {names.Extent(Source)});");
    }

    public override void EmitOtherGradient(IndentedWriter writer, OperandNames names, int input, bool isFirst)
    {
        string part = $"{Vec.Ref(names.GradientName(Output), names.Plan(Source).Width)}, {names.Plan(Output).GradientStride}";
        string other = names.GradientMatrix(Other);
        writer.Line(isFirst
            ? $"global::FcGen.Layers.Rows.Copy({part}, {other}, {names.Extent(Other)});"
            : $"global::FcGen.Layers.Pairwise.Add({part}, {other}, {other}, {names.Extent(Other)});");
    }
}
