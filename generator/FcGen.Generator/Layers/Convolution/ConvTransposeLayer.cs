using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>Transposed convolution: each position of the input adds its products to the outputs that its taps reach.</summary>
/// <param name="is2d">Whether the input is an image.</param>
internal sealed class ConvTransposeLayer(bool is2d) : LayerKind
{
    public override string AttributeName => is2d ? "ConvTranspose2dAttribute" : "ConvTranspose1dAttribute";

    public override IReadOnlyList<string> OtherNames => is2d
        ? ["Conv2DTranspose", "Deconvolution2D", "Deconv2d", "ConvTransposed2d"]
        : ["Conv1DTranspose", "Deconvolution1D", "Deconv1d", "ConvTransposed1d"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        var options = new ConvOptions(context, is2d);
        (int height, int width) = options.Kernel;
        int outputs = options.Outputs;
        Shape input = options.Input(inputs => ConvTransposeSpec.Describe(is2d, inputs, outputs, height, width));
        (int Rows, int Columns) stride = options.Pair("Stride", 1, ConvOptions.MostPadding, 1);
        (int Rows, int Columns) padding = options.Pair("Padding", 0, ConvOptions.MostPadding, 0);
        (int Rows, int Columns) dilation = options.Pair("Dilation", 1, ConvOptions.MostPadding, 1);
        (int Rows, int Columns) outputPadding = options.Pair("OutputPadding", 0, ConvOptions.MostPadding, 0);
        int groups = context.Count("Groups", 1, int.MaxValue, 1);
        TransposedDimension rows = is2d
            ? new(input.Height, height, stride.Rows, padding.Rows, dilation.Rows, outputPadding.Rows)
            : TransposedDimension.Single;
        var columns = new TransposedDimension(input.Width, width, stride.Columns, padding.Columns, dilation.Columns, outputPadding.Columns);
        bool fits = input.IsKnown && outputs > 0 && height > 0 && width > 0
            && Check(context, options, rows, "Height") && Check(context, options, columns, is2d ? "Width" : string.Empty)
            && options.CheckMemory(rows.Spread, columns.Spread, input.Channels) && options.CheckMemory(rows.Bordered, columns.Bordered, outputs)
            && options.CheckGroups(input.Channels, groups);
        Shape output = fits ? input.WithPositions((int)rows.Outputs, (int)columns.Outputs).WithChannels(outputs) : Shape.Unknown;
        return new ConvTransposeSpec(
            context.Index, context.Name, is2d, input, output, outputs, rows, columns, groups, context.Attribute.Get("Bias", true), context.Init(), context.Gain());
    }

    private static bool Check(LayerContext context, ConvOptions options, TransposedDimension dimension, string name)
    {
        int most = Math.Max(dimension.Stride, dimension.Dilation) - 1;
        if (dimension.OutputPadding > most)
        {
            string property = options.NameOf("OutputPadding", name);
            context.Sink.Report(
                Descriptors.OutOfRange,
                context.Attribute.LocationOf(property),
                context.Label(context.Attribute.Name),
                property,
                $"from 0 to {most} (below the stride or the dilation)",
                dimension.OutputPadding);
            return false;
        }

        if (dimension.Outputs < 1)
        {
            string property = options.NameOf("Padding", name);
            context.Sink.Report(
                Descriptors.OutOfRange,
                context.Attribute.LocationOf(property),
                context.Label(context.Attribute.Name),
                property,
                $"from 0 to {dimension.Padding - ((2 - dimension.Outputs) / 2)} (so that an output is left)",
                dimension.Padding);
            return false;
        }

        return true;
    }
}

/// <summary>One dimension of a transposed convolution.</summary>
/// <param name="Size">Number of positions of the input.</param>
/// <param name="Taps">Number of outputs that one input reaches.</param>
/// <param name="Stride">Distance between the first outputs of neighboring inputs.</param>
/// <param name="Padding">Number of outputs that are left out at each end.</param>
/// <param name="Dilation">Distance between the outputs of one input.</param>
/// <param name="OutputPadding">Number of outputs added at the end.</param>
internal sealed record TransposedDimension(int Size, int Taps, int Stride, int Padding, int Dilation, int OutputPadding)
{
    /// <summary>The dimension that a signal does not have.</summary>
    public static readonly TransposedDimension Single = new(1, 1, 1, 0, 1, 0);

    private long Reach => (long)Dilation * (Taps - 1);

    public long Outputs => ((Size - 1L) * Stride) - (2L * Padding) + Reach + 1 + OutputPadding;

    /// <summary>The positions of the input with zeros between and around them, so that the outputs are a convolution of them.</summary>
    public long Spread => Outputs + Reach;

    /// <summary>The place of the first input among them.</summary>
    public int First => (int)Reach - Padding;

    /// <summary>The positions of the gradients of the outputs, with zeros around them, that inputs reach.</summary>
    public long Bordered => ((Size - 1L) * Stride) + Reach + 1;

    /// <summary>The dimension of the convolution that gives the outputs.</summary>
    public Axis ForwardAxis => new((int)Spread, Taps, 1, Dilation);

    /// <summary>The dimension of the convolution that gives the gradients of the inputs.</summary>
    public Axis BackwardAxis => new((int)Bordered, Taps, Stride, Dilation);
}

internal sealed record ConvTransposeSpec(
    int Index,
    string Name,
    bool Is2d,
    Shape Input,
    Shape Output,
    int Outputs,
    TransposedDimension Rows,
    TransposedDimension Columns,
    int Groups,
    bool HasBias,
    InitKind Init,
    float Gain)
    : LayerSpec(Index, Name, Input, Output)
{
    public int GroupInputs => Input.Channels / Groups;

    public int GroupOutputs => Outputs / Groups;

    public int Taps => Rows.Taps * Columns.Taps;

    /// <summary>Distance between rows of weights, the outputs of a group.</summary>
    public int WeightStride => Padding.WeightStride(GroupOutputs);

    public override bool SetsShape => true;

    public override OutputKind OutputKind => OutputKind.Logits;

    public override IReadOnlyList<TensorSpec> Tensors
    {
        get
        {
            int inputs = Input.Channels;
            int[] dimensions = Is2d ? [inputs, GroupOutputs, Rows.Taps, Columns.Taps] : [inputs, GroupOutputs, Columns.Taps];
            var weight = new TensorSpec("weight", new(dimensions), Fill.Drawn(Init, Gain, GroupOutputs * Taps, inputs * Taps)) { Layout = WeightLayout };
            return HasBias ? [weight, TensorSpec.Vector("bias", Outputs, 0)] : [weight];
        }
    }

    /// <summary>The order of the weights: [group, row, column, input, output].</summary>
    private TensorLayout WeightLayout
    {
        get
        {
            int tap = GroupInputs * WeightStride;
            List<int> dimensions = [GroupInputs, GroupOutputs, Columns.Taps];
            List<int> strides = [WeightStride, 1, tap];
            if (Is2d)
            {
                dimensions.Insert(2, Rows.Taps);
                strides.Insert(2, Columns.Taps * tap);
            }

            if (Groups > 1)
            {
                dimensions.Insert(0, Groups);
                strides.Insert(0, Taps * tap);
            }

            return new(dimensions.ToEquatableArray(), strides.ToEquatableArray());
        }
    }

    public override long StorageBound => ((long)Taps * Input.Channels * WeightStride) + Padding.RoundUp(Outputs) + 32;

    public override long MultiplyAdds => (long)Input.Size * GroupOutputs * Taps;

    public override string Describe() => Describe(Is2d, Input.Channels, Outputs, Rows.Taps, Columns.Taps);

    /// <summary>The layer with its sizes; 0 is one that is not known.</summary>
    public static string Describe(bool is2d, int inputs, int outputs, int height, int width) =>
        ConvSpec.Describe(is2d, inputs, outputs, height, width).Replace("Conv", "ConvTranspose");

    public override string? LooksAhead => "its output has other steps than its input";

    public override void Build(GraphBuilder builder)
    {
        int source = builder.View(builder.Arrange(Index, builder.Current, Input, Input.Arranged), Input.Positions);
        int spread = builder.NewValue((int)(Rows.Spread * Columns.Spread), Input.Channels);
        builder.Add(new ConvTransposeOperation(
            this,
            builder.Storage.Tensor(this, "weight"),
            builder.Storage.FindTensor(this, "bias"),
            new([source]),
            builder.NewValue(Output.Positions, Outputs))
        {
            Temporaries = new([spread]),
            Saved = builder.IsTraining ? new([builder.NewValue((int)(Rows.Bordered * Columns.Bordered), Outputs)]) : default,
        });
    }
}
