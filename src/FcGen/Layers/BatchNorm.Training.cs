using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

// Statistics and gradients, in training.
public static partial class BatchNorm
{
    // Number of rows summed as floats before the sum is added in double precision: long sums of floats lose digits.
    private const int BlockRows = 64;

    // A larger variance is computed in double precision, because a sum of squares may have overflowed.
    private const float LargestVariance = 1e30f;

    /// <summary>
    /// Computes mean and variance of every column of a batch, and scale = weight / sqrt(variance + epsilon). Running statistics become (1 -
    /// momentum) * running + momentum * batch, with the unbiased estimate of the variance, as in PyTorch. The scale is NaN for a column
    /// with a value that is not finite or too far from the mean for a float.
    /// </summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="weight">Learned scale.</param>
    /// <param name="bias">Learned shift.</param>
    /// <param name="epsilon">Value added to the variance.</param>
    /// <param name="mean">Receives the mean, rounded to floats.</param>
    /// <param name="rest">Receives the remainder of the mean.</param>
    /// <param name="invStd">Receives 1 / sqrt(variance + epsilon).</param>
    /// <param name="scale">Receives the scale.</param>
    /// <param name="shift">Receives bias - rest * scale.</param>
    /// <param name="runningMean">Running mean, which is updated.</param>
    /// <param name="runningVariance">Running variance, which is updated.</param>
    /// <param name="batches">Number of batches so far, which is updated.</param>
    /// <param name="momentum">Weight of this batch in the running statistics, 0 to 1.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows, at least 2.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Statistics(
        ref float x, int xStride, ref float weight, ref float bias, float epsilon,
        ref float mean, ref float rest, ref float invStd, ref float scale, ref float shift,
        ref float runningMean, ref float runningVariance, ref float batches, float momentum, int width, int rows)
    {
        int column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            ColumnStatistics statistics = Statistics<WholeVector>(ref x, xStride, epsilon, column, Vector256<float>.Count, rows);
            Store<WholeVector>(
                statistics, ref weight, ref bias, ref mean, ref rest, ref invStd, ref scale, ref shift,
                ref runningMean, ref runningVariance, momentum, column, Vector256<float>.Count, rows);
        }

        if (column < width)
        {
            ColumnStatistics statistics = Statistics<PartOfVector>(ref x, xStride, epsilon, column, width - column, rows);
            Store<PartOfVector>(
                statistics, ref weight, ref bias, ref mean, ref rest, ref invStd, ref scale, ref shift,
                ref runningMean, ref runningVariance, momentum, column, width - column, rows);
        }

        batches++;
    }

    /// <summary>Computes the gradients of bias, the sum of dy over the rows, and of weight, the sum of dy * (x - mean) * invStd.</summary>
    /// <param name="x">[rows, width], input of the forward pass.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="mean">[width], mean of the batch, rounded to floats.</param>
    /// <param name="rest">[width], remainder of the mean.</param>
    /// <param name="invStd">[width], 1 / sqrt(variance + epsilon) of the batch.</param>
    /// <param name="dy">[rows, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="weightGradient">Receives the gradient of the weight, and zeros up to the next multiple of 8.</param>
    /// <param name="biasGradient">Receives the gradient of the bias, and zeros up to the next multiple of 8.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ParameterGradients(
        ref float x, int xStride, ref float mean, ref float rest, ref float invStd, ref float dy, int dyStride,
        ref float weightGradient, ref float biasGradient, int width, int rows)
    {
        int column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            ParameterGradients<WholeVector>(
                ref x, xStride, ref mean, ref rest, ref invStd, ref dy, dyStride, ref weightGradient, ref biasGradient, column, Vector256<float>.Count, rows);
        }

        if (column < width)
        {
            ParameterGradients<PartOfVector>(
                ref x, xStride, ref mean, ref rest, ref invStd, ref dy, dyStride, ref weightGradient, ref biasGradient, column, width - column, rows);
        }
    }

    /// <summary>
    /// Turns dy into dx = scale * (dy - (biasGradient + (x - mean) * invStd * weightGradient) / samples) in place.
    /// </summary>
    /// <param name="x">[rows, width], input of the forward pass.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="mean">[width], mean of the batch, rounded to floats.</param>
    /// <param name="rest">[width], remainder of the mean.</param>
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
        ref float x, int xStride, ref float mean, ref float rest, ref float invStd, ref float scale, ref float weightGradient, ref float biasGradient,
        ref float dy, int dyStride, int samples, int width, int rows)
    {
        float share = 1f / samples;
        int column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            Backward<WholeVector>(
                ref x, xStride, ref mean, ref rest, ref invStd, ref scale, ref weightGradient, ref biasGradient, ref dy, dyStride, share,
                column, Vector256<float>.Count, rows);
        }

        if (column < width)
        {
            Backward<PartOfVector>(
                ref x, xStride, ref mean, ref rest, ref invStd, ref scale, ref weightGradient, ref biasGradient, ref dy, dyStride, share,
                column, width - column, rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TPart>(
        ColumnStatistics statistics, ref float weight, ref float bias,
        ref float mean, ref float rest, ref float invStd, ref float scale, ref float shift,
        ref float runningMean, ref float runningVariance, float momentum, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        Vector256<float> factor = TPart.Load(ref weight, at, count) * statistics.InvStd;
        TPart.Store(statistics.Mean, ref mean, at, count);
        TPart.Store(statistics.Rest, ref rest, at, count);
        TPart.Store(statistics.InvStd, ref invStd, at, count);
        TPart.Store(factor, ref scale, at, count);
        TPart.Store(Fused.MultiplyAdd(-statistics.Rest, factor, TPart.Load(ref bias, at, count)), ref shift, at, count);
        Update<TPart>(statistics.Mean + statistics.Rest, ref runningMean, momentum, at, count);
        Update<TPart>(statistics.Variance * Vector256.Create((float)rows / (rows - 1)), ref runningVariance, momentum, at, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Update<TPart>(Vector256<float> value, ref float running, float momentum, int at, int count)
        where TPart : struct, IRowPart
    {
        // Not before + momentum * (value - before), which loses a value much smaller than the previous one if the momentum is near 1.
        Vector256<float> kept = Vector256.Create(1f - momentum) * TPart.Load(ref running, at, count);
        TPart.Store(Fused.MultiplyAdd(Vector256.Create(momentum), value, kept), ref running, at, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ParameterGradients<TPart>(
        ref float x, int xStride, ref float mean, ref float rest, ref float invStd, ref float dy, int dyStride,
        ref float weightGradient, ref float biasGradient, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        Vector256<float> average = TPart.Load(ref mean, at, count);
        var sums = default(DoubleSum);
        var products = default(DoubleSum);
        for (int first = 0; first < rows; first += BlockRows)
        {
            int end = Math.Min(rows, first + BlockRows);
            Vector256<float> sum = Vector256<float>.Zero;
            Vector256<float> product = Vector256<float>.Zero;
            for (nint row = first; row < end; row++)
            {
                Vector256<float> gradient = TPart.Load(ref Unsafe.Add(ref dy, row * dyStride), at, count);
                sum += gradient;
                product += gradient * (TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - average);
            }

            sums.Add(sum);
            products.Add(product);
        }

        // Lanes past the width are zero in all of these, and so is the padding of the gradients.
        Vector256<float> total = sums.ToSingle();
        Vector256<float> centered = Fused.MultiplyAdd(-TPart.Load(ref rest, at, count), total, products.ToSingle());
        total.StoreUnsafe(ref biasGradient, (nuint)at);
        (centered * TPart.Load(ref invStd, at, count)).StoreUnsafe(ref weightGradient, (nuint)at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Backward<TPart>(
        ref float x, int xStride, ref float mean, ref float rest, ref float invStd, ref float scale, ref float weightGradient, ref float biasGradient,
        ref float dy, int dyStride, float share, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        Vector256<float> average = TPart.Load(ref mean, at, count);
        Vector256<float> factor = TPart.Load(ref scale, at, count);
        Vector256<float> slope = TPart.Load(ref weightGradient, at, count) * TPart.Load(ref invStd, at, count) * Vector256.Create(share);
        Vector256<float> constant = TPart.Load(ref biasGradient, at, count) * Vector256.Create(share);
        constant = Fused.MultiplyAdd(-TPart.Load(ref rest, at, count), slope, constant);
        for (nint row = 0; row < rows; row++)
        {
            ref float gradient = ref Unsafe.Add(ref dy, row * dyStride);
            Vector256<float> centered = TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - average;
            TPart.Store(factor * (TPart.Load(ref gradient, at, count) - constant - (centered * slope)), ref gradient, at, count);
        }
    }

    /// <summary>
    /// Computes statistics of up to 8 columns. The mean comes from a sum of floats, whose last digits may be wrong. Summing the distances
    /// from it, together with their squares, gives the correction.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ColumnStatistics Statistics<TPart>(ref float x, int xStride, float epsilon, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        Vector256<float> share = Vector256.Create(1f / rows);
        var sums = default(DoubleSum);
        for (int first = 0; first < rows; first += BlockRows)
        {
            int blockRows = Math.Min(BlockRows, rows - first);
            sums.Add(SumOfRows<TPart>(ref Unsafe.Add(ref x, (nint)first * xStride), xStride, at, count, blockRows));
        }

        Vector256<float> center = sums.ToSingle() * share;
        var distances = default(DoubleSum);
        var squares = default(DoubleSum);
        for (int first = 0; first < rows; first += BlockRows)
        {
            int blockRows = Math.Min(BlockRows, rows - first);
            Vector256<float> distance = SumOfDistances<TPart>(
                ref Unsafe.Add(ref x, (nint)first * xStride), xStride, at, count, center, blockRows, out Vector256<float> square);
            distances.Add(distance);
            squares.Add(square);
        }

        Vector256<float> rest = distances.ToSingle() * share;
        Vector256<float> variance = Fused.MultiplyAdd(-rest, rest, squares.ToSingle() * share);
        if (!Vector256.LessThanAll(variance, Vector256.Create(LargestVariance)))
        {
            return StatisticsInDouble<TPart>(ref x, xStride, epsilon, at, count, rows);
        }

        variance = Vector256.MaxNative(Vector256<float>.Zero, variance);
        Vector256<float> invStd = Vector256<float>.One / Vector256.Sqrt(variance + Vector256.Create(epsilon));
        return new ColumnStatistics(center, rest, variance, invStd);
    }

    /// <summary>Computes statistics of columns with values whose sums or squares are too large for a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static ColumnStatistics StatisticsInDouble<TPart>(ref float x, int xStride, float epsilon, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        var sums = default(DoubleSum);
        for (nint row = 0; row < rows; row++)
        {
            sums.Add(TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count));
        }

        DoubleSum means = sums.Over(rows);
        Vector256<float> center = means.ToSingle();
        var distances = default(DoubleSum);
        var squares = default(DoubleSum);
        for (nint row = 0; row < rows; row++)
        {
            Vector256<float> distance = TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - center;
            distances.Add(distance);
            squares.AddSquare(distance);
        }

        Vector256<double> lower = Variance(squares.Lower, distances.Lower, rows);
        Vector256<double> upper = Variance(squares.Upper, distances.Upper, rows);
        return new ColumnStatistics(
            center,
            distances.Over(rows).ToSingle(),
            Vector256.Narrow(lower, upper),
            Vector256.Narrow(InvStd(lower, epsilon), InvStd(upper, epsilon)));
    }

    private static Vector256<double> Variance(Vector256<double> squares, Vector256<double> distances, double rows)
    {
        Vector256<double> rest = distances / rows;
        return Vector256.Max(Vector256<double>.Zero, (squares / rows) - (rest * rest));
    }

    /// <summary>Computes 1 / sqrt(variance + epsilon); NaN for a variance that is not finite.</summary>
    private static Vector256<double> InvStd(Vector256<double> variance, double epsilon)
    {
        Vector256<double> inverse = Vector256<double>.One / Vector256.Sqrt(variance + Vector256.Create(epsilon));
        Vector256<double> isFinite = Vector256.LessThan(variance, Vector256.Create(double.PositiveInfinity));
        return Vector256.ConditionalSelect(isFinite, inverse, Vector256.Create(double.NaN));
    }

    /// <summary>Sums x over the rows, for up to 8 columns. Four chains hide the latency of the additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> SumOfRows<TPart>(ref float x, int xStride, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        Vector256<float> sum0 = Vector256<float>.Zero;
        Vector256<float> sum1 = Vector256<float>.Zero;
        Vector256<float> sum2 = Vector256<float>.Zero;
        Vector256<float> sum3 = Vector256<float>.Zero;
        nint row = 0;
        for (; row <= rows - 4; row += 4)
        {
            sum0 += TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count);
            sum1 += TPart.Load(ref Unsafe.Add(ref x, (row + 1) * xStride), at, count);
            sum2 += TPart.Load(ref Unsafe.Add(ref x, (row + 2) * xStride), at, count);
            sum3 += TPart.Load(ref Unsafe.Add(ref x, (row + 3) * xStride), at, count);
        }

        for (; row < rows; row++)
        {
            sum0 += TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count);
        }

        return (sum0 + sum1) + (sum2 + sum3);
    }

    /// <summary>Sums x - center and its square over the rows, for up to 8 columns, each in two chains.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> SumOfDistances<TPart>(
        ref float x, int xStride, int at, int count, Vector256<float> center, int rows, out Vector256<float> squares)
        where TPart : struct, IRowPart
    {
        Vector256<float> sum0 = Vector256<float>.Zero;
        Vector256<float> sum1 = Vector256<float>.Zero;
        Vector256<float> square0 = Vector256<float>.Zero;
        Vector256<float> square1 = Vector256<float>.Zero;
        nint row = 0;
        for (; row <= rows - 2; row += 2)
        {
            Vector256<float> distance0 = TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - center;
            Vector256<float> distance1 = TPart.Load(ref Unsafe.Add(ref x, (row + 1) * xStride), at, count) - center;
            sum0 += distance0;
            sum1 += distance1;
            square0 = Fused.MultiplyAdd(distance0, distance0, square0);
            square1 = Fused.MultiplyAdd(distance1, distance1, square1);
        }

        if (row < rows)
        {
            Vector256<float> distance = TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - center;
            sum0 += distance;
            square0 = Fused.MultiplyAdd(distance, distance, square0);
        }

        squares = square0 + square1;
        return sum0 + sum1;
    }

    /// <summary>Mean and variance of up to 8 columns.</summary>
    /// <param name="Mean">The mean without the remainder.</param>
    /// <param name="Rest">The remainder of the mean.</param>
    /// <param name="Variance">The population variance.</param>
    /// <param name="InvStd">1 / sqrt(variance + epsilon).</param>
    private readonly record struct ColumnStatistics(Vector256<float> Mean, Vector256<float> Rest, Vector256<float> Variance, Vector256<float> InvStd);
}
