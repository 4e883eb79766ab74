using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>Residual connection.</summary>
internal sealed class AddLayer : LayerKind
{
    public override string AttributeName => "AddAttribute";

    public override IReadOnlyList<string> OtherNames => ["Residual", "Skip", "SkipConnection", "Shortcut", "Sum"];

    public override LayerSpec Parse(LayerContext context)
    {
        NamedOutput? named = context.NamedOutput("layer");
        var spec = new AddSpec(context.Index, context.Name, context.Input, named?.Layer ?? -1, named?.Name ?? string.Empty, named?.Shape ?? Shape.Unknown);
        if (named is { Shape.IsKnown: true } && context.Input.IsKnown && !named.Shape.HasSameValues(context.Input))
        {
            context.Sink.Report(
                Descriptors.AddMismatch,
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

internal sealed record AddSpec(int Index, string Name, Shape Input, int Other, string OtherName, Shape OtherShape)
    : LayerSpec(Index, Name, Input, OrderOf(Input, OtherShape))
{
    public override int? NamedLayer => Other;

    public override Gain? GainBefore => null;

    public override string Describe() => $"Add '{OtherName}'";

    public override LayerSpec OfStep() => (AddSpec)base.OfStep() with { OtherShape = OtherShape.OfStep };

    public override void Build(GraphBuilder builder)
    {
        int source = builder.Arrange(Index, builder.Current, Input, Output);
        int other = builder.View(builder.Arrange(Index, builder.OutputOf(Other), OtherShape, Output), builder.PositionsOf(source));
        builder.Add(new AddOperation(Index, new([source, other]), builder.NewLike(source)));
    }

    /// <summary>The shape with the order of memory in which both are added.</summary>
    private static Shape OrderOf(Shape input, Shape other) =>
        input.ArrangedPositions == other.ArrangedPositions ? input
        : input.IsVector ? input.Ordered
        : input.Arranged;
}

/// <summary>y = x + the output of an earlier layer.</summary>
internal sealed record AddOperation(int Layer, EquatableArray<int> Inputs, int Output) : Operation(Layer, Inputs, Output)
{
    /// <summary>The activation that is applied to the sum in the same pass.</summary>
    public ActivationStep? Activation { get; init; }

    private int Other => Inputs[1];

    public override EpilogueStep AsEpilogue => new ResidualStep(Layer, Other);

    public override bool BackwardReadsOutput => Activation is not null;

    public override Operation? TryAbsorb(Operation next) =>
        Activation is null && next.AsEpilogue is ActivationStep activation ? this with { Output = next.Output, Activation = activation } : null;

    public override string? WorkOf(int layer) => Activation?.Layer == layer ? Activation.WorkIn(Layer) : base.WorkOf(layer);

    public override string Kind => Activation is null ? "Add" : $"Add and {Activation.Name}";

    public override void EmitForward(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.Pairwise.Add({(Activation is null ? string.Empty : Activation.Operator + ", ")}{names.Matrix(Source)}, {names.Matrix(Other, names.Plan(Output).Layout.Positions)}, {names.Matrix(Output)}, {names.Extent(Output)});");

    public override void EmitInnerGradient(IndentedWriter writer, OperandNames names)
    {
        if (Activation is not null)
        {
            ElementwiseOperation.EmitGradient(writer, names, Activation.Operator, Output);
        }
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        // The gradient is unchanged.
    }

    public override void EmitOtherGradient(IndentedWriter writer, OperandNames names, int input, bool isFirst) =>
        EmitOtherGradient(writer, names, Output, Other, isFirst);

    /// <summary>Writes the gradient of an added value from the gradient of the sum.</summary>
    public static void EmitOtherGradient(IndentedWriter writer, OperandNames names, int sum, int other, bool isFirst)
    {
        string gradient = names.GradientMatrix(sum);
        string target = names.GradientMatrix(other, names.Plan(sum).Layout.Positions);
        writer.Line(isFirst
            ? $"global::FcGen.Layers.Rows.Copy({gradient}, {target}, {names.Extent(sum)});"
            : $"global::FcGen.Layers.Pairwise.Add({gradient}, {target}, {target}, {names.Extent(sum)});");
    }
}
