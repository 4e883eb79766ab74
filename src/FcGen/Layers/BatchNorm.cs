using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Batch normalization (Ioffe and Szegedy 2015, <see href="https://arxiv.org/abs/1502.03167">arXiv:1502.03167</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html">torch.nn.BatchNorm1d</see>). Weights and statistics are
/// vectors of [width], one value per column, whose padding is neither read nor written. <see cref="Elementwise"/> describes the matrix
/// format. The batch mean is subtracted as a float and a remainder, because a float alone would shift columns whose spread is small
/// compared to their mean.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class BatchNorm
{
    /// <summary>
    /// Computes scale and shift for inference, which is one multiply-add after a sum without bias: scale = weight / sqrt(variance +
    /// epsilon) and shift = bias + (offset - mean) * scale. An infinite or NaN variance gives NaN, because a scale of 0 would hide the
    /// overflow.
    /// </summary>
    /// <param name="weight">Learned scale.</param>
    /// <param name="bias">Learned shift.</param>
    /// <param name="mean">Running mean.</param>
    /// <param name="variance">Running variance.</param>
    /// <param name="offset">Bias of the previous dense layer, or a null reference.</param>
    /// <param name="epsilon">Value added to the variance.</param>
    /// <param name="scale">Receives the scale.</param>
    /// <param name="shift">Receives the shift.</param>
    /// <param name="width">Number of columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Fold(
        ref float weight, ref float bias, ref float mean, ref float variance, ref float offset, float epsilon, ref float scale, ref float shift, int width)
    {
        int column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            Fold<WholeVector>(
                ref weight, ref bias, ref mean, ref variance, ref offset, epsilon, ref scale, ref shift, column, Vector256<float>.Count);
        }

        if (column < width)
        {
            Fold<PartOfVector>(ref weight, ref bias, ref mean, ref variance, ref offset, epsilon, ref scale, ref shift, column, width - column);
        }
    }

    /// <summary>Computes y * scale + shift in place.</summary>
    /// <param name="y">[rows, width].</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="scale">[width].</param>
    /// <param name="shift">[width].</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Scale(ref float y, int yStride, ref float scale, ref float shift, int width, int rows)
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            int column = 0;
            for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
            {
                Scale<WholeVector>(ref yRow, ref scale, ref shift, column, Vector256<float>.Count);
            }

            if (column < width)
            {
                Scale<PartOfVector>(ref yRow, ref scale, ref shift, column, width - column);
            }

            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>
    /// Computes y = (x - mean) * scale + shift. Unlike <see cref="Scale"/>, this is exact for columns whose mean is far from zero.
    /// </summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="mean">[width].</param>
    /// <param name="scale">[width].</param>
    /// <param name="shift">[width].</param>
    /// <param name="y">Receives [rows, width]; the same memory as x with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward(
        ref float x, int xStride, ref float mean, ref float scale, ref float shift, ref float y, int yStride, int width, int rows)
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float xRow = ref Unsafe.Add(ref x, row * xStride);
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            int column = 0;
            for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
            {
                Normalize<WholeVector>(ref xRow, ref mean, ref scale, ref shift, ref yRow, column, Vector256<float>.Count);
            }

            if (column < width)
            {
                Normalize<PartOfVector>(ref xRow, ref mean, ref scale, ref shift, ref yRow, column, width - column);
            }

            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fold<TPart>(
        ref float weight, ref float bias, ref float mean, ref float variance, ref float offset, float epsilon, ref float scale, ref float shift,
        int at, int count)
        where TPart : struct, IRowPart
    {
        Vector256<float> start = Unsafe.IsNullRef(ref offset) ? Vector256<float>.Zero : TPart.Load(ref offset, at, count);
        Vector256<float> spread = TPart.Load(ref variance, at, count, 1f);
        spread = Vector256.ConditionalSelect(
            Vector256.LessThan(spread, Vector256.Create(float.PositiveInfinity)), spread, Vector256.Create(float.NaN));
        Vector256<float> factor = TPart.Load(ref weight, at, count) / Vector256.Sqrt(spread + Vector256.Create(epsilon));
        TPart.Store(factor, ref scale, at, count);
        TPart.Store(
            Fused.MultiplyAdd(start - TPart.Load(ref mean, at, count), factor, TPart.Load(ref bias, at, count)), ref shift, at, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<TPart>(ref float y, ref float scale, ref float shift, int at, int count)
        where TPart : struct, IRowPart =>
        TPart.Store(
            Fused.MultiplyAdd(TPart.Load(ref y, at, count), TPart.Load(ref scale, at, count), TPart.Load(ref shift, at, count)),
            ref y,
            at,
            count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize<TPart>(ref float x, ref float mean, ref float scale, ref float shift, ref float y, int at, int count)
        where TPart : struct, IRowPart
    {
        Vector256<float> centered = TPart.Load(ref x, at, count) - TPart.Load(ref mean, at, count);
        TPart.Store(Fused.MultiplyAdd(centered, TPart.Load(ref scale, at, count), TPart.Load(ref shift, at, count)), ref y, at, count);
    }
}
