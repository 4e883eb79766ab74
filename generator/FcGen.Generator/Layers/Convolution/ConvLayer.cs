using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>Convolution along the positions of a signal or a sequence, or over the rows and columns of an image.</summary>
/// <param name="is2d">Whether the input is an image.</param>
internal sealed class ConvLayer(bool is2d) : LayerKind
{
    public override string AttributeName => is2d ? "Conv2dAttribute" : "Conv1dAttribute";

    public override IReadOnlyList<string> OtherNames => is2d
        ? ["Convolution2D", "DepthwiseConv2D", "SpatialConvolution", "Conv2D"]
        : ["Convolution1D", "Conv1D"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        var options = new ConvOptions(context, is2d);
        (int height, int width) = options.Kernel;
        int outputs = options.Outputs;
        Shape input = options.Input(inputs => ConvSpec.Describe(is2d, inputs, outputs, height, width));
        bool isSame = context.Attribute.Get("Same", false);
        bool isCausal = context.Attribute.Get("Causal", false);
        CheckPadding(context, isSame, isCausal);
        (int Rows, int Columns) stride = options.Pair("Stride", 1, int.MaxValue, 1);
        (int Rows, int Columns) padding = options.Pair("Padding", 0, ConvOptions.MostPadding, 0);
        (int Rows, int Columns) dilation = options.Pair("Dilation", 1, int.MaxValue, 1);
        int groups = context.Count("Groups", 1, int.MaxValue, 1);
        Dimension rows = is2d ? Dimension(input.Height, height, stride.Rows, padding.Rows, dilation.Rows) : Convolution.Dimension.Single;
        Dimension columns = Dimension(input.Width, width, stride.Columns, padding.Columns, dilation.Columns);
        bool fits = input.IsKnown && outputs > 0 && height > 0 && width > 0 && options.CheckMemory(rows.Padded, columns.Padded, input.Channels)
            && (!is2d || CheckKernel(context, "Height", "rows", rows)) && CheckKernel(context, "Width", is2d ? "columns" : "positions", columns)
            && options.CheckGroups(input.Channels, groups);
        Shape output = fits ? input.WithPositions(rows.Axis.Outputs, columns.Axis.Outputs).WithChannels(outputs) : Shape.Unknown;
        var spec = new ConvSpec(
            context.Index, context.Name, is2d, input, output, outputs, rows, columns, groups, context.Attribute.Get("Bias", true), context.Init(), context.Gain());
        if (fits)
        {
            CheckUnread("Height", "rows", rows);
            CheckUnread("Width", is2d ? "columns" : "positions", columns);
        }

        return spec;

        void CheckUnread(string name, string positions, Dimension dimension) => context.CheckUnread(
            spec.Label,
            options.NameOf("Stride", name),
            dimension.Size,
            positions,
            dimension.Padded - dimension.Before - dimension.Axis.Dropped,
            dimension.Axis.Reach + 1L,
            dimension.Stride);

        Dimension Dimension(int size, int taps, int stride, int padding, int dilation) =>
            isSame ? Convolution.Dimension.Same(size, taps, stride, dilation)
            : isCausal ? Convolution.Dimension.Causal(size, taps, stride, dilation)
            : new Dimension(size, padding, padding, taps, stride, dilation);
    }

    /// <summary>Checks that padding is given in one way only.</summary>
    private static void CheckPadding(LayerContext context, bool isSame, bool isCausal)
    {
        if (isSame && isCausal)
        {
            context.Sink.Report(Descriptors.OutOfRange, context.Attribute.LocationOf("Causal"), context.Label(context.Attribute.Name), "Causal", "false with Same", "true");
        }

        foreach (string property in new[] { "Padding", "PaddingHeight", "PaddingWidth" })
        {
            if ((isSame || isCausal) && context.Attribute.Get(property, 0) is var padding and not 0)
            {
                context.Sink.Report(
                    Descriptors.OutOfRange,
                    context.Attribute.LocationOf(property),
                    context.Label(context.Attribute.Name),
                    property,
                    $"0, because {(isSame ? "Same" : "Causal")} determines it",
                    padding);
            }
        }
    }

    private static bool CheckKernel(LayerContext context, string name, string what, Dimension dimension)
    {
        long most = ((dimension.Padded - 1) / dimension.Dilation) + 1;
        if (dimension.Taps <= most)
        {
            return true;
        }

        string dilation = dimension.Dilation == 1 ? string.Empty : $" at a dilation of {dimension.Dilation}";
        string parameter = context.Attribute.Has("kernel" + name) ? "kernel" + name : "kernel";
        context.Count(parameter, 1, (int)most, 0, $"the input has {dimension.Padded} {what} with its padding{dilation}");
        return false;
    }
}

/// <summary>One dimension of a convolution as the user wrote it.</summary>
/// <param name="Size">Number of positions of the input.</param>
/// <param name="Before">Zeros before the first position.</param>
/// <param name="After">Zeros after the last position.</param>
/// <param name="Taps">Number of positions that one output reads.</param>
/// <param name="Stride">Distance between the first positions of neighboring outputs.</param>
/// <param name="Dilation">Distance between the positions of one output.</param>
internal sealed record Dimension(int Size, long Before, long After, int Taps, int Stride, int Dilation)
{
    /// <summary>The dimension that a signal does not have.</summary>
    public static readonly Dimension Single = new(1, 0, 0, 1, 1, 1);

    /// <summary>The number of positions with the zeros.</summary>
    public long Padded => Before + Size + After;

    /// <summary>The positions that outputs read.</summary>
    public Axis Axis => new((int)Padded, Taps, Stride, Dilation);

    public bool HasBorder => Before > 0 || After > 0;

    /// <summary>
    /// The dimension with zeros so that there is an output for each stride: an odd one comes last, as in PyTorch and TensorFlow.
    /// </summary>
    public static Dimension Same(int size, int taps, int stride, int dilation)
    {
        long outputs = ((long)size + stride - 1) / stride;
        long zeros = Math.Max(0, ((outputs - 1) * stride) + ((long)dilation * (taps - 1)) + 1 - size);
        return new Dimension(size, zeros / 2, zeros - (zeros / 2), taps, stride, dilation);
    }

    /// <summary>The dimension with all zeros before the first position.</summary>
    public static Dimension Causal(int size, int taps, int stride, int dilation) => new(size, (long)dilation * (taps - 1), 0, taps, stride, dilation);
}
