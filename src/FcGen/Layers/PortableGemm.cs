using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Layers;

/// <summary>
/// The three matrix products of a dense layer for hardware without accelerated vectors. <see cref="Elementwise"/> describes the matrix format. A null reference as bias means zeros.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PortableGemm
{
    private const int TileRows = 4;
    private const int TileColumns = 8;

    /// <summary>Computes c[r, j] = bias[j] + sum over k of a[r, k] b[k, j].</summary>
    /// <param name="a">[rows, inner].</param>
    /// <param name="aStride">Stride of a.</param>
    /// <param name="b">[inner, columns].</param>
    /// <param name="bStride">Stride of b.</param>
    /// <param name="bias">[columns], or a null reference.</param>
    /// <param name="c">Receives [rows, columns]; disjoint from a and b.</param>
    /// <param name="cStride">Stride of c.</param>
    /// <param name="rows">Number of rows of a and c.</param>
    /// <param name="inner">Length of the sums.</param>
    /// <param name="columns">Number of columns of b and c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void NN(
        ref float a, int aStride, ref float b, int bStride, ref float bias, ref float c, int cStride, int rows, int inner, int columns) =>
        Multiply(ref a, aStride, 1, ref b, bStride, ref bias, ref c, cStride, rows, inner, columns);

    /// <summary>Computes c[i, j] = sum over r of a[r, i] b[r, j].</summary>
    /// <param name="a">[rows, m].</param>
    /// <param name="aStride">Stride of a.</param>
    /// <param name="b">[rows, n].</param>
    /// <param name="bStride">Stride of b.</param>
    /// <param name="c">Receives [m, n]; disjoint from a and b.</param>
    /// <param name="cStride">Stride of c.</param>
    /// <param name="rows">Length of the sums.</param>
    /// <param name="m">Number of columns of a and rows of c.</param>
    /// <param name="n">Number of columns of b and c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TN(ref float a, int aStride, ref float b, int bStride, ref float c, int cStride, int rows, int m, int n) =>
        Multiply(ref a, 1, aStride, ref b, bStride, ref Unsafe.NullRef<float>(), ref c, cStride, m, rows, n);

    /// <summary>Computes c[r, j] = bias[j] + sum over k of a[r, k] b[j, k].</summary>
    /// <param name="a">[rows, inner].</param>
    /// <param name="aStride">Stride of a.</param>
    /// <param name="b">[columns, inner].</param>
    /// <param name="bStride">Stride of b.</param>
    /// <param name="bias">[columns], or a null reference.</param>
    /// <param name="c">Receives [rows, columns]; disjoint from a and b.</param>
    /// <param name="cStride">Stride of c.</param>
    /// <param name="rows">Number of rows of a and c.</param>
    /// <param name="inner">Length of the sums.</param>
    /// <param name="columns">Number of rows of b and columns of c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void NT(
        ref float a, int aStride, ref float b, int bStride, ref float bias, ref float c, int cStride, int rows, int inner, int columns)
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float aRow = ref Unsafe.Add(ref a, row * aStride);
            ref float cRow = ref Unsafe.Add(ref c, row * cStride);
            for (nint column = 0; column < columns; column++)
            {
                float start = Unsafe.IsNullRef(ref bias) ? 0f : Unsafe.Add(ref bias, column);
                Unsafe.Add(ref cRow, column) = start + Dot(ref aRow, ref Unsafe.Add(ref b, column * bStride), inner);
            }

            Rows.ClearPadding(ref cRow, columns, cStride);
        }
    }

    /// <summary>
    /// Computes c[r, j] = bias[j] + sum over k of a(r, k) b[k, j], where a(r, k) is at r * aRowStep + k * aInnerStep. Uses tiles of 4 x 8
    /// with 8 independent chains, then the remaining rows and columns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply(
        ref float a, nint aRowStep, nint aInnerStep, ref float b, nint bStride, ref float bias,
        ref float c, int cStride, int rows, int inner, int columns)
    {
        int wholeColumns = columns - (columns % TileColumns);
        int row = 0;
        for (; row <= rows - TileRows; row += TileRows)
        {
            for (int column = 0; column < wholeColumns; column += TileColumns)
            {
                FourRows(
                    ref Unsafe.Add(ref a, row * aRowStep), aRowStep, aInnerStep, ref Unsafe.Add(ref b, column), bStride,
                    ref At(ref bias, column), ref Unsafe.Add(ref c, ((nint)row * cStride) + column), cStride, inner);
            }
        }

        for (int rest = row; rest < rows; rest++)
        {
            for (int column = 0; column < wholeColumns; column += TileColumns)
            {
                OneRow(
                    ref Unsafe.Add(ref a, rest * aRowStep), aInnerStep, ref Unsafe.Add(ref b, column), bStride,
                    ref At(ref bias, column), ref Unsafe.Add(ref c, ((nint)rest * cStride) + column), inner);
            }
        }

        for (row = 0; row < rows; row++)
        {
            ref float aRow = ref Unsafe.Add(ref a, row * aRowStep);
            ref float cRow = ref Unsafe.Add(ref c, (nint)row * cStride);
            for (int column = wholeColumns; column < columns; column++)
            {
                float sum = Unsafe.IsNullRef(ref bias) ? 0f : Unsafe.Add(ref bias, column);
                for (nint k = 0; k < inner; k++)
                {
                    sum += Unsafe.Add(ref aRow, k * aInnerStep) * Unsafe.Add(ref b, (k * bStride) + column);
                }

                Unsafe.Add(ref cRow, column) = sum;
            }

            Rows.ClearPadding(ref cRow, columns, cStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourRows(
        ref float a, nint aRowStep, nint aInnerStep, ref float b, nint bStride, ref float bias, ref float c, nint cStride, int inner)
    {
        Vector128<float> low0 = Start(ref bias, 0), high0 = Start(ref bias, 4);
        Vector128<float> low1 = low0, high1 = high0;
        Vector128<float> low2 = low0, high2 = high0;
        Vector128<float> low3 = low0, high3 = high0;
        for (nint k = 0; k < inner; k++)
        {
            ref float aColumn = ref Unsafe.Add(ref a, k * aInnerStep);
            ref float bRow = ref Unsafe.Add(ref b, k * bStride);
            Vector128<float> low = Vector128.LoadUnsafe(ref bRow);
            Vector128<float> high = Vector128.LoadUnsafe(ref bRow, 4);
            Vector128<float> value = Vector128.Create(aColumn);
            low0 = Vector128.MultiplyAddEstimate(value, low, low0);
            high0 = Vector128.MultiplyAddEstimate(value, high, high0);
            value = Vector128.Create(Unsafe.Add(ref aColumn, aRowStep));
            low1 = Vector128.MultiplyAddEstimate(value, low, low1);
            high1 = Vector128.MultiplyAddEstimate(value, high, high1);
            value = Vector128.Create(Unsafe.Add(ref aColumn, 2 * aRowStep));
            low2 = Vector128.MultiplyAddEstimate(value, low, low2);
            high2 = Vector128.MultiplyAddEstimate(value, high, high2);
            value = Vector128.Create(Unsafe.Add(ref aColumn, 3 * aRowStep));
            low3 = Vector128.MultiplyAddEstimate(value, low, low3);
            high3 = Vector128.MultiplyAddEstimate(value, high, high3);
        }

        low0.StoreUnsafe(ref c);
        high0.StoreUnsafe(ref c, 4);
        low1.StoreUnsafe(ref Unsafe.Add(ref c, cStride));
        high1.StoreUnsafe(ref Unsafe.Add(ref c, cStride), 4);
        low2.StoreUnsafe(ref Unsafe.Add(ref c, 2 * cStride));
        high2.StoreUnsafe(ref Unsafe.Add(ref c, 2 * cStride), 4);
        low3.StoreUnsafe(ref Unsafe.Add(ref c, 3 * cStride));
        high3.StoreUnsafe(ref Unsafe.Add(ref c, 3 * cStride), 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneRow(ref float a, nint aInnerStep, ref float b, nint bStride, ref float bias, ref float c, int inner)
    {
        Vector128<float> low = Start(ref bias, 0), high = Start(ref bias, 4);
        for (nint k = 0; k < inner; k++)
        {
            Vector128<float> value = Vector128.Create(Unsafe.Add(ref a, k * aInnerStep));
            ref float bRow = ref Unsafe.Add(ref b, k * bStride);
            low = Vector128.MultiplyAddEstimate(value, Vector128.LoadUnsafe(ref bRow), low);
            high = Vector128.MultiplyAddEstimate(value, Vector128.LoadUnsafe(ref bRow, 4), high);
        }

        low.StoreUnsafe(ref c);
        high.StoreUnsafe(ref c, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot(ref float a, ref float b, int count)
    {
        Vector128<float> sum0 = Vector128<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        nuint i = 0;
        for (; i + 16 <= (nuint)count; i += 16)
        {
            sum0 = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref a, i), Vector128.LoadUnsafe(ref b, i), sum0);
            sum1 = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref a, i + 4), Vector128.LoadUnsafe(ref b, i + 4), sum1);
            sum2 = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref a, i + 8), Vector128.LoadUnsafe(ref b, i + 8), sum2);
            sum3 = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref a, i + 12), Vector128.LoadUnsafe(ref b, i + 12), sum3);
        }

        for (; i + 4 <= (nuint)count; i += 4)
        {
            sum0 = Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref a, i), Vector128.LoadUnsafe(ref b, i), sum0);
        }

        float sum = Vector128.Sum(sum0 + sum1 + (sum2 + sum3));
        for (; i < (nuint)count; i++)
        {
            sum += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Start(ref float bias, nuint offset) =>
        Unsafe.IsNullRef(ref bias) ? Vector128<float>.Zero : Vector128.LoadUnsafe(ref bias, offset);

    /// <summary>Returns the reference at an index, or null if it is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float At(ref float values, int index) =>
        ref Unsafe.IsNullRef(ref values) ? ref values : ref Unsafe.Add(ref values, index);
}
