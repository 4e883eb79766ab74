using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>The first half of the channels of each position, gated by the sigmoid of the second half.</summary>
/// <param name="name">The name of the attribute without its suffix.</param>
/// <param name="hasTanh">Whether the first half goes through tanh.</param>
/// <param name="otherNames">Other names of the layer.</param>
internal sealed class GatedLayer(string name, bool hasTanh, params string[] otherNames) : LayerKind
{
    public override string AttributeName => name + "Attribute";

    public override IReadOnlyList<string> OtherNames => otherNames;

    /// <summary>Keras has <c>keras.activations.glu</c>.</summary>
    public override bool IsActivation => !hasTanh;

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        int channels = context.Input.Channels;
        bool isEven = channels % 2 == 0;
        if (!isEven)
        {
            context.Sink.Report(
                Descriptors.OutOfRange,
                context.Attribute.Location,
                context.Label(name),
                "the number of channels",
                $"even, such as {SourceText.Literal(channels + 1)}",
                channels);
        }

        Shape output = context.Input.IsKnown && isEven ? context.Input.WithChannels(channels / 2) : Shape.Unknown;
        return new GatedSpec(context.Index, context.Name, context.Input, output, name, hasTanh);
    }
}

/// <param name="Function">The name of the layer.</param>
/// <param name="HasTanh">Whether the first half goes through tanh.</param>
internal sealed record GatedSpec(int Index, string Name, Shape Input, Shape Output, string Function, bool HasTanh) : LayerSpec(Index, Name, Input, Output)
{
    public override bool SetsShape => true;

    public override OutputKind OutputKind => OutputKind.Unbounded;

    public override string Describe() =>
        Output.IsKnown ? $"{Function} {SourceText.Literal(Input.Channels)} -> {SourceText.Literal(Output.Channels)}" : Function;

    public override void Build(GraphBuilder builder)
    {
        // Halves are in the order of the values: the memory of a flattened image may have another.
        int source = builder.Arrange(Index, builder.Current, Input, Input.IsVector ? Input.Ordered : Input.Arranged);
        builder.Add(new GatedOperation(
            this, new([builder.View(source, Input.Positions)]), builder.NewValue(Output.Positions, Output.Channels))
        {
            Saved = builder.IsTraining ? new([builder.NewValue(Input.Positions, Input.Channels)]) : default,
        });
    }
}

/// <summary>y = f(a) * sigmoid(b), where a and b are the halves of each row. Training saves both factors for backward.</summary>
internal sealed record GatedOperation(GatedSpec Spec, EquatableArray<int> Inputs, int Output) : Operation(Spec.Index, Inputs, Output)
{
    /// <summary>In training the factors, which may replace the source: nothing reads that any more.</summary>
    public override int? Replacement => Saved.Count > 0 ? Saved[0] : null;

    public override bool GradientInPlace => false;

    public override string Kind => $"{(Spec.HasTanh ? "tanh(a)" : "a")} * sigmoid(b) for the halves a and b of each row";

    private string HasTanh => Spec.HasTanh ? "true" : "false";

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        string saved = Saved.Count == 0 ? "ref Unsafe.NullRef<float>(), 0" : names.Matrix(Saved[0], Spec.Input.Positions);
        writer.Line(
            $"global::FcGen.Layers.Gated.Forward({HasTanh}, {names.Matrix(Source, Spec.Input.Positions)}, {saved}, {names.Matrix(Output)}, {names.Extent(Output)});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) => writer.Line(
        $"global::FcGen.Layers.Gated.Backward({HasTanh}, {names.Matrix(Saved[0], Spec.Input.Positions)}, {names.GradientMatrix(Output)}, "
        + $"{names.SourceGradientMatrix(this, Spec.Input.Positions)}, {names.Extent(Output)});");
}
