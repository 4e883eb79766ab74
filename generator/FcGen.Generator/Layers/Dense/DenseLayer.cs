using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Dense;

/// <summary>Fully connected layer.</summary>
internal sealed class DenseLayer : LayerKind
{
    public override string AttributeName => "DenseAttribute";

    public override IReadOnlyList<string> OtherNames =>
        ["Linear", "FullyConnected", "FullyConnectedLayer", "FC", "Affine", "InnerProduct", "DenseLayer", "LinearLayer", "TimeDistributed", "TimeDistributedDense"];

    public override string SizeParameter => "outputs";

    public override string InputsParameter => "inputs";

    public override LayerSpec Parse(LayerContext context)
    {
        int outputs = context.Count("outputs");
        Shape input = context.Input;
        if (input.Kind is ShapeKind.Signal or ShapeKind.Image)
        {
            context.Sink.Report(
                Descriptors.NotFlattened,
                context.Attribute.Location,
                context.CanInsert ? Repair.None.With(Repair.Insert, "Flatten") : Repair.None,
                context.Label(DenseSpec.Describe(context.Attribute.Get("inputs", 0), outputs)),
                context.Origin.Label,
                input.Describe(),
                input.Flattened.Describe());
            input = Shape.Unknown;
        }
        else
        {
            input = context.DeclaredInput(inputs => DenseSpec.Describe(inputs, outputs));
        }

        return new DenseSpec(context.Index, context.Name, input, outputs, context.Attribute.Get("Bias", true), context.Init(), context.Gain());
    }
}

internal sealed record DenseSpec(int Index, string Name, Shape Input, int Outputs, bool HasBias, InitKind Init, float Gain)
    : LayerSpec(Index, Name, Input, OutputOf(Input, Outputs))
{
    public int Inputs => Input.Channels;

    public override bool SetsShape => true;

    public override bool IsLinear => true;

    public override OutputKind OutputKind => OutputKind.Logits;

    public override IReadOnlyList<TensorSpec> Tensors
    {
        get
        {
            (int output, int input) = WeightLayouts.Choose(Inputs, Outputs) == WeightLayout.InputMajor
                ? (1, Padding.WeightStride(Outputs))
                : (Padding.WeightStride(Inputs), 1);
            EquatableArray<int> shape = new([Outputs, Inputs]);
            var weight = new TensorSpec("weight", shape, Fill.Drawn(Init, Gain, Inputs, Outputs))
            {
                Layout = (Input.IsVector ? Input : Shape.Vector(Inputs)).MemoryOrder.Repeat(Outputs, output, input),
            };
            return HasBias ? [weight, TensorSpec.Vector("bias", Outputs, 0)] : [weight];
        }
    }

    public override long StorageBound => ((long)Padding.WeightStride(Inputs) * Padding.WeightStride(Outputs)) + Padding.RoundUp(Outputs) + 32;

    public override long MultiplyAdds => (long)Inputs * Outputs * Input.Positions;

    public override SampleProduct? Product
    {
        get
        {
            (int outer, int inner) = WeightLayouts.Choose(Inputs, Outputs) == WeightLayout.InputMajor ? (Inputs, Outputs) : (Outputs, Inputs);
            return Input.IsVector ? new SampleProduct(Inputs, Outputs, (long)outer * Padding.RoundUp(inner) / Padding.Lanes) : null;
        }
    }

    public override string Describe() => Describe(Inputs, Outputs);

    /// <summary>The layer with its sizes; 0 is one that is not known.</summary>
    public static string Describe(int inputs, int outputs) => $"Dense {Display(inputs)} -> {Display(outputs)}";

    private static string Display(int size) => size == 0 ? "?" : SourceText.Literal(size);

    public override void Build(GraphBuilder builder)
    {
        int source = builder.View(builder.Current, Input.Positions);
        builder.Add(new DenseOperation(DensePlan.Choose(this, builder), new([source]), builder.NewValue(Input.Positions, Outputs)));
    }

    private static Shape OutputOf(Shape input, int outputs) =>
        outputs == 0 ? Shape.Unknown
        : input.IsKnown ? input.WithChannels(outputs)
        : Shape.Vector(outputs);
}
