using FcGen.Generator.Diagnostics;
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
            ? context.Input.WithChannels(context.Input.Channels + named.Shape.Channels)
            : Shape.Unknown;
        var spec = new ConcatSpec(
            context.Index, context.Name, context.Input, output, named?.Layer ?? -1, named?.Name ?? string.Empty, named?.Shape ?? Shape.Unknown);
        if (output.IsKnown && !named!.Shape.WithChannels(output.Channels).HasSameValues(output))
        {
            context.Sink.Report(
                Descriptors.ConcatMismatch,
                context.Attribute.LocationOf("layer"),
                context.Label(spec.Describe()),
                named.Shape.Describe(),
                named.Label,
                context.Input.Describe(),
                context.Origin.Label);
        }

        return spec;
    }
}

internal sealed record ConcatSpec(int Index, string Name, Shape Input, Shape Output, int Other, string OtherName, Shape OtherShape)
    : LayerSpec(Index, Name, Input, Output)
{
    public override bool SetsShape => true;

    public override int? NamedLayer => Other;

    public override string Describe() => $"Concat '{OtherName}'";

    public override LayerSpec OfStep() => (ConcatSpec)base.OfStep() with { OtherShape = OtherShape.OfStep };

    public override void Build(GraphBuilder builder)
    {
        int source = Arranged(builder.Current, Input);
        int other = Arranged(builder.OutputOf(Other), OtherShape);
        builder.Add(new ConcatOperation(Index, new([source, other]), builder.NewValue(Output.Positions, Output.Channels)));

        int Arranged(int value, Shape shape) =>
            builder.View(builder.Arrange(Index, value, shape, shape.IsVector ? shape.Ordered : shape.Arranged), Output.Positions);
    }
}

/// <summary>y = x, followed by the output of an earlier layer, at each position.</summary>
internal sealed record ConcatOperation(int Layer, EquatableArray<int> Inputs, int Output) : Operation(Layer, Inputs, Output)
{
    private int Other => Inputs[1];

    public override int? Replacement => null;

    public override bool GradientInPlace => false;

    public override string Kind => "Concat";

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        Layout output = names.Plan(Output).Layout;
        writer.Line(
            $"global::FcGen.Layers.Rows.Concat({Part(Source)}, {Part(Other)}, {names.Matrix(Output)}, {names.Rows(output.Positions)});");

        string Part(int value) => $"{names.Matrix(value, output.Positions)}, {names.Plan(value).Layout.As(output.Positions).Channels}";
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        int positions = names.Plan(Output).Layout.Positions;
        writer.Line(
            $"global::FcGen.Layers.Rows.Copy({names.GradientMatrix(Output)}, {names.SourceGradientMatrix(this, positions)}, {names.Extent(Source, positions)});");
    }

    public override void EmitOtherGradient(IndentedWriter writer, OperandNames names, int input, bool isFirst)
    {
        Layout gradient = names.Plan(Output).GradientLayout;
        string part = $"{Vec.Ref(names.GradientName(Output), names.Plan(Source).Layout.As(gradient.Positions).Channels)}, {gradient.Stride}";
        string other = names.GradientMatrix(Other, gradient.Positions);
        writer.Line(isFirst
            ? $"global::FcGen.Layers.Rows.Copy({part}, {other}, {names.Extent(Other, gradient.Positions)});"
            : $"global::FcGen.Layers.Pairwise.Add({part}, {other}, {other}, {names.Extent(Other, gradient.Positions)});");
    }
}
