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
        for (int column = 0; column < width; column += Vector256<float>.Count)
        {
            nuint at = (nuint)column;
            int count = Math.Min(width - column, Vector256<float>.Count);
            Vector256<float> start = Unsafe.IsNullRef(ref offset) ? Vector256<float>.Zero : Tail.Load256(ref offset, at, count);
            Vector256<float> factor =
                Tail.Load256(ref weight, at, count) / Vector256.Sqrt(Tail.Load256(ref variance, at, count, 1f) + Vector256.Create(epsilon));
            Tail.Store(factor, ref scale, at, count);
            Tail.Store(Tail.Load256(ref bias, at, count) + ((start - Tail.Load256(ref mean, at, count)) * factor), ref shift, at, count);
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
            for (int column = 0; column < width; column += Vector256<float>.Count)
            {
                nuint at = (nuint)column;
                int count = Math.Min(width - column, Vector256<float>.Count);
                Vector256<float> value = Vector256.FusedMultiplyAdd(
                    Tail.Load256(ref yRow, at, count), Tail.Load256(ref scale, at, count), Tail.Load256(ref shift, at, count));
                Tail.Store(value, ref yRow, at, count);
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
    /// <param name="deviation">Receives 1 / sqrt(variance + epsilon).</param>
    /// <param name="scale">Receives the scale.</param>
    /// <param name="runningMean">Running mean, which is updated.</param>
    /// <param name="runningVariance">Running variance, which is updated.</param>
    /// <param name="batches">Number of batches so far, which is updated.</param>
    /// <param name="momentum">Weight of this batch in the running statistics, 0 to 1.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows, at least 2.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Statistics(
        ref float x, int xStride, ref float weight, float epsilon, ref float mean, ref float deviation, ref float scale,
        ref float runningMean, ref float runningVariance, ref float batches, float momentum, int width, int rows)
    {
        Vector256<float> share = Vector256.Create(momentum);
        Vector256<float> number = Vector256.Create((float)rows);
        Vector256<float> unbiased = Vector256.Create((float)rows / (rows - 1));
        for (int column = 0; column < width; column += Vector256<float>.Count)
        {
            nuint at = (nuint)column;
            int count = Math.Min(width - column, Vector256<float>.Count);
            ref float values = ref Unsafe.Add(ref x, column);
            Vector256<float> average = SumOfRows(ref values, xStride, count, Vector256<float>.Zero, isSquared: false, rows) / number;
            Vector256<float> variance = SumOfRows(ref values, xStride, count, average, isSquared: true, rows) / number;
            Vector256<float> inverse = Vector256<float>.One / Vector256.Sqrt(variance + Vector256.Create(epsilon));
            Tail.Store(average, ref mean, at, count);
            Tail.Store(inverse, ref deviation, at, count);
            Tail.Store(Tail.Load256(ref weight, at, count) * inverse, ref scale, at, count);
            Move(ref runningMean, average);
            Move(ref runningVariance, variance * unbiased);

            void Move(ref float running, Vector256<float> now)
            {
                Vector256<float> before = Tail.Load256(ref running, at, count);
                Tail.Store(before + (share * (now - before)), ref running, at, count);
            }
        }

        batches++;
    }

    /// <summary>Gradients of bias, the sum of dy over the rows, and of weight, the sum of dy * (x - mean) * deviation.</summary>
    /// <param name="x">[rows, width], what the forward pass was given.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="mean">[width], of the batch.</param>
    /// <param name="deviation">[width], 1 / sqrt(variance + epsilon) of the batch.</param>
    /// <param name="dy">[rows, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="weightGradient">Receives the gradient of the weight, and zeros up to the next multiple of 8.</param>
    /// <param name="biasGradient">Receives the gradient of the bias, and zeros up to the next multiple of 8.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ParameterGradients(
        ref float x, int xStride, ref float mean, ref float deviation, ref float dy, int dyStride,
        ref float weightGradient, ref float biasGradient, int width, int rows)
    {
        for (int column = 0; column < width; column += Vector256<float>.Count)
        {
            nuint at = (nuint)column;
            int count = Math.Min(width - column, Vector256<float>.Count);
            Vector256<float> average = Tail.Load256(ref mean, at, count);
            Vector256<float> sum = Vector256<float>.Zero;
            Vector256<float> product = Vector256<float>.Zero;
            for (nint row = 0; row < rows; row++)
            {
                Vector256<float> gradient = Tail.Load256(ref Unsafe.Add(ref dy, row * dyStride), at, count);
                sum += gradient;
                product += gradient * (Tail.Load256(ref Unsafe.Add(ref x, row * xStride), at, count) - average);
            }

            // What lies past the width is zero in all of these, and so is the padding of the gradients.
            sum.StoreUnsafe(ref biasGradient, at);
            (product * Tail.Load256(ref deviation, at, count)).StoreUnsafe(ref weightGradient, at);
        }
    }

    /// <summary>
    /// dy becomes dx = scale * (dy - (biasGradient + (x - mean) * deviation * weightGradient) / samples).
    /// </summary>
    /// <param name="x">[rows, width], what the forward pass was given.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="mean">[width], of the batch.</param>
    /// <param name="deviation">[width], 1 / sqrt(variance + epsilon) of the batch.</param>
    /// <param name="scale">[width], weight * deviation.</param>
    /// <param name="weightGradient">[width], over the whole batch.</param>
    /// <param name="biasGradient">[width], over the whole batch.</param>
    /// <param name="dy">[rows, width], gradient of the output on entry and of the input on return.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="samples">Number of rows of the whole batch.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(
        ref float x, int xStride, ref float mean, ref float deviation, ref float scale, ref float weightGradient, ref float biasGradient,
        ref float dy, int dyStride, int samples, int width, int rows)
    {
        Vector256<float> share = Vector256.Create(1f / samples);
        for (int column = 0; column < width; column += Vector256<float>.Count)
        {
            nuint at = (nuint)column;
            int count = Math.Min(width - column, Vector256<float>.Count);
            Vector256<float> average = Tail.Load256(ref mean, at, count);
            Vector256<float> factor = Tail.Load256(ref scale, at, count);
            Vector256<float> constant = Tail.Load256(ref biasGradient, at, count) * share;
            Vector256<float> slope = Tail.Load256(ref weightGradient, at, count) * Tail.Load256(ref deviation, at, count) * share;
            for (nint row = 0; row < rows; row++)
            {
                ref float gradient = ref Unsafe.Add(ref dy, row * dyStride);
                Vector256<float> centered = Tail.Load256(ref Unsafe.Add(ref x, row * xStride), at, count) - average;
                Tail.Store(factor * (Tail.Load256(ref gradient, at, count) - constant - (centered * slope)), ref gradient, at, count);
            }
        }
    }

    /// <summary>Sum over the rows of x, or of (x - center)^2, for up to 8 columns: four chains hide the latency of the additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SumOfRows(ref float x, int xStride, int columns, Vector256<float> center, bool isSquared, int rows)
    {
        Vector256<float> sum0 = Vector256<float>.Zero;
        Vector256<float> sum1 = Vector256<float>.Zero;
        Vector256<float> sum2 = Vector256<float>.Zero;
        Vector256<float> sum3 = Vector256<float>.Zero;
        nint row = 0;
        for (; row <= rows - 4; row += 4)
        {
            sum0 += Term(ref Unsafe.Add(ref x, row * xStride));
            sum1 += Term(ref Unsafe.Add(ref x, (row + 1) * xStride));
            sum2 += Term(ref Unsafe.Add(ref x, (row + 2) * xStride));
            sum3 += Term(ref Unsafe.Add(ref x, (row + 3) * xStride));
        }

        for (; row < rows; row++)
        {
            sum0 += Term(ref Unsafe.Add(ref x, row * xStride));
        }

        return (sum0 + sum1) + (sum2 + sum3);

        Vector256<float> Term(ref float values)
        {
            Vector256<float> value = Tail.Load256(ref values, 0, columns) - center;
            return isSquared ? value * value : value;
        }
    }
}
