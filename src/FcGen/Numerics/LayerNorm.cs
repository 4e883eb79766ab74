using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// Layer normalisation over all values of a sample (Ba, Kiros and Hinton 2016, <see href="https://arxiv.org/abs/1607.06450">arXiv:1607.06450</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html">torch.nn.LayerNorm</see>). See <see cref="Elementwise"/>
/// for what a matrix is.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerNorm
{
    /// <summary>y = (x - mean) * invStd * weight + bias, with mean and invStd = 1 / sqrt(variance + epsilon) of each row.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="weight">[width].</param>
    /// <param name="bias">[width].</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="statistics">Receives mean and invStd of each row for <see cref="Backward"/>, or is a null reference.</param>
    /// <param name="statisticsStride">Distance between these pairs.</param>
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
            (float mean, float invStd) = Statistics(ref xRow, width, epsilon);
            if (!Unsafe.IsNullRef(ref statistics))
            {
                ref float pair = ref Unsafe.Add(ref statistics, row * statisticsStride);
                pair = mean;
                Unsafe.Add(ref pair, 1) = invStd;
            }

            Vector256<float> center = Vector256.Create(mean);
            Vector256<float> factor = Vector256.Create(invStd);
            int column = 0;
            for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
            {
                Normalize<WholeVector>(ref xRow, center, factor, ref weight, ref bias, ref yRow, column, Vector256<float>.Count);
            }

            if (column < width)
            {
                Normalize<PartOfVector>(ref xRow, center, factor, ref weight, ref bias, ref yRow, column, width - column);
            }

            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>dx = invStd * (g - mean(g) - n * mean(g * n)), with g = dy * weight, n = (x - mean) * invStd and means over the row.</summary>
    /// <param name="x">[rows, width], what the forward pass was given.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="statistics">What the forward pass gave.</param>
    /// <param name="statisticsStride">Distance between its pairs.</param>
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
            ref float pair = ref Unsafe.Add(ref statistics, row * statisticsStride);
            Vector256<float> center = Vector256.Create(pair);
            Vector256<float> factor = Vector256.Create(Unsafe.Add(ref pair, 1));
            Vector256<float> sum = Vector256<float>.Zero;
            Vector256<float> product = Vector256<float>.Zero;
            int column = 0;
            for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
            {
                Accumulate<WholeVector>(ref xRow, center, factor, ref weight, ref dyRow, ref sum, ref product, column, Vector256<float>.Count);
            }

            if (column < width)
            {
                Accumulate<PartOfVector>(ref xRow, center, factor, ref weight, ref dyRow, ref sum, ref product, column, width - column);
            }

            Vector256<float> mean = Vector256.Create(Reduction.Sum(sum) / width);
            Vector256<float> slope = Vector256.Create(Reduction.Sum(product) / width);
            column = 0;
            for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
            {
                Center<WholeVector>(ref xRow, center, factor, ref weight, ref dyRow, mean, slope, ref dxRow, column, Vector256<float>.Count);
            }

            if (column < width)
            {
                Center<PartOfVector>(ref xRow, center, factor, ref weight, ref dyRow, mean, slope, ref dxRow, column, width - column);
            }

            Rows.ClearPadding(ref dxRow, width, dxStride);
        }
    }

    /// <summary>Gradients of bias, the sum of dy over the rows, and of weight, the sum of dy * (x - mean) * invStd.</summary>
    /// <param name="x">[rows, width], what the forward pass was given.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="statistics">What the forward pass gave.</param>
    /// <param name="statisticsStride">Distance between its pairs.</param>
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
    private static void Normalize<TPart>(
        ref float x, Vector256<float> center, Vector256<float> factor, ref float weight, ref float bias, ref float y, int at, int count)
        where TPart : struct, IRowPart
    {
        Vector256<float> normal = (TPart.Load(ref x, at, count) - center) * factor;
        TPart.Store(Vector256.FusedMultiplyAdd(normal, TPart.Load(ref weight, at, count), TPart.Load(ref bias, at, count)), ref y, at, count);
    }

    /// <summary>Adds to the sums of g and of g * n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<TPart>(
        ref float x, Vector256<float> center, Vector256<float> factor, ref float weight, ref float dy,
        ref Vector256<float> sum, ref Vector256<float> product, int at, int count)
        where TPart : struct, IRowPart
    {
        Vector256<float> gradient = TPart.Load(ref dy, at, count) * TPart.Load(ref weight, at, count);
        sum += gradient;
        product += gradient * ((TPart.Load(ref x, at, count) - center) * factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Center<TPart>(
        ref float x, Vector256<float> center, Vector256<float> factor, ref float weight, ref float dy,
        Vector256<float> mean, Vector256<float> slope, ref float dx, int at, int count)
        where TPart : struct, IRowPart
    {
        Vector256<float> gradient = TPart.Load(ref dy, at, count) * TPart.Load(ref weight, at, count);
        Vector256<float> normal = (TPart.Load(ref x, at, count) - center) * factor;
        TPart.Store(factor * (gradient - mean - (normal * slope)), ref dx, at, count);
    }

    /// <summary>Gradients of up to 8 columns of weight and bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumRows<TPart>(
        ref float x, int xStride, ref float statistics, int statisticsStride, ref float dy, int dyStride,
        ref float weightGradient, ref float biasGradient, int at, int count, int rows)
        where TPart : struct, IRowPart
    {
        Vector256<float> sum = Vector256<float>.Zero;
        Vector256<float> product = Vector256<float>.Zero;
        for (nint row = 0; row < rows; row++)
        {
            ref float pair = ref Unsafe.Add(ref statistics, row * statisticsStride);
            Vector256<float> gradient = TPart.Load(ref Unsafe.Add(ref dy, row * dyStride), at, count);
            Vector256<float> centered = TPart.Load(ref Unsafe.Add(ref x, row * xStride), at, count) - Vector256.Create(pair);
            sum += gradient;
            product += gradient * (centered * Vector256.Create(Unsafe.Add(ref pair, 1)));
        }

        // dy is zero past the width, and so is the padding of the gradients.
        sum.StoreUnsafe(ref biasGradient, (nuint)at);
        product.StoreUnsafe(ref weightGradient, (nuint)at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float Mean, float InvStd) Statistics(ref float x, int width, float epsilon)
    {
        Vector256<float> sum = Vector256<float>.Zero;
        int column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            sum += Vector256.LoadUnsafe(ref x, (nuint)column);
        }

        if (column < width)
        {
            sum += PartOfVector.Load(ref x, column, width - column);
        }

        float mean = Reduction.Sum(sum) / width;
        Vector256<float> center = Vector256.Create(mean);
        Vector256<float> squares = Vector256<float>.Zero;
        column = 0;
        for (; column <= width - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            Vector256<float> centered = Vector256.LoadUnsafe(ref x, (nuint)column) - center;
            squares += centered * centered;
        }

        if (column < width)
        {
            // Lanes past the width are the mean, so that they add nothing.
            Vector256<float> centered = PartOfVector.Load(ref x, column, width - column, mean) - center;
            squares += centered * centered;
        }

        return (mean, 1f / MathF.Sqrt((Reduction.Sum(squares) / width) + epsilon));
    }
}
