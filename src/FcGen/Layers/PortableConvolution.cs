using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FcGen.Layers;

/// <summary>
/// Convolutions for machines without accelerated vectors, in plain loops. Values are rows of channels, one for each position. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PortableConvolution
{
    /// <summary>Computes y = W * x + b.</summary>
    /// <param name="x">[samples, positions, groups x inputs], borders included.</param>
    /// <param name="xStride">Distance between positions of x.</param>
    /// <param name="w">[groups, taps, inputs, outputs], rows padded as weights are.</param>
    /// <param name="b">[groups x outputs], or a null reference.</param>
    /// <param name="y">Receives [samples, positions, groups x outputs], padding zero.</param>
    /// <param name="yStride">Distance between positions of y.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="first">The first row of outputs to compute.</param>
    /// <param name="count">Number of rows to compute.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="isReversed">Whether the first weights belong to the last tap.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        ref float x,
        int xStride,
        ref float w,
        ref float b,
        ref float y,
        int yStride,
        int samples,
        int first,
        int count,
        ConvolutionShape shape,
        bool isReversed = false)
    {
        (ConvolutionAxis rows, ConvolutionAxis columns, int groups, int inputs, int outputs) = shape;
        int stride = WeightStride(outputs);
        int taps = rows.Taps * columns.Taps;
        for (int sample = 0; sample < samples; sample++)
        {
            ref float result = ref Unsafe.Add(ref y, first * columns.Outputs * yStride);
            for (int row = first; row < first + count; row++)
            {
                for (int column = 0; column < columns.Outputs; column++)
                {
                    Span<float> sums = MemoryMarshal.CreateSpan(ref result, yStride);
                    Start(sums, ref b, groups * outputs);
                    ref float start = ref Unsafe.Add(ref x, ((row * rows.Stride * columns.Inputs) + (column * columns.Stride)) * xStride);
                    ref float weights = ref w;
                    for (int group = 0; group < groups; group++)
                    {
                        for (int i = 0; i < taps; i++)
                        {
                            int tap = isReversed ? taps - 1 - i : i;
                            int inputRow = tap / columns.Taps * rows.Dilation;
                            if (shape.Zeros.Contains((row * rows.Stride) + inputRow, rows.Inputs))
                            {
                                weights = ref Unsafe.Add(ref weights, inputs * stride);
                                continue;
                            }

                            int position = (inputRow * columns.Inputs) + (tap % columns.Taps * columns.Dilation);
                            for (int input = 0; input < inputs; input++)
                            {
                                float value = Unsafe.Add(ref start, (position * xStride) + (group * inputs) + input);
                                AddProducts(sums.Slice(group * outputs, outputs), ref weights, value);
                                weights = ref Unsafe.Add(ref weights, stride);
                            }
                        }
                    }

                    result = ref Unsafe.Add(ref result, yStride);
                }
            }

            x = ref Unsafe.Add(ref x, rows.Inputs * columns.Inputs * xStride);
            y = ref Unsafe.Add(ref y, rows.Outputs * columns.Outputs * yStride);
        }
    }

    /// <summary>Computes y = W * x + b for few outputs, whose inputs of a row of taps are neighbors in memory.</summary>
    /// <param name="x">[samples, positions, inputs], borders included, without gaps.</param>
    /// <param name="w">[rows of taps, outputs, columns of taps x inputs], rows padded as weights are.</param>
    /// <param name="b">[outputs], or a null reference.</param>
    /// <param name="y">Receives [samples, positions, outputs], padding zero.</param>
    /// <param name="yStride">Distance between positions of y.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="shape">The shape, with one group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dots(ref float x, ref float w, ref float b, ref float y, int yStride, int samples, ConvolutionShape shape)
    {
        (ConvolutionAxis rows, ConvolutionAxis columns, _, int inputs, int outputs) = shape;
        int run = columns.Taps * inputs;
        int stride = WeightStride(run);
        int line = columns.Inputs * inputs;
        for (int sample = 0; sample < samples; sample++)
        {
            for (int row = 0; row < rows.Outputs; row++)
            {
                for (int column = 0; column < columns.Outputs; column++)
                {
                    Start(MemoryMarshal.CreateSpan(ref y, yStride), ref b, outputs);
                    ref float first = ref Unsafe.Add(ref x, (row * rows.Stride * line) + (column * columns.Stride * inputs));
                    for (int i = 0; i < rows.Taps * outputs; i++)
                    {
                        ref float values = ref Unsafe.Add(ref first, i / outputs * rows.Dilation * line);
                        ref float weights = ref Unsafe.Add(ref w, i * stride);
                        float sum = 0;
                        for (int k = 0; k < run; k++)
                        {
                            sum += Unsafe.Add(ref values, k) * Unsafe.Add(ref weights, k);
                        }

                        Unsafe.Add(ref y, i % outputs) += sum;
                    }

                    y = ref Unsafe.Add(ref y, yStride);
                }
            }

            x = ref Unsafe.Add(ref x, rows.Inputs * line);
        }
    }

    /// <summary>Computes a depthwise convolution.</summary>
    /// <param name="x">[samples, positions, channels], borders included.</param>
    /// <param name="xStride">Distance between positions of x.</param>
    /// <param name="w">[taps, channels], rows padded as weights are.</param>
    /// <param name="b">[channels], or a null reference.</param>
    /// <param name="y">Receives [samples, positions, channels], padding zero.</param>
    /// <param name="yStride">Distance between positions of y.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="shape">The shape, with a group for each channel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Depthwise(
        ref float x, int xStride, ref float w, ref float b, ref float y, int yStride, int samples, ConvolutionShape shape)
    {
        (ConvolutionAxis rows, ConvolutionAxis columns, int channels, _, _) = shape;
        int stride = WeightStride(channels);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int row = 0; row < rows.Outputs; row++)
            {
                for (int column = 0; column < columns.Outputs; column++)
                {
                    Start(MemoryMarshal.CreateSpan(ref y, yStride), ref b, channels);
                    for (int tap = 0; tap < rows.Taps * columns.Taps; tap++)
                    {
                        int inputRow = (row * rows.Stride) + (tap / columns.Taps * rows.Dilation);
                        int inputColumn = (column * columns.Stride) + (tap % columns.Taps * columns.Dilation);
                        ref float input = ref Unsafe.Add(ref x, ((inputRow * columns.Inputs) + inputColumn) * xStride);
                        for (int channel = 0; channel < channels; channel++)
                        {
                            Unsafe.Add(ref y, channel) += Unsafe.Add(ref input, channel) * Unsafe.Add(ref w, (tap * stride) + channel);
                        }
                    }

                    y = ref Unsafe.Add(ref y, yStride);
                }
            }

            x = ref Unsafe.Add(ref x, rows.Inputs * columns.Inputs * xStride);
        }
    }

    /// <summary>Computes C = A^T B, summed over samples and positions.</summary>
    /// <param name="a">The rows of A.</param>
    /// <param name="aDistances">Distances between rows of A.</param>
    /// <param name="b">The rows of B.</param>
    /// <param name="bDistances">Distances between rows of B.</param>
    /// <param name="c">Receives [inputs, outputs], padding zero.</param>
    /// <param name="stride">Distance between rows of c.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="height">Rows of positions.</param>
    /// <param name="width">Columns of positions.</param>
    /// <param name="offsets">The place of each value of a row of A, from the first one.</param>
    /// <param name="outputs">Width of B.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient(
        ref float a,
        ConvolutionDistances aDistances,
        ref float b,
        ConvolutionDistances bDistances,
        ref float c,
        int stride,
        int samples,
        int height,
        int width,
        ReadOnlySpan<int> offsets,
        int outputs)
    {
        MemoryMarshal.CreateSpan(ref c, offsets.Length * stride).Clear();
        for (int sample = 0; sample < samples; sample++)
        {
            for (int row = 0; row < height; row++)
            {
                for (int column = 0; column < width; column++)
                {
                    ref float values = ref At(ref a, aDistances, sample, row, column);
                    ref float gradients = ref At(ref b, bDistances, sample, row, column);
                    for (int i = 0; i < offsets.Length; i++)
                    {
                        AddProducts(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref c, i * stride), outputs), ref gradients, Unsafe.Add(ref values, offsets[i]));
                    }
                }
            }
        }
    }

    /// <summary>Computes the gradient of the weights of a depthwise convolution.</summary>
    /// <param name="x">[samples, positions, channels], borders included.</param>
    /// <param name="xStride">Distance between positions of x.</param>
    /// <param name="g">The gradients of the outputs, [samples, positions, channels].</param>
    /// <param name="gStride">Distance between positions of g.</param>
    /// <param name="c">Receives [taps, channels], padding zero.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="shape">The shape, with a group for each channel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DepthwiseWeightGradient(
        ref float x, int xStride, ref float g, int gStride, ref float c, int samples, ConvolutionShape shape)
    {
        (ConvolutionAxis rows, ConvolutionAxis columns, int channels, _, _) = shape;
        int stride = WeightStride(channels);
        MemoryMarshal.CreateSpan(ref c, rows.Taps * columns.Taps * stride).Clear();
        var inputs = new ConvolutionDistances(xStride, columns.Inputs * xStride, rows.Inputs * columns.Inputs * xStride);
        var outputs = new ConvolutionDistances(gStride, columns.Outputs * gStride, rows.Outputs * columns.Outputs * gStride);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int row = 0; row < rows.Outputs; row++)
            {
                for (int column = 0; column < columns.Outputs; column++)
                {
                    ref float gradients = ref At(ref g, outputs, sample, row, column);
                    for (int tap = 0; tap < rows.Taps * columns.Taps; tap++)
                    {
                        int inputRow = (row * rows.Stride) + (tap / columns.Taps * rows.Dilation);
                        int inputColumn = (column * columns.Stride) + (tap % columns.Taps * columns.Dilation);
                        ref float values = ref At(ref x, inputs, sample, inputRow, inputColumn);
                        for (int channel = 0; channel < channels; channel++)
                        {
                            Unsafe.Add(ref c, (tap * stride) + channel) += Unsafe.Add(ref values, channel) * Unsafe.Add(ref gradients, channel);
                        }
                    }
                }
            }
        }
    }

    private static ref float At(ref float first, ConvolutionDistances distances, int sample, int row, int column) =>
        ref Unsafe.Add(ref first, ((nint)sample * distances.Samples) + (row * distances.Rows) + (column * distances.Columns));

    private static void Start(Span<float> sums, ref float bias, int channels)
    {
        sums.Clear();
        if (!Unsafe.IsNullRef(ref bias))
        {
            MemoryMarshal.CreateReadOnlySpan(ref bias, channels).CopyTo(sums);
        }
    }

    private static void AddProducts(Span<float> sums, ref float vector, float value)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += value * Unsafe.Add(ref vector, i);
        }
    }

    /// <summary>The distance between rows of weights, as in the generator's <c>Padding.WeightStride</c>.</summary>
    private static int WeightStride(int width) => width <= 8 ? 8 : (width + 15) & ~15;
}
