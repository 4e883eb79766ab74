using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Normalization of groups of channels over all positions of a sample (Wu and He 2018,
/// <see href="https://arxiv.org/abs/1803.08494">arXiv:1803.08494</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html">torch.nn.GroupNorm</see>). A sample is a matrix with a row of
/// channels for each position. <see cref="Elementwise"/> describes the matrix format. Sums are computed for each channel, and then added over
/// the channels of a group. The mean is subtracted as a float and a remainder, as in <see cref="LayerNorm"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GroupNorm
{
    // Number of rows summed as floats before the sum is added in double precision: long sums of floats lose digits.
    private const int BlockRows = 64;

    // A larger variance is computed in double precision, because a sum of squares may have overflowed.
    private const float LargestVariance = 1e30f;

    // The rows of the statistics of a sample: (x - mean) * invStd equals (x - center) * invStd + shift. Backward needs two more.
    private const int Centers = 0;
    private const int InvStds = 1;
    private const int Shifts = 2;
    private const int Means = 3;
    private const int Slopes = 4;
    private const int StatisticsRows = 5;

    /// <summary>
    /// Computes y = (x - mean) * invStd * weight + bias, with mean and invStd = 1 / sqrt(variance + epsilon) of each group of a sample. A
    /// group becomes NaN if a value is not finite, or too far from the mean for a float.
    /// </summary>
    /// <param name="x">[samples, positions, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="weight">[width].</param>
    /// <param name="bias">[width].</param>
    /// <param name="epsilon">Value added to the variance.</param>
    /// <param name="statistics">Receives [samples, 5, width], used by <see cref="Backward"/>.</param>
    /// <param name="statisticsStride">Stride of the statistics.</param>
    /// <param name="y">Receives [samples, positions, width]; the same memory as x with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="groups">Number of groups, a divisor of the width.</param>
    /// <param name="width">Number of channels, at least 1.</param>
    /// <param name="positions">Number of rows of a sample, at least 1.</param>
    /// <param name="samples">Number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward(
        ref float x, int xStride, ref float weight, ref float bias, float epsilon, ref float statistics, int statisticsStride,
        ref float y, int yStride, int groups, int width, int positions, int samples)
    {
        for (nint sample = 0; sample < samples; sample++)
        {
            ref float from = ref Unsafe.Add(ref x, sample * positions * xStride);
            ref float to = ref Unsafe.Add(ref y, sample * positions * yStride);
            ref float rows = ref Unsafe.Add(ref statistics, sample * StatisticsRows * statisticsStride);
            ComputeStatistics(ref from, xStride, epsilon, ref rows, statisticsStride, groups, width, positions);
            int column = 0;
            for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
            {
                Normalize<WholeVector>(
                    ref from, xStride, ref rows, statisticsStride, ref weight, ref bias, ref to, yStride, column, Vector256<float>.Count, positions);
            }

            if (column < width)
            {
                Normalize<PartOfVector>(
                    ref from, xStride, ref rows, statisticsStride, ref weight, ref bias, ref to, yStride, column, width - column, positions);
            }

            ClearPadding(ref to, yStride, width, positions);
        }
    }

    /// <summary>
    /// Computes dx = invStd * (g - mean(g) - n * mean(g * n)), with g = dy * weight, n = (x - mean) * invStd and means over a group.
    /// </summary>
    /// <param name="x">[samples, positions, width], input of the forward pass.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="statistics">Statistics of the forward pass. The last two rows of each sample are overwritten.</param>
    /// <param name="statisticsStride">Stride of the statistics.</param>
    /// <param name="weight">[width].</param>
    /// <param name="dy">[samples, positions, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="dx">Receives [samples, positions, width], disjoint from dy.</param>
    /// <param name="dxStride">Stride of dx.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="width">Number of channels, at least 1.</param>
    /// <param name="positions">Number of rows of a sample, at least 1.</param>
    /// <param name="samples">Number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(
        ref float x, int xStride, ref float statistics, int statisticsStride, ref float weight, ref float dy, int dyStride,
        ref float dx, int dxStride, int groups, int width, int positions, int samples)
    {
        for (nint sample = 0; sample < samples; sample++)
        {
            ref float from = ref Unsafe.Add(ref x, sample * positions * xStride);
            ref float gradient = ref Unsafe.Add(ref dy, sample * positions * dyStride);
            ref float to = ref Unsafe.Add(ref dx, sample * positions * dxStride);
            ref float rows = ref Unsafe.Add(ref statistics, sample * StatisticsRows * statisticsStride);
            for (int column = 0; column < width; column += Vector256<float>.Count)
            {
                int count = Math.Min(width - column, Vector256<float>.Count);
                (DoubleSum sums, DoubleSum products) = (default, default);
                AddGradients(ref from, xStride, ref rows, statisticsStride, ref gradient, dyStride, ref sums, ref products, column, count, positions);
                Vector256<float> scale = Tail.Load256(ref weight, (nuint)column, count);
                Tail.Store(sums.ToSingle() * scale, ref Row(ref rows, statisticsStride, Means), (nuint)column, count);
                Tail.Store(products.ToSingle() * scale, ref Row(ref rows, statisticsStride, Slopes), (nuint)column, count);
            }

            AverageGroups(ref Row(ref rows, statisticsStride, Means), groups, width, positions);
            AverageGroups(ref Row(ref rows, statisticsStride, Slopes), groups, width, positions);
            int at = 0;
            for (; at <= width - Vector256<float>.Count; at += Vector256<float>.Count)
            {
                Center<WholeVector>(
                    ref from, xStride, ref rows, statisticsStride, ref weight, ref gradient, dyStride, ref to, dxStride, at, Vector256<float>.Count, positions);
            }

            if (at < width)
            {
                Center<PartOfVector>(
                    ref from, xStride, ref rows, statisticsStride, ref weight, ref gradient, dyStride, ref to, dxStride, at, width - at, positions);
            }

            ClearPadding(ref to, dxStride, width, positions);
        }
    }

    /// <summary>
    /// Computes the gradients of bias, the sum of dy over samples and positions, and of weight, the sum of dy * (x - mean) * invStd.
    /// </summary>
    /// <param name="x">[samples, positions, width], input of the forward pass.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="statistics">Statistics of the forward pass.</param>
    /// <param name="statisticsStride">Stride of the statistics.</param>
    /// <param name="dy">[samples, positions, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="weightGradient">Receives the gradient of the weight, and zeros up to the next multiple of 8.</param>
    /// <param name="biasGradient">Receives the gradient of the bias, and zeros up to the next multiple of 8.</param>
    /// <param name="width">Number of channels, at least 1.</param>
    /// <param name="positions">Number of rows of a sample, at least 1.</param>
    /// <param name="samples">Number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ParameterGradients(
        ref float x, int xStride, ref float statistics, int statisticsStride, ref float dy, int dyStride,
        ref float weightGradient, ref float biasGradient, int width, int positions, int samples)
    {
        for (int column = 0; column < width; column += Vector256<float>.Count)
        {
            int count = Math.Min(width - column, Vector256<float>.Count);
            (DoubleSum sums, DoubleSum products) = (default, default);
            for (nint sample = 0; sample < samples; sample++)
            {
                AddGradients(
                    ref Unsafe.Add(ref x, sample * positions * xStride), xStride, ref Unsafe.Add(ref statistics, sample * StatisticsRows * statisticsStride),
                    statisticsStride, ref Unsafe.Add(ref dy, sample * positions * dyStride), dyStride, ref sums, ref products, column, count, positions);
            }

            // Lanes past the width are zero in both, and so is the padding of the gradients.
            sums.ToSingle().StoreUnsafe(ref biasGradient, (nuint)column);
            products.ToSingle().StoreUnsafe(ref weightGradient, (nuint)column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Row(ref float statistics, int stride, int row) => ref Unsafe.Add(ref statistics, row * stride);

    private static void ClearPadding(ref float y, int yStride, int width, int positions)
    {
        for (nint row = 0; width < yStride && row < positions; row++)
        {
            Rows.ClearPadding(ref Unsafe.Add(ref y, row * yStride), width, yStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize<TPart>(
        ref float x, int xStride, ref float statistics, int statisticsStride, ref float weight, ref float bias, ref float y, int yStride, int at, int count, int positions)
        where TPart : struct, IRowPart
    {
        Vector256<float> center = TPart.Load(ref Row(ref statistics, statisticsStride, Centers), at, count);
        Vector256<float> invStd = TPart.Load(ref Row(ref statistics, statisticsStride, InvStds), at, count);
        Vector256<float> shift = TPart.Load(ref Row(ref statistics, statisticsStride, Shifts), at, count);
        Vector256<float> scale = TPart.Load(ref weight, at, count);
        Vector256<float> constant = TPart.Load(ref bias, at, count);
        for (nint row = 0; row < positions; row++)
        {
            Vector256<float> normal = Fused.MultiplyAdd(TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - center, invStd, shift);
            TPart.Store(Fused.MultiplyAdd(normal, scale, constant), ref Unsafe.Add(ref y, row * yStride), at, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Center<TPart>(
        ref float x, int xStride, ref float statistics, int statisticsStride, ref float weight, ref float dy, int dyStride,
        ref float dx, int dxStride, int at, int count, int positions)
        where TPart : struct, IRowPart
    {
        Vector256<float> center = TPart.Load(ref Row(ref statistics, statisticsStride, Centers), at, count);
        Vector256<float> invStd = TPart.Load(ref Row(ref statistics, statisticsStride, InvStds), at, count);
        Vector256<float> shift = TPart.Load(ref Row(ref statistics, statisticsStride, Shifts), at, count);
        Vector256<float> mean = TPart.Load(ref Row(ref statistics, statisticsStride, Means), at, count);
        Vector256<float> slope = TPart.Load(ref Row(ref statistics, statisticsStride, Slopes), at, count);
        Vector256<float> scale = TPart.Load(ref weight, at, count);
        for (nint row = 0; row < positions; row++)
        {
            Vector256<float> normal = Fused.MultiplyAdd(TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - center, invStd, shift);
            Vector256<float> gradient = TPart.Load(ref Unsafe.Add(ref dy, row * dyStride), at, count) * scale;
            TPart.Store(invStd * (gradient - mean - (normal * slope)), ref Unsafe.Add(ref dx, row * dxStride), at, count);
        }
    }

    /// <summary>Adds dy and dy * (x - mean) * invStd over the positions of a sample, for up to 8 channels.</summary>
    private static void AddGradients(
        ref float x, int xStride, ref float statistics, int statisticsStride, ref float dy, int dyStride, ref DoubleSum sums, ref DoubleSum products,
        int at, int count, int positions)
    {
        if (count == Vector256<float>.Count)
        {
            AddGradients<WholeVector>(ref x, xStride, ref statistics, statisticsStride, ref dy, dyStride, ref sums, ref products, at, count, positions);
        }
        else
        {
            AddGradients<PartOfVector>(ref x, xStride, ref statistics, statisticsStride, ref dy, dyStride, ref sums, ref products, at, count, positions);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddGradients<TPart>(
        ref float x, int xStride, ref float statistics, int statisticsStride, ref float dy, int dyStride, ref DoubleSum sums, ref DoubleSum products,
        int at, int count, int positions)
        where TPart : struct, IRowPart
    {
        Vector256<float> center = TPart.Load(ref Row(ref statistics, statisticsStride, Centers), at, count);
        Vector256<float> invStd = TPart.Load(ref Row(ref statistics, statisticsStride, InvStds), at, count);
        Vector256<float> shift = TPart.Load(ref Row(ref statistics, statisticsStride, Shifts), at, count);
        for (int first = 0; first < positions; first += BlockRows)
        {
            int end = Math.Min(positions, first + BlockRows);
            Vector256<float> sum = Vector256<float>.Zero;
            Vector256<float> product = Vector256<float>.Zero;
            for (nint row = first; row < end; row++)
            {
                Vector256<float> gradient = TPart.Load(ref Unsafe.Add(ref dy, row * dyStride), at, count);
                sum += gradient;
                product += gradient * Fused.MultiplyAdd(TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - center, invStd, shift);
            }

            sums.Add(sum);
            products.Add(product);
        }
    }

    /// <summary>Replaces the sums of the channels of a group by the mean over the values of the group.</summary>
    private static void AverageGroups(ref float sums, int groups, int width, int positions)
    {
        int size = width / groups;
        for (int first = 0; first < width; first += size)
        {
            Fill(ref sums, first, size, (float)(Sum(ref sums, first, size) / ((double)size * positions)));
        }
    }

    private static double Sum(ref float values, int first, int count)
    {
        double sum = 0;
        for (int i = first; i < first + count; i++)
        {
            sum += Unsafe.Add(ref values, i);
        }

        return sum;
    }

    private static void Fill(ref float values, int first, int count, float value)
    {
        for (int i = first; i < first + count; i++)
        {
            Unsafe.Add(ref values, i) = value;
        }
    }

    /// <summary>
    /// Computes the statistics of each group, for each of its channels. The mean comes from sums of floats, whose last digits may be wrong.
    /// Summing the distances from it, together with their squares, gives the correction.
    /// </summary>
    private static void ComputeStatistics(ref float x, int xStride, float epsilon, ref float statistics, int stride, int groups, int width, int positions)
    {
        ref float centers = ref Row(ref statistics, stride, Centers);
        ref float distances = ref Row(ref statistics, stride, InvStds);
        ref float squares = ref Row(ref statistics, stride, Shifts);
        for (int column = 0; column < width; column += Vector256<float>.Count)
        {
            int count = Math.Min(width - column, Vector256<float>.Count);
            Vector256<float> sums = count == Vector256<float>.Count
                ? SumColumns<WholeVector>(ref x, xStride, column, count, positions)
                : SumColumns<PartOfVector>(ref x, xStride, column, count, positions);
            Tail.Store(sums, ref centers, (nuint)column, count);
        }

        AverageGroups(ref centers, groups, width, positions);
        for (int column = 0; column < width; column += Vector256<float>.Count)
        {
            int count = Math.Min(width - column, Vector256<float>.Count);
            Vector256<float> center = Tail.Load256(ref centers, (nuint)column, count);
            Vector256<float> sums = count == Vector256<float>.Count
                ? SumDistances<WholeVector>(ref x, xStride, column, count, center, positions, out Vector256<float> square)
                : SumDistances<PartOfVector>(ref x, xStride, column, count, center, positions, out square);
            Tail.Store(sums, ref distances, (nuint)column, count);
            Tail.Store(square, ref squares, (nuint)column, count);
        }

        int size = width / groups;
        double share = 1 / ((double)size * positions);
        for (int first = 0; first < width; first += size)
        {
            double rest = Sum(ref distances, first, size) * share;
            double variance = Math.Max(0, (Sum(ref squares, first, size) * share) - (rest * rest));
            if (!(variance < LargestVariance))
            {
                (float center, rest, variance) = StatisticsInDouble(ref x, xStride, first, size, positions);
                Fill(ref centers, first, size, center);
            }

            double invStd = double.IsFinite(variance) ? 1 / Math.Sqrt(variance + epsilon) : double.NaN;
            Fill(ref distances, first, size, (float)invStd);
            Fill(ref squares, first, size, (float)(-rest * invStd));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector256<float> SumColumns<TPart>(ref float x, int xStride, int at, int count, int positions)
        where TPart : struct, IRowPart
    {
        DoubleSum sums = default;
        for (int first = 0; first < positions; first += BlockRows)
        {
            sums.Add(BatchNorm.SumOfRows<TPart>(ref Unsafe.Add(ref x, (nint)first * xStride), xStride, at, count, Math.Min(BlockRows, positions - first)));
        }

        return sums.ToSingle();
    }

    /// <summary>Sums x - center and its square over the positions, for up to 8 channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector256<float> SumDistances<TPart>(
        ref float x, int xStride, int at, int count, Vector256<float> center, int positions, out Vector256<float> squares)
        where TPart : struct, IRowPart
    {
        DoubleSum distances = default;
        DoubleSum sums = default;
        for (int first = 0; first < positions; first += BlockRows)
        {
            Vector256<float> distance = BatchNorm.SumOfDistances<TPart>(
                ref Unsafe.Add(ref x, (nint)first * xStride), xStride, at, count, center, Math.Min(BlockRows, positions - first), out Vector256<float> square);
            distances.Add(distance);
            sums.Add(square);
        }

        squares = sums.ToSingle();
        return distances.ToSingle();
    }

    /// <summary>Computes the statistics of a group whose sums or squares are too large for floats.</summary>
    private static (float Center, double Remainder, double Variance) StatisticsInDouble(ref float x, int xStride, int first, int size, int positions)
    {
        double sum = 0;
        for (nint row = 0; row < positions; row++)
        {
            sum += Sum(ref Unsafe.Add(ref x, row * xStride), first, size);
        }

        double share = 1 / ((double)size * positions);
        double mean = sum * share;
        float center = (float)mean;
        double squares = 0;
        for (nint row = 0; row < positions; row++)
        {
            for (int i = first; i < first + size; i++)
            {
                double distance = Unsafe.Add(ref Unsafe.Add(ref x, row * xStride), i) - mean;
                squares += distance * distance;
            }
        }

        return (center, mean - center, squares * share);
    }
}
