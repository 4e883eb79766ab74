using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Appends the output of a layer before.</summary>
internal sealed class ConcatLayer : LayerKind
{
    public override string AttributeName => "ConcatAttribute";

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

    public override void Plan(ScheduleBuilder builder)
    {
        int source = builder.Current;
        int other = builder.OutputOf(Other);
        builder.Add(new ConcatOperation(Index, source, builder.NewValue(Output.Size), other));
    }
}

/// <summary>y = x, followed by the output of a layer before.</summary>
internal sealed record ConcatOperation(int Layer, int Source, int Result, int Other) : Operation(Layer, Source, Result)
{
    public override int? Named => Other;

    public override bool WorksInPlace => false;

    public override bool GradientInPlace => false;

    public override bool BackwardNeedsResult => false;

    public override string Kind => "Concat";

    public override void EmitForward(IndentedWriter writer, OperandNames values)
    {
        string rows = values.IsSample ? "1" : "rows";
        writer.Line(
            $"global::FcGen.Layers.Rows.Concat({values.Matrix(Source)}, {values.Plan(Source).Width}, {values.Matrix(Other)}, {values.Plan(Other).Width}, {values.Matrix(Result)}, {rows});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames values)
    {
        (string source, int stride) = values.SourceGradient(this);
        writer.Line($"global::FcGen.Layers.Rows.Copy({values.GradientMatrix(Result)}, ref {source}, {stride}, {values.Extent(Source)});");
    }

    public override void EmitNamedGradient(IndentedWriter writer, OperandNames values, bool isFirst)
    {
        string part = $"{Vec.Ref(values.GradientName(Result), values.Plan(Source).Width)}, {values.Plan(Result).GradientStride}";
        string other = values.GradientMatrix(Other);
        writer.Line(isFirst
            ? $"global::FcGen.Layers.Rows.Copy({part}, {other}, {values.Extent(Other)});"
            : $"global::FcGen.Layers.Pairwise.Add({part}, {other}, {other}, {values.Extent(Other)});");
    }

    public override string PrepareCall =>
        "global::FcGen.Layers.Rows.Concat(ref some, 16, 2, ref some, 16, 2, ref some, 16, 1);\n"
        + "global::FcGen.Layers.Pairwise.Add(ref some, 16, ref some, 16, ref some, 16, 9, 1);";
}
