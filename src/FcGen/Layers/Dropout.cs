using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FcGen.Layers;

/// <summary>
/// Inverted dropout (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html">torch.nn.Dropout</see>).
/// <see cref="Elementwise"/> describes the matrix format.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Dropout
{
    /// <summary>
    /// Draws a mask of 0, with probability <paramref name="rate"/>, and 1 / (1 - rate), and computes y = x * mask. An element of the mask
    /// depends only on seed, step, layer and <c>row * width + column</c>, not on the machine, its vectors or the number of rows.
    /// </summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="y">Receives [rows, width]; the same memory as x with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="mask">Receives [rows, width] for <see cref="Backward"/>.</param>
    /// <param name="maskStride">Stride of the mask.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="rate">Probability of a zero, at least 0 and below 1.</param>
    /// <param name="seed">Seed of the training run.</param>
    /// <param name="step">Number of the training step.</param>
    /// <param name="layer">Index of the layer, so that layers of a network have different masks.</param>
    /// <param name="firstRow">Index of the first row in its batch, for a part of a batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward(
        ref float x, int xStride, ref float y, int yStride, ref float mask, int maskStride, int width, int rows, float rate, int seed, long step, int layer,
        int firstRow = 0)
    {
        DropoutMask.Fill(ref mask, firstRow * width, width * rows, rate, seed, step, layer);
        if (maskStride != width)
        {
            SpreadRows(ref mask, maskStride, width, rows);
        }

        Pairwise.Multiply(ref x, xStride, ref mask, maskStride, ref y, yStride, width, rows);
    }

    /// <summary>Computes dy * mask in place.</summary>
    /// <param name="mask">[rows, width], mask of the forward pass.</param>
    /// <param name="maskStride">Stride of the mask.</param>
    /// <param name="dy">[rows, width], gradient of the output on entry and of the input on return.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(ref float mask, int maskStride, ref float dy, int dyStride, int width, int rows) =>
        Pairwise.Multiply(ref mask, maskStride, ref dy, dyStride, ref dy, dyStride, width, rows);

    /// <summary>Moves rows that are stored without gaps to their places in a padded buffer, the last row first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SpreadRows(ref float matrix, int stride, int width, int rows)
    {
        Span<float> all = MemoryMarshal.CreateSpan(ref matrix, stride * rows);
        for (int row = rows - 1; row >= 0; row--)
        {
            all.Slice(row * width, width).CopyTo(all[(row * stride)..]);
            all.Slice((row * stride) + width, stride - width).Clear();
        }
    }
}
