using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Layer normalization over all values of a sample (Ba, Kiros and Hinton 2016,
/// <see href="https://arxiv.org/abs/1607.06450">arXiv:1607.06450</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html">torch.nn.LayerNorm</see>). <see cref="Elementwise"/>
/// describes the matrix format. The mean is subtracted as a float and a remainder, because a float alone would shift rows whose spread is
/// small compared to their mean.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerNorm
{
    // Longer sums are computed in double precision; sums of gradients in blocks of this many columns.
    private const int BlockColumns = 1024;

    // Number of rows summed as floats before the sum is added in double precision: long sums of floats lose digits.
    private const int BlockRows = 64;

    // A larger variance is computed in double precision, because a sum of squares may have overflowed.
    private const float LargestVariance = 1e30f;

    /// <summary>
    /// Computes y = (x - mean) * invStd * weight + bias, with mean and invStd = 1 / sqrt(variance + epsilon) of each row. A row becomes NaN
    /// if a value is not finite, or too far from the mean for a float.
    /// </summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="weight">[width].</param>
    /// <param name="bias">[width].</param>
    /// <param name="epsilon">Value added to the variance.</param>
    /// <param name="statistics">Receives 3 floats per row, saved for <see cref="Backward"/>, or is a null reference.</param>
    /// <param name="statisticsStride">Stride of the statistics.</param>
    /// <param name="y">Receives [rows, width]; the same memory as x with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward(
        ref float x, int xStride, ref float weight, ref float bias, float epsilon, ref float statistics, int statisticsStride,
        ref float y, int yStride, int width, int rows)
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float xRow = ref Unsafe.Add(ref x, row * xStride);
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            RowStatistics normal = Statistics(ref xRow, width, epsilon);
            if (!Unsafe.IsNullRef(ref statistics))
            {
                normal.Store(ref Unsafe.Add(ref statistics, row * statisticsStride));
            }

            int column = 0;
            for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
            {
                Normalize<WholeVector>(ref xRow, normal, ref weight, ref bias, ref yRow, column, Vector256<float>.Count);
            }

            if (column < width)
            {
                Normalize<PartOfVector>(ref xRow, normal, ref weight, ref bias, ref yRow, column, width - column);
            }

            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>
    /// Computes dx = invStd * (g - mean(g) - n * mean(g * n)), with g = dy * weight, n = (x - mean) * invStd and means over the row.
    /// </summary>
    /// <param name="x">[rows, width], input of the forward pass.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="statistics">Statistics saved by the forward pass.</param>
    /// <param name="statisticsStride">Stride of the statistics.</param>
    /// <param name="weight">[width].</param>
    /// <param name="dy">[rows, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="dx">Receives [rows, width], disjoint from dy.</param>
    /// <param name="dxStride">Stride of dx.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(
        ref float x, int xStride, ref float statistics, int statisticsStride, ref float weight, ref float dy, int dyStride,
        ref float dx, int dxStride, int width, int rows)
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float xRow = ref Unsafe.Add(ref x, row * xStride);
            ref float dyRow = ref Unsafe.Add(ref dy, row * dyStride);
            ref float dxRow = ref Unsafe.Add(ref dx, row * dxStride);
            RowStatistics normal = RowStatistics.Load(ref Unsafe.Add(ref statistics, row * statisticsStride));
            double sums = 0;
            double products = 0;
            for (int first = 0; first < width; first += BlockColumns)
            {
                int end = Math.Min(width, first + BlockColumns);
                Vector256<float> sum = Vector256<float>.Zero;
                Vector256<float> product = Vector256<float>.Zero;
                int column = first;
                for (; column <= end - Vector256<float>.Count; column += Vector256<float>.Count)
                {
                    Accumulate<WholeVector>(ref xRow, normal, ref weight, ref dyRow, ref sum, ref product, column, Vector256<float>.Count);
                }

                if (column < end)
                {
                    Accumulate<PartOfVector>(ref xRow, normal, ref weight, ref dyRow, ref sum, ref product, column, end - column);
                }

                sums += Reduction.Sum(sum);
                products += Reduction.Sum(product);
            }

            Vector256<float> mean = Vector256.Create((float)(sums / width));
            Vector256<float> slope = Vector256.Create((float)(products / width));
            int at = 0;
            for (; at <= width - Vector256<float>.Count; at += Vector256<float>.Count)
            {
                Center<WholeVector>(ref xRow, normal, ref weight, ref dyRow, mean, slope, ref dxRow, at, Vector256<float>.Count);
            }

            if (at < width)
            {
                Center<PartOfVector>(ref xRow, normal, ref weight, ref dyRow, mean, slope, ref dxRow, at, width - at);
            }

            Rows.ClearPadding(ref dxRow, width, dxStride);
        }
    }

    /// <summary>Computes the gradients of bias, the sum of dy over the rows, and of weight, the sum of dy * (x - mean) * invStd.</summary>
    /// <param name="x">[rows, width], input of the forward pass.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="statistics">Statistics saved by the forward pass.</param>
    /// <param name="statisticsStride">Stride of the statistics.</param>
    /// <param name="dy">[rows, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="weightGradient">Receives the gradient of the weight, and zeros up to the next multiple of 8.</param>
    /// <param name="biasGradient">Receives the gradient of the bias, and zeros up to the next multiple of 8.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ParameterGradients(
        ref float x, int xStride, ref float statistics, int statisticsStride, ref float dy, int dyStride,
        ref float weightGradient, ref float biasGradient, int width, int rows)
    {
        int column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            SumRows<WholeVector>(
                ref x, xStride, ref statistics, statisticsStride, ref dy, dyStride, ref weightGradient, ref biasGradient, column, Vector256<float>.Count, rows);
        }

        if (column < width)
        {
            SumRows<PartOfVector>(
                ref x, xStride, ref statistics, statisticsStride, ref dy, dyStride, ref weightGradient, ref biasGradient, column, width - column, rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize<TPart>(ref float x, RowStatistics statistics, ref float weight, ref float bias, ref float y, int at, int count)
        where TPart : struct, IRowPart
    {
        Vector256<float> normal = statistics.Normalize(TPart.Load(ref x, at, count));
        TPart.Store(Fused.MultiplyAdd(normal, TPart.Load(ref weight, at, count), TPart.Load(ref bias, at, count)), ref y, at, count);
    }

    /// <summary>Adds to the sums of g and of g * n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<TPart>(
        ref float x, RowStatistics statistics, ref float weight, ref float dy,
        ref Vector256<float> sum, ref Vector256<float> product, int at, int count)
        where TPart : struct, IRowPart
    {
        Vector256<float> gradient = TPart.Load(ref dy, at, count) * TPart.Load(ref weight, at, count);
        sum += gradient;
        product += gradient * statistics.Normalize(TPart.Load(ref x, at, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Center<TPart>(
        ref float x, RowStatistics statistics, ref float weight, ref float dy,
        Vector256<float> mean, Vector256<float> slope, ref float dx, int at, int count)
        where TPart : struct, IRowPart
    {
        Vector256<float> gradient = TPart.Load(ref dy, at, count) * TPart.Load(ref weight, at, count);
        Vector256<float> normal = statistics.Normalize(TPart.Load(ref x, at, count));
        TPart.Store(statistics.InvStd * (gradient - mean - (normal * slope)), ref dx, at, count);
    }

    /// <summary>Computes gradients of up to 8 columns of weight and bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumRows<TPart>(
        ref float x, int xStride, ref float statistics, int statisticsStride, ref float dy, int dyStride,
        ref float weightGradient, ref float biasGradient, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        var sums = default(DoubleSum);
        var products = default(DoubleSum);
        for (int first = 0; first < rows; first += BlockRows)
        {
            int end = Math.Min(rows, first + BlockRows);
            Vector256<float> sum = Vector256<float>.Zero;
            Vector256<float> product = Vector256<float>.Zero;
            for (nint row = first; row < end; row++)
            {
                RowStatistics normal = RowStatistics.Load(ref Unsafe.Add(ref statistics, row * statisticsStride));
                Vector256<float> gradient = TPart.Load(ref Unsafe.Add(ref dy, row * dyStride), at, count);
                sum += gradient;
                product += gradient * normal.Normalize(TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count));
            }

            sums.Add(sum);
            products.Add(product);
        }

        // dy is zero past the width, and so is the padding of the gradients.
        sums.ToSingle().StoreUnsafe(ref biasGradient, (nuint)at);
        products.ToSingle().StoreUnsafe(ref weightGradient, (nuint)at);
    }

    /// <summary>
    /// Computes statistics of a row. The mean comes from a sum of floats, whose last digits may be wrong. Summing the distances from it,
    /// together with their squares, gives the correction.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RowStatistics Statistics(ref float x, int width, float epsilon)
    {
        if (width > BlockColumns)
        {
            return StatisticsInDouble(ref x, width, epsilon);
        }

        // Two chains hide a part of the latency of the additions.
        Vector256<float> sum = Vector256<float>.Zero;
        Vector256<float> sum1 = Vector256<float>.Zero;
        int column = 0;
        for (; column <= width - (2 * Vector256<float>.Count); column += 2 * Vector256<float>.Count)
        {
            sum += Vector256.LoadUnsafe(ref x, (nuint)column);
            sum1 += Vector256.LoadUnsafe(ref x, (nuint)(column + Vector256<float>.Count));
        }

        if (column <= width - Vector256<float>.Count)
        {
            sum += Vector256.LoadUnsafe(ref x, (nuint)column);
            column += Vector256<float>.Count;
        }

        if (column < width)
        {
            sum1 += PartOfVector.Load(ref x, column, width - column);
        }

        float share = 1f / width;
        float mean = Reduction.Sum(sum + sum1) * share;
        Vector256<float> center = Vector256.Create(mean);
        Vector256<float> distances = Vector256<float>.Zero;
        Vector256<float> squares = Vector256<float>.Zero;
        Vector256<float> squares1 = Vector256<float>.Zero;
        column = 0;
        for (; column <= width - (2 * Vector256<float>.Count); column += 2 * Vector256<float>.Count)
        {
            Vector256<float> distance = Vector256.LoadUnsafe(ref x, (nuint)column) - center;
            Vector256<float> distance1 = Vector256.LoadUnsafe(ref x, (nuint)(column + Vector256<float>.Count)) - center;
            distances += distance + distance1;
            squares = Fused.MultiplyAdd(distance, distance, squares);
            squares1 = Fused.MultiplyAdd(distance1, distance1, squares1);
        }

        if (column <= width - Vector256<float>.Count)
        {
            Vector256<float> distance = Vector256.LoadUnsafe(ref x, (nuint)column) - center;
            distances += distance;
            squares = Fused.MultiplyAdd(distance, distance, squares);
            column += Vector256<float>.Count;
        }

        if (column < width)
        {
            // Lanes past the width contain the mean, so that they add nothing.
            Vector256<float> distance = PartOfVector.Load(ref x, column, width - column, mean) - center;
            distances += distance;
            squares1 = Fused.MultiplyAdd(distance, distance, squares1);
        }

        float rest = Reduction.Sum(distances) * share;
        float variance = MathF.FusedMultiplyAdd(-rest, rest, Reduction.Sum(squares + squares1) * share);
        if (!(variance < LargestVariance))
        {
            return StatisticsInDouble(ref x, width, epsilon);
        }

        float invStd = 1f / MathF.Sqrt(MathF.Max(0f, variance) + epsilon);
        return new RowStatistics(mean, invStd, -rest * invStd);
    }

    /// <summary>Computes statistics of rows that are long, or whose sums or squares are too large for floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static RowStatistics StatisticsInDouble(ref float x, int width, float epsilon)
    {
        var sums = default(DoubleSum);
        for (int column = 0; column < width; column += Vector256<float>.Count)
        {
            sums.Add(Tail.Load256(ref x, (nuint)column, width - column));
        }

        double mean = sums.Total / width;
        float center = (float)mean;
        var squares = default(DoubleSum);
        for (int column = 0; column < width; column += Vector256<float>.Count)
        {
            // Lanes past the width contain the mean, so that they add nothing.
            squares.AddSquare(Tail.Load256(ref x, (nuint)column, width - column, center) - Vector256.Create(center));
        }

        // The squares are computed from the rounded mean.
        double rest = mean - center;
        double variance = Math.Max(0, (squares.Total / width) - (rest * rest));
        double invStd = double.IsFinite(variance) ? 1 / Math.Sqrt(variance + epsilon) : double.NaN;
        return new RowStatistics(center, (float)invStd, (float)(-rest * invStd));
    }

    /// <summary>Normalization of a row, in all lanes: <c>(x - mean) * invStd</c> equals <c>(x - Center) * InvStd + Shift</c>.</summary>
    private readonly struct RowStatistics(float center, float invStd, float shift)
    {
        private readonly Vector256<float> _center = Vector256.Create(center);
        private readonly Vector256<float> _shift = Vector256.Create(shift);

        public Vector256<float> InvStd { get; } = Vector256.Create(invStd);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static RowStatistics Load(ref float source) => new(source, Unsafe.Add(ref source, 1), Unsafe.Add(ref source, 2));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(ref float destination)
        {
            destination = _center.ToScalar();
            Unsafe.Add(ref destination, 1) = InvStd.ToScalar();
            Unsafe.Add(ref destination, 2) = _shift.ToScalar();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Normalize(Vector256<float> x) => Fused.MultiplyAdd(x - _center, InvStd, _shift);
    }
}
