using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FcGen.Layers;

/// <summary>
/// Copies images between memory with and without a border of zeros, position by position. A signal is an image with one row. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Border
{
    /// <summary>Copies images into larger ones, zeros around them.</summary>
    /// <param name="x">[samples, height, width, channels].</param>
    /// <param name="xStride">Distance between positions of x.</param>
    /// <param name="y">Receives [samples, top + height + bottom, left + width + right, channels]; disjoint from x.</param>
    /// <param name="yStride">Distance between positions of y.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="height">Rows of x.</param>
    /// <param name="width">Columns of x.</param>
    /// <param name="top">Rows of zeros above.</param>
    /// <param name="bottom">Rows of zeros below.</param>
    /// <param name="left">Columns of zeros on the left.</param>
    /// <param name="right">Columns of zeros on the right.</param>
    /// <param name="samples">Number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(
        ref float x,
        int xStride,
        ref float y,
        int yStride,
        int channels,
        int height,
        int width,
        int top,
        int bottom,
        int left,
        int right,
        int samples)
    {
        int line = (left + width + right) * yStride;
        for (; samples > 0; samples--)
        {
            // The zeros on the right of a row and those on the left of the next are neighbors.
            Clear(ref y, (top * line) + (left * yStride));
            y = ref Unsafe.Add(ref y, (top * line) + (left * yStride));
            for (int row = 0; row < height; row++)
            {
                CopyPositions(ref x, xStride, ref y, yStride, channels, width);
                x = ref Unsafe.Add(ref x, width * xStride);
                y = ref Unsafe.Add(ref y, width * yStride);
                int zeros = row == height - 1 ? (right * yStride) + (bottom * line) : (right + left) * yStride;
                Clear(ref y, zeros);
                y = ref Unsafe.Add(ref y, zeros);
            }
        }
    }

    /// <summary>Copies the inner part of images, without their border.</summary>
    /// <param name="y">[samples, top + height + bottom, left + width + right, channels].</param>
    /// <param name="yStride">Distance between positions of y.</param>
    /// <param name="x">Receives [samples, height, width, channels]; disjoint from y.</param>
    /// <param name="xStride">Distance between positions of x.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="height">Rows of x.</param>
    /// <param name="width">Columns of x.</param>
    /// <param name="top">Rows above.</param>
    /// <param name="bottom">Rows below.</param>
    /// <param name="left">Columns on the left.</param>
    /// <param name="right">Columns on the right.</param>
    /// <param name="samples">Number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Remove(
        ref float y,
        int yStride,
        ref float x,
        int xStride,
        int channels,
        int height,
        int width,
        int top,
        int bottom,
        int left,
        int right,
        int samples)
    {
        int line = (left + width + right) * yStride;
        for (; samples > 0; samples--)
        {
            ref float row = ref Unsafe.Add(ref y, (top * line) + (left * yStride));
            for (int i = 0; i < height; i++)
            {
                CopyPositions(ref row, yStride, ref x, xStride, channels, width);
                row = ref Unsafe.Add(ref row, line);
                x = ref Unsafe.Add(ref x, width * xStride);
            }

            y = ref Unsafe.Add(ref y, (top + height + bottom) * line);
        }
    }

    /// <summary>
    /// Copies an image into another one, its positions some distance apart, and leaves out what is outside. The rest is left as it is.
    /// </summary>
    /// <param name="x">[height, width, channels].</param>
    /// <param name="xStride">Distance between positions of x.</param>
    /// <param name="height">Rows of x.</param>
    /// <param name="width">Columns of x.</param>
    /// <param name="y">Receives [yHeight, yWidth, channels]; disjoint from x.</param>
    /// <param name="yStride">Distance between positions of y.</param>
    /// <param name="yHeight">Rows of y.</param>
    /// <param name="yWidth">Columns of y.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="top">The row of y that receives the first row of x; negative if it is outside.</param>
    /// <param name="left">The column of y that receives the first column of x; negative if it is outside.</param>
    /// <param name="rowStep">Distance between rows in y, at least 1.</param>
    /// <param name="columnStep">Distance between columns in y, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Place(
        ref float x,
        int xStride,
        int height,
        int width,
        ref float y,
        int yStride,
        int yHeight,
        int yWidth,
        int channels,
        int top,
        int left,
        int rowStep,
        int columnStep)
    {
        (int firstRow, int endRow) = Inside(top, rowStep, height, yHeight);
        (int first, int end) = Inside(left, columnStep, width, yWidth);
        for (int row = firstRow; row < endRow; row++)
        {
            ref float from = ref Unsafe.Add(ref x, ((row * width) + first) * xStride);
            ref float to = ref Unsafe.Add(ref y, (((top + (row * rowStep)) * yWidth) + left + (first * columnStep)) * yStride);
            if (columnStep == 1)
            {
                CopyPositions(ref from, xStride, ref to, yStride, channels, end - first);
                continue;
            }

            for (int column = first; column < end; column++)
            {
                CopyChannels(ref from, ref to, channels);
                from = ref Unsafe.Add(ref from, xStride);
                to = ref Unsafe.Add(ref to, columnStep * yStride);
            }
        }
    }

    /// <summary>Copies images into larger ones as <see cref="Place"/> does, zeros between and around their positions.</summary>
    /// <param name="x">[samples, height, width, channels].</param>
    /// <param name="xStride">Distance between positions of x.</param>
    /// <param name="height">Rows of x.</param>
    /// <param name="width">Columns of x.</param>
    /// <param name="y">Receives [samples, yHeight, yWidth, channels]; disjoint from x.</param>
    /// <param name="yStride">Distance between positions of y.</param>
    /// <param name="yHeight">Rows of y.</param>
    /// <param name="yWidth">Columns of y.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="top">The row of y that receives the first row of x; negative if it is outside.</param>
    /// <param name="left">The column of y that receives the first column of x; negative if it is outside.</param>
    /// <param name="rowStep">Distance between rows in y, at least 1.</param>
    /// <param name="columnStep">Distance between columns in y, at least 1.</param>
    /// <param name="samples">Number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(
        ref float x,
        int xStride,
        int height,
        int width,
        ref float y,
        int yStride,
        int yHeight,
        int yWidth,
        int channels,
        int top,
        int left,
        int rowStep,
        int columnStep,
        int samples)
    {
        for (; samples > 0; samples--)
        {
            Clear(ref y, yHeight * yWidth * yStride);
            Place(ref x, xStride, height, width, ref y, yStride, yHeight, yWidth, channels, top, left, rowStep, columnStep);
            x = ref Unsafe.Add(ref x, height * width * xStride);
            y = ref Unsafe.Add(ref y, yHeight * yWidth * yStride);
        }
    }

    /// <summary>
    /// Transposes the weights of each tap, and reverses the order of the taps: the weights with which the gradients of outputs give those of inputs.
    /// </summary>
    /// <param name="w">[groups, taps, rows, columns], rows padded as weights are.</param>
    /// <param name="stride">Distance between rows of w.</param>
    /// <param name="y">Receives [groups, taps, columns, rows]; disjoint from w.</param>
    /// <param name="yStride">Distance between rows of y.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="taps">Number of taps.</param>
    /// <param name="rows">Rows of one tap.</param>
    /// <param name="columns">Columns of one tap.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reverse(ref float w, int stride, ref float y, int yStride, int groups, int taps, int rows, int columns)
    {
        for (int group = 0; group < groups; group++)
        {
            Rows.Transpose(
                ref Unsafe.Add(ref w, (((group * taps) + taps) - 1) * rows * stride),
                stride,
                -rows * stride,
                ref Unsafe.Add(ref y, group * taps * columns * yStride),
                yStride,
                columns * yStride,
                rows,
                columns,
                taps);
        }
    }

    /// <summary>Reorders the weights of few outputs, and reverses the order of the taps.</summary>
    /// <param name="w">[rows of taps, outputs, columns of taps x inputs], rows padded as weights are.</param>
    /// <param name="stride">Distance between rows of w.</param>
    /// <param name="y">Receives [rows of taps, columns of taps, outputs, inputs]; disjoint from w.</param>
    /// <param name="yStride">Distance between rows of y.</param>
    /// <param name="rows">Rows of taps.</param>
    /// <param name="columns">Columns of taps.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReverseDots(ref float w, int stride, ref float y, int yStride, int rows, int columns, int inputs, int outputs)
    {
        for (int row = rows - 1; row >= 0; row--)
        {
            for (int column = columns - 1; column >= 0; column--)
            {
                for (int output = 0; output < outputs; output++)
                {
                    CopyChannels(ref Unsafe.Add(ref w, (((row * outputs) + output) * stride) + (column * inputs)), ref y, inputs);
                    Clear(ref Unsafe.Add(ref y, inputs), yStride - inputs);
                    y = ref Unsafe.Add(ref y, yStride);
                }
            }
        }
    }

    /// <summary>Reverses the order of the taps of a depthwise convolution.</summary>
    /// <param name="w">[taps, channels].</param>
    /// <param name="y">Receives the same in reverse order; disjoint from w.</param>
    /// <param name="stride">Distance between taps of both.</param>
    /// <param name="taps">Number of taps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReverseTaps(ref float w, ref float y, int stride, int taps)
    {
        for (int tap = 0; tap < taps; tap++)
        {
            CopyChannels(ref Unsafe.Add(ref w, (taps - 1 - tap) * stride), ref Unsafe.Add(ref y, tap * stride), stride);
        }
    }

    /// <summary>The range of indices whose places are inside.</summary>
    private static (int First, int End) Inside(int start, int step, int count, int size)
    {
        int first = start >= 0 ? 0 : (-start + step - 1) / step;
        int end = start >= size ? 0 : Math.Min(count, ((size - 1 - start) / step) + 1);
        return (first, Math.Max(first, end));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyPositions(ref float from, int fromStride, ref float to, int toStride, int channels, int count)
    {
        // Rows of the network's memory end in zeros, which may be copied.
        if (fromStride == toStride)
        {
            MemoryMarshal.CreateReadOnlySpan(ref from, count * fromStride).CopyTo(MemoryMarshal.CreateSpan(ref to, count * toStride));
            return;
        }

        for (; count > 0; count--)
        {
            CopyChannels(ref from, ref to, channels);
            Clear(ref Unsafe.Add(ref to, channels), toStride - channels);
            from = ref Unsafe.Add(ref from, fromStride);
            to = ref Unsafe.Add(ref to, toStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyChannels(ref float from, ref float to, int channels)
    {
        for (nint i = 0; i < channels; i++)
        {
            Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(ref float first, int count)
    {
        if (count > 0)
        {
            MemoryMarshal.CreateSpan(ref first, count).Clear();
        }
    }
}
