using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Residual connection.</summary>
internal sealed class AddLayer : LayerKind
{
    public override string AttributeName => "AddAttribute";

    public override LayerSpec Parse(LayerContext context)
    {
        NamedOutput? named = context.NamedOutput("layer");
        var spec = new AddSpec(context.Index, context.Name, context.Input, named?.Layer ?? -1, named?.Name ?? string.Empty);
        if (named is { Shape.IsKnown: true } && context.Input.IsKnown && named.Shape != context.Input)
        {
            context.Sink.Report(
                Descriptors.AddMismatch,
                context.Attribute.LocationOf("layer"),
                context.Label(spec.Describe()),
                named.Shape,
                named.Label,
                context.Input,
                context.Origin.Label);
        }

        return spec;
    }
}

internal sealed record AddSpec(int Index, string Name, Shape Input, int Other, string OtherName) : LayerSpec(Index, Name, Input, Input)
{
    public override int? NamedLayer => Other;

    public override Gain? GainBefore => null;

    public override string Describe() => $"Add '{OtherName}'";

    public override void Build(GraphBuilder builder)
    {
        builder.Add(new AddOperation(Index, new([builder.Current, builder.OutputOf(Other)]), builder.NewValue(Output.Size)));
    }
}

/// <summary>y = x + the output of a layer before.</summary>
internal sealed record AddOperation(int Layer, EquatableArray<int> Inputs, int Output) : Operation(Layer, Inputs, Output)
{
    private int Other => Inputs[1];

    public override string Kind => "Add";

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.Pairwise.Add({names.Matrix(Source)}, {names.Matrix(Other)}, {names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        // The gradient stays where it is.
    }

    public override void EmitOtherGradient(IndentedWriter writer, OperandNames names, int input, bool isFirst)
    {
        string result = names.GradientMatrix(Output);
        string other = names.GradientMatrix(Other);
        writer.Line(isFirst
            ? $"global::FcGen.Layers.Rows.Copy({result}, {other}, {names.Extent(Other)});"
            : $"global::FcGen.Layers.Pairwise.Add({result}, {other}, {other}, {names.Extent(Other)});");
    }

    public override string PrepareCall =>
        "global::FcGen.Layers.Pairwise.Add(ref some, 16, ref some, 16, ref some, 16, 9, 1);";
}
