using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015, <see href="https://arxiv.org/abs/1502.03167">arXiv:1502.03167</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html">torch.nn.BatchNorm1d</see>). Everything belongs to
/// columns, in vectors of [width] whose padding is neither read nor written. See <see cref="Elementwise"/> for what a matrix is.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchNorm
{
    /// <summary>
    /// What becomes of a sum without bias at inference, in one multiply-add: scale = weight / sqrt(variance + epsilon) and
    /// shift = bias + (offset - mean) * scale.
    /// </summary>
    /// <param name="weight">Trained scale.</param>
    /// <param name="bias">Trained shift.</param>
    /// <param name="mean">Running mean.</param>
    /// <param name="variance">Running variance.</param>
    /// <param name="offset">Bias of the dense layer before, or a null reference.</param>
    /// <param name="epsilon">Added to the variance.</param>
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

    /// <summary>y becomes y * scale + shift.</summary>
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

    /// <summary>y = (x - mean) * scale + bias: unlike a folded scale and shift, exact for columns whose mean is far from zero.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="mean">[width].</param>
    /// <param name="scale">[width].</param>
    /// <param name="bias">[width].</param>
    /// <param name="y">Receives [rows, width]; the same memory as x with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward(
        ref float x, int xStride, ref float mean, ref float scale, ref float bias, ref float y, int yStride, int width, int rows)
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float xRow = ref Unsafe.Add(ref x, row * xStride);
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            int column = 0;
            for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
            {
                nuint at = (nuint)column;
                Vector256<float> centered = Vector256.LoadUnsafe(ref xRow, at) - Vector256.LoadUnsafe(ref mean, at);
                Vector256.FusedMultiplyAdd(centered, Vector256.LoadUnsafe(ref scale, at), Vector256.LoadUnsafe(ref bias, at)).StoreUnsafe(ref yRow, at);
            }

            if (column < width)
            {
                nuint at = (nuint)column;
                int count = Math.Min(width - column, Vector256<float>.Count);
                Vector256<float> centered = Tail.Load256(ref xRow, at, count) - Tail.Load256(ref mean, at, count);
                Tail.Store(
                    Vector256.FusedMultiplyAdd(centered, Tail.Load256(ref scale, at, count), Tail.Load256(ref bias, at, count)), ref yRow, at, count);
            }

            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>
    /// Mean and variance of every column of a batch, and with them scale = weight / sqrt(variance + epsilon); running statistics move
    /// towards them by <paramref name="momentum"/>, the variance by its unbiased estimate, as in PyTorch.
    /// </summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="weight">Trained scale.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="mean">Receives the mean.</param>
    /// <param name="invStd">Receives 1 / sqrt(variance + epsilon).</param>
    /// <param name="scale">Receives the scale.</param>
    /// <param name="runningMean">Running mean, which is updated.</param>
    /// <param name="runningVariance">Running variance, which is updated.</param>
    /// <param name="batches">Number of batches so far, which is updated.</param>
    /// <param name="momentum">Weight of this batch in the running statistics, 0 to 1.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows, at least 2.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Statistics(
        ref float x, int xStride, ref float weight, float epsilon, ref float mean, ref float invStd, ref float scale,
        ref float runningMean, ref float runningVariance, ref float batches, float momentum, int width, int rows)
    {
        int column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            Statistics<WholeVector>(
                ref x, xStride, ref weight, epsilon, ref mean, ref invStd, ref scale, ref runningMean, ref runningVariance, momentum,
                column, Vector256<float>.Count, rows);
        }

        if (column < width)
        {
            Statistics<PartOfVector>(
                ref x, xStride, ref weight, epsilon, ref mean, ref invStd, ref scale, ref runningMean, ref runningVariance, momentum,
                column, width - column, rows);
        }

        batches++;
    }

    /// <summary>Gradients of bias, the sum of dy over the rows, and of weight, the sum of dy * (x - mean) * invStd.</summary>
    /// <param name="x">[rows, width], what the forward pass was given.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="mean">[width], of the batch.</param>
    /// <param name="invStd">[width], 1 / sqrt(variance + epsilon) of the batch.</param>
    /// <param name="dy">[rows, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="weightGradient">Receives the gradient of the weight, and zeros up to the next multiple of 8.</param>
    /// <param name="biasGradient">Receives the gradient of the bias, and zeros up to the next multiple of 8.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ParameterGradients(
        ref float x, int xStride, ref float mean, ref float invStd, ref float dy, int dyStride,
        ref float weightGradient, ref float biasGradient, int width, int rows)
    {
        int column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            ParameterGradients<WholeVector>(
                ref x, xStride, ref mean, ref invStd, ref dy, dyStride, ref weightGradient, ref biasGradient, column, Vector256<float>.Count, rows);
        }

        if (column < width)
        {
            ParameterGradients<PartOfVector>(
                ref x, xStride, ref mean, ref invStd, ref dy, dyStride, ref weightGradient, ref biasGradient, column, width - column, rows);
        }
    }

    /// <summary>
    /// dy becomes dx = scale * (dy - (biasGradient + (x - mean) * invStd * weightGradient) / samples).
    /// </summary>
    /// <param name="x">[rows, width], what the forward pass was given.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="mean">[width], of the batch.</param>
    /// <param name="invStd">[width], 1 / sqrt(variance + epsilon) of the batch.</param>
    /// <param name="scale">[width], weight * invStd.</param>
    /// <param name="weightGradient">[width], over the whole batch.</param>
    /// <param name="biasGradient">[width], over the whole batch.</param>
    /// <param name="dy">[rows, width], gradient of the output on entry and of the input on return.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="samples">Number of rows of the whole batch.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(
        ref float x, int xStride, ref float mean, ref float invStd, ref float scale, ref float weightGradient, ref float biasGradient,
        ref float dy, int dyStride, int samples, int width, int rows)
    {
        float share = 1f / samples;
        int column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            Backward<WholeVector>(
                ref x, xStride, ref mean, ref invStd, ref scale, ref weightGradient, ref biasGradient, ref dy, dyStride, share,
                column, Vector256<float>.Count, rows);
        }

        if (column < width)
        {
            Backward<PartOfVector>(
                ref x, xStride, ref mean, ref invStd, ref scale, ref weightGradient, ref biasGradient, ref dy, dyStride, share,
                column, width - column, rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fold<TPart>(
        ref float weight, ref float bias, ref float mean, ref float variance, ref float offset, float epsilon, ref float scale, ref float shift,
        int at, int count)
        where TPart : struct, IRowPart
    {
        Vector256<float> start = Unsafe.IsNullRef(ref offset) ? Vector256<float>.Zero : TPart.Load(ref offset, at, count);
        Vector256<float> factor =
            TPart.Load(ref weight, at, count) / Vector256.Sqrt(TPart.Load(ref variance, at, count, 1f) + Vector256.Create(epsilon));
        TPart.Store(factor, ref scale, at, count);
        TPart.Store(TPart.Load(ref bias, at, count) + ((start - TPart.Load(ref mean, at, count)) * factor), ref shift, at, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<TPart>(ref float y, ref float scale, ref float shift, int at, int count)
        where TPart : struct, IRowPart =>
        TPart.Store(
            Vector256.FusedMultiplyAdd(TPart.Load(ref y, at, count), TPart.Load(ref scale, at, count), TPart.Load(ref shift, at, count)),
            ref y,
            at,
            count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize<TPart>(ref float x, ref float mean, ref float scale, ref float bias, ref float y, int at, int count)
        where TPart : struct, IRowPart
    {
        Vector256<float> centered = TPart.Load(ref x, at, count) - TPart.Load(ref mean, at, count);
        TPart.Store(Vector256.FusedMultiplyAdd(centered, TPart.Load(ref scale, at, count), TPart.Load(ref bias, at, count)), ref y, at, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Statistics<TPart>(
        ref float x, int xStride, ref float weight, float epsilon, ref float mean, ref float invStd, ref float scale,
        ref float runningMean, ref float runningVariance, float momentum, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        Vector256<float> share = Vector256.Create(momentum);
        Vector256<float> number = Vector256.Create((float)rows);
        Vector256<float> average = SumOfRows<TPart>(ref x, xStride, at, count, Vector256<float>.Zero, isSquared: false, rows) / number;
        Vector256<float> variance = SumOfRows<TPart>(ref x, xStride, at, count, average, isSquared: true, rows) / number;
        Vector256<float> inverse = Vector256<float>.One / Vector256.Sqrt(variance + Vector256.Create(epsilon));
        TPart.Store(average, ref mean, at, count);
        TPart.Store(inverse, ref invStd, at, count);
        TPart.Store(TPart.Load(ref weight, at, count) * inverse, ref scale, at, count);
        Vector256<float> meanBefore = TPart.Load(ref runningMean, at, count);
        TPart.Store(meanBefore + (share * (average - meanBefore)), ref runningMean, at, count);
        Vector256<float> varianceBefore = TPart.Load(ref runningVariance, at, count);
        Vector256<float> unbiased = variance * Vector256.Create((float)rows / (rows - 1));
        TPart.Store(varianceBefore + (share * (unbiased - varianceBefore)), ref runningVariance, at, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ParameterGradients<TPart>(
        ref float x, int xStride, ref float mean, ref float invStd, ref float dy, int dyStride,
        ref float weightGradient, ref float biasGradient, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        Vector256<float> average = TPart.Load(ref mean, at, count);
        Vector256<float> sum = Vector256<float>.Zero;
        Vector256<float> product = Vector256<float>.Zero;
        for (nint row = 0; row < rows; row++)
        {
            Vector256<float> gradient = TPart.Load(ref Unsafe.Add(ref dy, row * dyStride), at, count);
            sum += gradient;
            product += gradient * (TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - average);
        }

        // What lies past the width is zero in all of these, and so is the padding of the gradients.
        sum.StoreUnsafe(ref biasGradient, (nuint)at);
        (product * TPart.Load(ref invStd, at, count)).StoreUnsafe(ref weightGradient, (nuint)at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Backward<TPart>(
        ref float x, int xStride, ref float mean, ref float invStd, ref float scale, ref float weightGradient, ref float biasGradient,
        ref float dy, int dyStride, float share, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        Vector256<float> average = TPart.Load(ref mean, at, count);
        Vector256<float> factor = TPart.Load(ref scale, at, count);
        Vector256<float> constant = TPart.Load(ref biasGradient, at, count) * Vector256.Create(share);
        Vector256<float> slope = TPart.Load(ref weightGradient, at, count) * TPart.Load(ref invStd, at, count) * Vector256.Create(share);
        for (nint row = 0; row < rows; row++)
        {
            ref float gradient = ref Unsafe.Add(ref dy, row * dyStride);
            Vector256<float> centered = TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - average;
            TPart.Store(factor * (TPart.Load(ref gradient, at, count) - constant - (centered * slope)), ref gradient, at, count);
        }
    }

    /// <summary>Sum over the rows of x, or of (x - center)^2, for up to 8 columns: four chains hide the latency of the additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SumOfRows<TPart>(
        ref float x, int xStride, int at, int count, Vector256<float> center, bool isSquared, int rows)
        where TPart : struct, IRowPart
    {
        Vector256<float> sum0 = Vector256<float>.Zero;
        Vector256<float> sum1 = Vector256<float>.Zero;
        Vector256<float> sum2 = Vector256<float>.Zero;
        Vector256<float> sum3 = Vector256<float>.Zero;
        nint row = 0;
        for (; row <= rows - 4; row += 4)
        {
            sum0 += Term<TPart>(ref Unsafe.Add(ref x, row * xStride), at, count, center, isSquared);
            sum1 += Term<TPart>(ref Unsafe.Add(ref x, (row + 1) * xStride), at, count, center, isSquared);
            sum2 += Term<TPart>(ref Unsafe.Add(ref x, (row + 2) * xStride), at, count, center, isSquared);
            sum3 += Term<TPart>(ref Unsafe.Add(ref x, (row + 3) * xStride), at, count, center, isSquared);
        }

        for (; row < rows; row++)
        {
            sum0 += Term<TPart>(ref Unsafe.Add(ref x, row * xStride), at, count, center, isSquared);
        }

        return (sum0 + sum1) + (sum2 + sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Term<TPart>(ref float x, int at, int count, Vector256<float> center, bool isSquared)
        where TPart : struct, IRowPart
    {
        Vector256<float> value = TPart.Load(ref x, at, count) - center;
        return isSquared ? value * value : value;
    }
}
