using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Parametric rectified linear unit (He et al. 2015, <see href="https://arxiv.org/abs/1502.01852">arXiv:1502.01852</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.PReLU.html">torch.nn.PReLU</see>). <see cref="Elementwise"/> describes the
/// matrix format.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PReLU
{
    private const int BlockRows = 64;

    /// <summary>Computes y = x where x is at least 0, and slope * x elsewhere, with one slope.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="slope">The slope.</param>
    /// <param name="y">Receives [rows, width]; the same memory as x with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward(ref float x, int xStride, ref float slope, ref float y, int yStride, int width, int rows) =>
        Forward<OneSlope>(ref x, xStride, ref slope, ref y, yStride, width, rows);

    /// <summary>Computes y = x where x is at least 0, and slope * x elsewhere, with a slope for each column.</summary>
    /// <inheritdoc cref="Forward(ref float, int, ref float, ref float, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ForwardPerChannel(ref float x, int xStride, ref float slope, ref float y, int yStride, int width, int rows) =>
        Forward<SlopePerColumn>(ref x, xStride, ref slope, ref y, yStride, width, rows);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Forward<TSlopes>(ref float x, int xStride, ref float slope, ref float y, int yStride, int width, int rows)
        where TSlopes : ISlopes
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float xRow = ref Unsafe.Add(ref x, row * xStride);
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            for (int column = 0; column < width; column += Vector256<float>.Count)
            {
                int count = Math.Min(width - column, Vector256<float>.Count);
                Vector256<float> value = Tail.Load256(ref xRow, (nuint)column, count);
                Tail.Store(Select(value, value, value * TSlopes.At(ref slope, (nuint)column, count)), ref yRow, (nuint)column, count);
            }

            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>Computes dx = dy where x is above 0, and slope * dy elsewhere.</summary>
    /// <param name="x">[rows, width], input of the forward pass.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="slope">The slope.</param>
    /// <param name="dy">[rows, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="dx">Receives [rows, width], disjoint from dy.</param>
    /// <param name="dxStride">Stride of dx.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(
        ref float x, int xStride, ref float slope, ref float dy, int dyStride, ref float dx, int dxStride, int width, int rows) =>
        Backward<OneSlope>(ref x, xStride, ref slope, ref dy, dyStride, ref dx, dxStride, width, rows);

    /// <summary>Computes dx = dy where x is above 0, and slope * dy elsewhere, with a slope for each column.</summary>
    /// <inheritdoc cref="Backward(ref float, int, ref float, ref float, int, ref float, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void BackwardPerChannel(
        ref float x, int xStride, ref float slope, ref float dy, int dyStride, ref float dx, int dxStride, int width, int rows) =>
        Backward<SlopePerColumn>(ref x, xStride, ref slope, ref dy, dyStride, ref dx, dxStride, width, rows);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Backward<TSlopes>(
        ref float x, int xStride, ref float slope, ref float dy, int dyStride, ref float dx, int dxStride, int width, int rows)
        where TSlopes : ISlopes
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float dxRow = ref Unsafe.Add(ref dx, row * dxStride);
            for (int column = 0; column < width; column += Vector256<float>.Count)
            {
                int count = Math.Min(width - column, Vector256<float>.Count);
                Vector256<float> value = Tail.Load256(ref Unsafe.Add(ref x, row * xStride), (nuint)column, count);
                Vector256<float> gradient = Tail.Load256(ref Unsafe.Add(ref dy, row * dyStride), (nuint)column, count);
                Tail.Store(Select(value, gradient, gradient * TSlopes.At(ref slope, (nuint)column, count)), ref dxRow, (nuint)column, count);
            }

            Rows.ClearPadding(ref dxRow, width, dxStride);
        }
    }

    /// <summary>Computes the gradient of the slope: the sum of dy * x over all x that are not above 0.</summary>
    /// <param name="x">[rows, width], input of the forward pass.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="dy">[rows, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="slopeGradient">Receives the gradient, and 7 zeros.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void SlopeGradient(ref float x, int xStride, ref float dy, int dyStride, ref float slopeGradient, int width, int rows)
    {
        Vector256<float> total = Vector256<float>.Zero;
        for (nint row = 0; row < rows; row++)
        {
            // Rows are summed separately first: long sums in one chain lose digits.
            Vector256<float> sum = Vector256<float>.Zero;
            for (int column = 0; column < width; column += Vector256<float>.Count)
            {
                int count = Math.Min(width - column, Vector256<float>.Count);
                Vector256<float> value = Tail.Load256(ref Unsafe.Add(ref x, row * xStride), (nuint)column, count);
                Vector256<float> gradient = Tail.Load256(ref Unsafe.Add(ref dy, row * dyStride), (nuint)column, count);
                sum += Select(value, Vector256<float>.Zero, gradient * value);
            }

            total += sum;
        }

        Vector256.CreateScalar(Reduction.Sum(total)).StoreUnsafe(ref slopeGradient);
    }

    /// <summary>Computes the gradients of the slopes of all columns: sums of dy * x over all x of the column that are not above 0.</summary>
    /// <param name="x">[rows, width], input of the forward pass.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="dy">[rows, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="slopeGradients">Receives [width], and zeros up to a multiple of 8.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void SlopeGradientPerChannel(
        ref float x, int xStride, ref float dy, int dyStride, ref float slopeGradients, int width, int rows)
    {
        for (int column = 0; column < width; column += Vector256<float>.Count)
        {
            int count = Math.Min(width - column, Vector256<float>.Count);
            Vector256<float> total = Vector256<float>.Zero;
            for (int first = 0; first < rows; first += BlockRows)
            {
                // Blocks are summed separately first: long sums in one chain lose digits.
                Vector256<float> sum = Vector256<float>.Zero;
                for (nint row = first; row < Math.Min(rows, first + BlockRows); row++)
                {
                    Vector256<float> value = Tail.Load256(ref Unsafe.Add(ref x, row * xStride), (nuint)column, count);
                    Vector256<float> gradient = Tail.Load256(ref Unsafe.Add(ref dy, row * dyStride), (nuint)column, count);
                    sum += Select(value, Vector256<float>.Zero, gradient * value);
                }

                total += sum;
            }

            total.StoreUnsafe(ref slopeGradients, (nuint)column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Select(Vector256<float> x, Vector256<float> positive, Vector256<float> other) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), positive, other);

    /// <summary>The slopes of adjacent columns.</summary>
    private interface ISlopes
    {
        static abstract Vector256<float> At(ref float slope, nuint column, int count);
    }

    private readonly struct OneSlope : ISlopes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> At(ref float slope, nuint column, int count) => Vector256.Create(slope);
    }

    private readonly struct SlopePerColumn : ISlopes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> At(ref float slope, nuint column, int count) => Tail.Load256(ref slope, column, count);
    }
}
