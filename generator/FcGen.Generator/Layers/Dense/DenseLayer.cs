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
        ["Linear", "FullyConnected", "FullyConnectedLayer", "FC", "Affine", "InnerProduct", "DenseLayer", "LinearLayer"];

    public override string SizeParameter => "outputs";

    public override string InputsParameter => "inputs";

    public override LayerSpec Parse(LayerContext context)
    {
        int outputs = Dimension(context, "outputs");
        Shape input = context.Input;
        if (input.Kind is ShapeKind.Signal or ShapeKind.Image)
        {
            string description = DenseSpec.Describe(context.Attribute.Has("inputs") ? Dimension(context, "inputs") : 0, outputs);
            context.Sink.Report(
                Descriptors.NotFlattened,
                context.Attribute.Location,
                context.CanInsert ? Repair.None.With(Repair.Insert, "Flatten") : Repair.None,
                context.Label(description),
                context.Origin.Label,
                input.Describe(),
                input.Flattened.Describe());
            input = Shape.Unknown;
        }
        else if (context.Attribute.Has("inputs"))
        {
            int declared = Dimension(context, "inputs");
            if (declared > 0 && input.IsKnown && declared != input.Channels)
            {
                string wanted = SourceText.Literal(declared);
                Repair repair = Repair.None.With(Repair.Inputs, SourceText.Literal(input.Channels));
                context.Sink.Report(
                    Descriptors.DimensionMismatch,
                    context.Attribute.LocationOf("inputs"),
                    context.Origin.Size is { } size ? repair.With(context.Origin.IsInput ? Repair.Input : Repair.Outputs, wanted, size) : repair,
                    context.Label(DenseSpec.Describe(declared, outputs)),
                    declared == 1 ? "1 input" : $"{SourceText.Literal(declared)} inputs",
                    context.Origin.Label,
                    input.IsVector ? input.Size : $"{input.Channels} for each of {input.Positions} steps");
            }

            input = declared == 0 ? Shape.Unknown : !input.IsKnown ? Shape.Vector(declared) : input.IsVector && input.Size == declared ? input : input.WithChannels(declared);
        }

        return new DenseSpec(
            context.Index,
            context.Name,
            input,
            outputs,
            context.Attribute.Get("Bias", true),
            Initialisation(context),
            context.Coefficient("Gain", 0, value => value >= 0 && !float.IsInfinity(value), "a finite number above 0, or 0 for automatic"));
    }

    private static InitKind Initialisation(LayerContext context)
    {
        var init = (InitKind)context.Attribute.Get("Init", 0);
        if (Enum.IsDefined(typeof(InitKind), init))
        {
            return init;
        }

        context.Sink.Report(
            Descriptors.OutOfRange, context.Attribute.LocationOf("Init"), context.Label("Dense"), "Init", "a member of FcGen.Init", (int)init);
        return InitKind.Auto;
    }

    /// <returns>The value, or 0 if it is out of range.</returns>
    private static int Dimension(LayerContext context, string parameter)
    {
        const int Most = int.MaxValue / 16;
        int value = context.Attribute.Get(parameter, 0);
        if (value is >= 1 and <= Most)
        {
            return value;
        }

        context.Sink.Report(
            Descriptors.OutOfRange, context.Attribute.LocationOf(parameter), context.Label("Dense"), parameter, $"from 1 to {Most}", value);
        return 0;
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
