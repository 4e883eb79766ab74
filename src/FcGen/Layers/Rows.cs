using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>Copies and sums rows of a matrix. <see cref="Elementwise"/> describes the matrix format.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rows
{
    /// <summary>Copies a matrix.</summary>
    /// <param name="source">[rows, width].</param>
    /// <param name="sourceStride">Stride of the source.</param>
    /// <param name="destination">Receives [rows, width]; disjoint from the source.</param>
    /// <param name="destinationStride">Stride of the destination.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Copy(ref float source, int sourceStride, ref float destination, int destinationStride, int width, int rows)
    {
        if (sourceStride == width && destinationStride == width)
        {
            CopyRow(ref source, ref destination, width * rows);
            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            ref float to = ref Unsafe.Add(ref destination, row * destinationStride);
            CopyRow(ref Unsafe.Add(ref source, row * sourceStride), ref to, width);
            ClearPadding(ref to, width, destinationStride);
        }
    }

    /// <summary>Computes y = [a, b]: concatenates the rows of a and b.</summary>
    /// <param name="a">[rows, aWidth].</param>
    /// <param name="aStride">Stride of a.</param>
    /// <param name="aWidth">Number of columns of a, at least 1.</param>
    /// <param name="b">[rows, bWidth].</param>
    /// <param name="bStride">Stride of b.</param>
    /// <param name="bWidth">Number of columns of b, at least 1.</param>
    /// <param name="y">Receives [rows, aWidth + bWidth]; disjoint from a and b.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Concat(
        ref float a, int aStride, int aWidth, ref float b, int bStride, int bWidth, ref float y, int yStride, int rows)
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            CopyRow(ref Unsafe.Add(ref a, row * aStride), ref yRow, aWidth);
            CopyRow(ref Unsafe.Add(ref b, row * bStride), ref Unsafe.Add(ref yRow, aWidth), bWidth);
            ClearPadding(ref yRow, aWidth + bWidth, yStride);
        }
    }

    /// <summary>Copies the rows of each sample one row further. The first row becomes zero, and the last is left out.</summary>
    /// <param name="x">[samples, rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="y">Receives [samples, rows, width]; disjoint from x.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows of a sample, at least 1.</param>
    /// <param name="isBack">Whether the rows are copied one row back instead: the last row becomes zero, and the first is left out.</param>
    /// <param name="samples">Number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Shift(ref float x, int xStride, ref float y, int yStride, int width, int rows, bool isBack, int samples)
    {
        for (nint sample = 0; sample < samples; sample++)
        {
            ref float from = ref Unsafe.Add(ref x, (sample * rows * xStride) + (isBack ? xStride : 0));
            ref float to = ref Unsafe.Add(ref y, sample * rows * yStride);
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, isBack ? (rows - 1) * yStride : 0), yStride).Clear();
            Copy(ref from, xStride, ref Unsafe.Add(ref to, isBack ? 0 : yStride), yStride, width, rows - 1);
        }
    }

    /// <summary>Transposes the matrix of each sample. The rest of the rows and of the samples of y becomes zero.</summary>
    /// <param name="x">[samples, rows, columns].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="xSample">Distance between samples of x.</param>
    /// <param name="y">Receives [samples, columns, rows]; disjoint from x.</param>
    /// <param name="yStride">Stride of y, at least the number of rows.</param>
    /// <param name="ySample">Distance between samples of y.</param>
    /// <param name="rows">Number of rows of x, at least 1.</param>
    /// <param name="columns">Number of columns of x, at least 1.</param>
    /// <param name="samples">Number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transpose(
        ref float x, int xStride, int xSample, ref float y, int yStride, int ySample, int rows, int columns, int samples)
    {
        for (nint sample = 0; sample < samples; sample++)
        {
            ref float from = ref Unsafe.Add(ref x, sample * xSample);
            ref float to = ref Unsafe.Add(ref y, sample * ySample);
            int wide = Vector128.IsHardwareAccelerated ? columns & ~3 : 0;
            int tall = wide == 0 ? 0 : rows & ~3;
            for (nint row = 0; row < tall; row += 4)
            {
                for (nint column = 0; column < wide; column += 4)
                {
                    TransposeBlock(
                        ref Unsafe.Add(ref from, (row * xStride) + column), xStride, ref Unsafe.Add(ref to, (column * yStride) + row), yStride);
                }
            }

            for (nint column = 0; column < columns; column++)
            {
                ref float yRow = ref Unsafe.Add(ref to, column * yStride);
                for (nint row = column < wide ? tall : 0; row < rows; row++)
                {
                    Unsafe.Add(ref yRow, row) = Unsafe.Add(ref from, (row * xStride) + column);
                }

                ClearPadding(ref yRow, rows, yStride);
            }

            ClearPadding(ref to, columns * yStride, ySample);
        }
    }

    /// <summary>Transposes four rows of four values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(ref float x, nint xStride, ref float y, nint yStride)
    {
        var x0 = Vector128.LoadUnsafe(ref x);
        var x1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref x, xStride));
        var x2 = Vector128.LoadUnsafe(ref Unsafe.Add(ref x, 2 * xStride));
        var x3 = Vector128.LoadUnsafe(ref Unsafe.Add(ref x, 3 * xStride));
        (Vector128<float> low0, Vector128<float> high0) = Interleave(x0, x2);
        (Vector128<float> low1, Vector128<float> high1) = Interleave(x1, x3);
        (Vector128<float> y0, Vector128<float> y1) = Interleave(low0, low1);
        (Vector128<float> y2, Vector128<float> y3) = Interleave(high0, high1);
        y0.StoreUnsafe(ref y);
        y1.StoreUnsafe(ref Unsafe.Add(ref y, yStride));
        y2.StoreUnsafe(ref Unsafe.Add(ref y, 2 * yStride));
        y3.StoreUnsafe(ref Unsafe.Add(ref y, 3 * yStride));
    }

    /// <summary>The values of two vectors in turn: those of the lower halves, and those of the upper ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Interleave(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b))
        : AdvSimd.Arm64.IsSupported ? (AdvSimd.Arm64.ZipLow(a, b), AdvSimd.Arm64.ZipHigh(a, b))
        : (Vector128.Create(a[0], b[0], a[1], b[1]), Vector128.Create(a[2], b[2], a[3], b[3]));

    /// <summary>Sums every column. The order depends only on width and rows, not on the vector width of the hardware.</summary>
    /// <param name="x">[rows, width], a padded buffer.</param>
    /// <param name="xStride">Stride of x: the width rounded up to a multiple of 8.</param>
    /// <param name="sums">Receives the sums, and zeros up to the next multiple of 8.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum(ref float x, int xStride, ref float sums, int width, int rows)
    {
        int paddedWidth = (width + 7) & ~7;
        if (!Vector256.IsHardwareAccelerated)
        {
            SumIn128Bits(ref x, xStride, ref sums, paddedWidth, rows);
            ClearPadding(ref sums, width, paddedWidth);
            return;
        }

        int column = 0;
        for (; column <= paddedWidth - (4 * Vector256<float>.Count); column += 4 * Vector256<float>.Count)
        {
            // Four chains hide the latency of the additions.
            Vector256<float> sum0 = Vector256<float>.Zero;
            Vector256<float> sum1 = Vector256<float>.Zero;
            Vector256<float> sum2 = Vector256<float>.Zero;
            Vector256<float> sum3 = Vector256<float>.Zero;
            for (nint row = 0; row < rows; row++)
            {
                ref float values = ref Unsafe.Add(ref x, (row * xStride) + column);
                sum0 += Vector256.LoadUnsafe(ref values);
                sum1 += Vector256.LoadUnsafe(ref values, (nuint)Vector256<float>.Count);
                sum2 += Vector256.LoadUnsafe(ref values, 2 * (nuint)Vector256<float>.Count);
                sum3 += Vector256.LoadUnsafe(ref values, 3 * (nuint)Vector256<float>.Count);
            }

            ref float target = ref Unsafe.Add(ref sums, column);
            sum0.StoreUnsafe(ref target);
            sum1.StoreUnsafe(ref target, (nuint)Vector256<float>.Count);
            sum2.StoreUnsafe(ref target, 2 * (nuint)Vector256<float>.Count);
            sum3.StoreUnsafe(ref target, 3 * (nuint)Vector256<float>.Count);
        }

        for (; column < paddedWidth; column += Vector256<float>.Count)
        {
            // Four chains as well, each over every fourth row: a quarter of the time for the last columns of 32 rows.
            ref float values = ref Unsafe.Add(ref x, column);
            Vector256<float> sum0 = Vector256<float>.Zero;
            Vector256<float> sum1 = Vector256<float>.Zero;
            Vector256<float> sum2 = Vector256<float>.Zero;
            Vector256<float> sum3 = Vector256<float>.Zero;
            nint row = 0;
            for (; row <= rows - 4; row += 4)
            {
                sum0 += Vector256.LoadUnsafe(ref values);
                sum1 += Vector256.LoadUnsafe(ref values, (nuint)xStride);
                sum2 += Vector256.LoadUnsafe(ref values, 2 * (nuint)xStride);
                sum3 += Vector256.LoadUnsafe(ref values, 3 * (nuint)xStride);
                values = ref Unsafe.Add(ref values, 4 * (nint)xStride);
            }

            for (; row < rows; row++)
            {
                sum0 += Vector256.LoadUnsafe(ref values);
                values = ref Unsafe.Add(ref values, xStride);
            }

            ((sum0 + sum1) + (sum2 + sum3)).StoreUnsafe(ref Unsafe.Add(ref sums, column));
        }

        ClearPadding(ref sums, width, paddedWidth);
    }

    /// <summary>Computes the same sums: blocks of 32 columns have one chain for each column, the columns after them have four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumIn128Bits(ref float x, int xStride, ref float sums, int paddedWidth, int rows)
    {
        int column = 0;
        for (; column < (paddedWidth & ~31); column += 4 * Vector128<float>.Count)
        {
            Vector128<float> sum0 = Vector128<float>.Zero;
            Vector128<float> sum1 = Vector128<float>.Zero;
            Vector128<float> sum2 = Vector128<float>.Zero;
            Vector128<float> sum3 = Vector128<float>.Zero;
            for (nint row = 0; row < rows; row++)
            {
                ref float values = ref Unsafe.Add(ref x, (row * xStride) + column);
                sum0 += Vector128.LoadUnsafe(ref values);
                sum1 += Vector128.LoadUnsafe(ref values, (nuint)Vector128<float>.Count);
                sum2 += Vector128.LoadUnsafe(ref values, 2 * (nuint)Vector128<float>.Count);
                sum3 += Vector128.LoadUnsafe(ref values, 3 * (nuint)Vector128<float>.Count);
            }

            ref float target = ref Unsafe.Add(ref sums, column);
            sum0.StoreUnsafe(ref target);
            sum1.StoreUnsafe(ref target, (nuint)Vector128<float>.Count);
            sum2.StoreUnsafe(ref target, 2 * (nuint)Vector128<float>.Count);
            sum3.StoreUnsafe(ref target, 3 * (nuint)Vector128<float>.Count);
        }

        for (; column < paddedWidth; column += Vector128<float>.Count)
        {
            ref float values = ref Unsafe.Add(ref x, column);
            Vector128<float> sum0 = Vector128<float>.Zero;
            Vector128<float> sum1 = Vector128<float>.Zero;
            Vector128<float> sum2 = Vector128<float>.Zero;
            Vector128<float> sum3 = Vector128<float>.Zero;
            nint row = 0;
            for (; row <= rows - 4; row += 4)
            {
                sum0 += Vector128.LoadUnsafe(ref values);
                sum1 += Vector128.LoadUnsafe(ref values, (nuint)xStride);
                sum2 += Vector128.LoadUnsafe(ref values, 2 * (nuint)xStride);
                sum3 += Vector128.LoadUnsafe(ref values, 3 * (nuint)xStride);
                values = ref Unsafe.Add(ref values, 4 * (nint)xStride);
            }

            for (; row < rows; row++)
            {
                sum0 += Vector128.LoadUnsafe(ref values);
                values = ref Unsafe.Add(ref values, xStride);
            }

            ((sum0 + sum1) + (sum2 + sum3)).StoreUnsafe(ref Unsafe.Add(ref sums, column));
        }
    }

    /// <summary>
    /// Returns the index of the largest value, the first if several are equal. NaN counts as the largest, as in <c>torch.argmax</c>.
    /// </summary>
    /// <param name="x">The values.</param>
    /// <param name="count">Number of values, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int IndexOfMax(ref float x, int count)
    {
        int whole = count & ~(Vector256<float>.Count - 1);

        // Read once for both searches: the partial load takes the JIT as long as all the rest.
        Vector256<float> last = whole < count
            ? Tail.Load256(ref x, (nuint)whole, count - whole, float.NegativeInfinity)
            : Vector256.Create(float.NegativeInfinity);
        Vector256<float> max = last;
        Vector256<float> isNaN = Vector256.IsNaN(last);
        for (int i = 0; i < whole; i += Vector256<float>.Count)
        {
            Vector256<float> values = Vector256.LoadUnsafe(ref x, (nuint)i);
            max = Vector256.MaxNative(max, values);
            isNaN |= Vector256.IsNaN(values);
        }

        // If there is a NaN, the search is for NaN only.
        Vector256<float> largest = Vector256.Create(isNaN.ExtractMostSignificantBits() == 0 ? Reduction.Max(max) : float.NaN);
        for (int i = 0; i < whole; i += Vector256<float>.Count)
        {
            Vector256<float> values = Vector256.LoadUnsafe(ref x, (nuint)i);
            uint hits = (Vector256.Equals(values, largest) | Vector256.IsNaN(values)).ExtractMostSignificantBits();
            if (hits != 0)
            {
                return i + BitOperations.TrailingZeroCount(hits);
            }
        }

        if (whole < count)
        {
            return whole + BitOperations.TrailingZeroCount((Vector256.Equals(last, largest) | Vector256.IsNaN(last)).ExtractMostSignificantBits());
        }

        throw new UnreachableException("The largest value is one of the values.");
    }

    /// <summary>The class, of two, that a single output predicts: 1 above the threshold, otherwise 0, as for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ClassOf(float output, float threshold) => output > threshold ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ClearPadding(ref float row, int width, int stride)
    {
        for (int column = width; column < stride; column++)
        {
            Unsafe.Add(ref row, column) = 0f;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRow(ref float source, ref float destination, int count) =>
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(MemoryMarshal.CreateSpan(ref destination, count));
}
