using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>Convolution along the positions of a signal or a sequence, or over the rows and columns of an image.</summary>
/// <param name="is2d">Whether the input is an image.</param>
internal sealed class ConvLayer(bool is2d) : LayerKind
{
    private const int MostPadding = 1 << 20;

    public override string AttributeName => is2d ? "Conv2dAttribute" : "Conv1dAttribute";

    public override IReadOnlyList<string> OtherNames => is2d
        ? ["Convolution2D", "DepthwiseConv2D", "DepthwiseConv2d", "SpatialConvolution", "Conv2D"]
        : ["Convolution1D", "Conv1D"];

    public override bool KeepsSize => false;

    public override LayerSpec Parse(LayerContext context)
    {
        int outputs = context.Count("outputs");
        (int height, int width) = is2d && context.Attribute.Has("kernelHeight")
            ? (context.Count("kernelHeight"), context.Count("kernelWidth"))
            : (is2d ? context.Count("kernel") : 1, is2d ? context.Attribute.Get("kernel", 0) : context.Count("kernel"));
        Shape input = context.Input;
        if (input.IsKnown && (is2d ? input.Kind != ShapeKind.Image : input.Kind is ShapeKind.Vector or ShapeKind.Image))
        {
            context.Sink.Report(
                Descriptors.OutOfRange,
                context.Attribute.Location,
                context.Label(ConvSpec.Describe(is2d, context.Attribute.Get("inputs", 0), outputs, height, width)),
                "the input",
                is2d ? "an image (Input with channels, height and width)" : "a signal or a sequence",
                input.Describe());
            input = Shape.Unknown;
        }
        else if (input.IsKnown)
        {
            input = context.DeclaredInput(inputs => ConvSpec.Describe(is2d, inputs, outputs, height, width));
        }

        bool isSame = context.Attribute.Get("Same", false);
        bool isCausal = context.Attribute.Get("Causal", false);
        CheckPadding(context, isSame, isCausal);
        int stride = context.Count("Stride", 1, int.MaxValue, 1);
        int padding = context.Count("Padding", 0, MostPadding, 0);
        int dilation = context.Count("Dilation", 1, int.MaxValue, 1);
        int groups = context.Count("Groups", 1, int.MaxValue, 1);
        Dimension rows = is2d ? DimensionOf("Height", input.Height, height) : Dimension.Single;
        Dimension columns = DimensionOf(is2d ? "Width" : string.Empty, input.Width, width);
        bool fits = input.IsKnown && outputs > 0 && height > 0 && width > 0 && CheckMemory(context, input, rows, columns)
            && (!is2d || CheckKernel(context, "Height", "rows", rows)) && CheckKernel(context, "Width", is2d ? "columns" : "positions", columns)
            && CheckGroups(context, input.Channels, outputs, groups);
        Shape output = !fits ? Shape.Unknown
            : is2d ? Shape.Image(outputs, rows.Axis.Outputs, columns.Axis.Outputs).Arranged
            : input.Kind == ShapeKind.Signal ? Shape.Signal(outputs, columns.Axis.Outputs).Arranged
            : Shape.Sequence(columns.Axis.Outputs, outputs);
        return new ConvSpec(
            context.Index, context.Name, is2d, input, output, outputs, rows, columns, groups, context.Attribute.Get("Bias", true), context.Init(), context.Gain());

        Dimension DimensionOf(string name, int size, int taps)
        {
            int ownStride = Own("Stride", 1, int.MaxValue, stride);
            int ownPadding = Own("Padding", 0, MostPadding, padding);
            int ownDilation = Own("Dilation", 1, int.MaxValue, dilation);
            return isSame ? Dimension.Same(size, taps, ownStride, ownDilation)
                : isCausal ? Dimension.Causal(size, taps, ownStride, ownDilation)
                : new Dimension(size, ownPadding, ownPadding, taps, ownStride, ownDilation);

            // 0 is a value of its own for padding, so what counts is whether the property is written.
            int Own(string property, int least, int most, int general) => name.Length == 0 || context.Attribute.Get(property + name, int.MinValue) == int.MinValue
                ? general
                : context.Count(property + name, least, most, general);
        }
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

    /// <summary>Checks that the input with its border can be addressed.</summary>
    private static bool CheckMemory(LayerContext context, Shape input, Dimension rows, Dimension columns)
    {
        long floats = rows.Padded * columns.Padded * Padding.RoundUp(input.Channels);
        if (rows.Padded < int.MaxValue && columns.Padded < int.MaxValue && floats < int.MaxValue / 16)
        {
            return true;
        }

        context.Sink.Report(
            Descriptors.OutOfRange,
            context.Attribute.Location,
            context.Label(context.Attribute.Name),
            "the number of values of the input with its padding",
            $"at most {int.MaxValue / 16}",
            floats);
        return false;
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

    private static bool CheckGroups(LayerContext context, int inputs, int outputs, int groups)
    {
        if (inputs % groups == 0 && outputs % groups == 0)
        {
            return true;
        }

        int[] fitting = [.. Enumerable.Range(1, Math.Min(inputs, outputs)).Where(count => inputs % count == 0 && outputs % count == 0).Take(8)];
        context.Sink.Report(
            Descriptors.OutOfRange,
            context.Attribute.LocationOf("Groups"),
            context.Label(context.Attribute.Name),
            "Groups",
            $"a divisor of {inputs} inputs and {outputs} outputs ({string.Join(", ", fitting)})",
            groups);
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
