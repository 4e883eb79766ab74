using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>Elementwise sums and products of two matrices. <see cref="Elementwise"/> describes the matrix format.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Pairwise
{
    /// <summary>Computes y = a + b.</summary>
    /// <param name="a">[rows, width].</param>
    /// <param name="aStride">Stride of a.</param>
    /// <param name="b">[rows, width].</param>
    /// <param name="bStride">Stride of b.</param>
    /// <param name="y">Receives [rows, width]; the same memory as a or b with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(ref float a, int aStride, ref float b, int bStride, ref float y, int yStride, int width, int rows) =>
        Combine(default(Sum), ref a, aStride, ref b, bStride, ref y, yStride, width, rows);

    /// <summary>Computes y = f(a + b).</summary>
    /// <typeparam name="TActivation">The activation f.</typeparam>
    /// <param name="op">The coefficients of f.</param>
    /// <param name="a">[rows, width].</param>
    /// <param name="aStride">Stride of a.</param>
    /// <param name="b">[rows, width].</param>
    /// <param name="bStride">Stride of b.</param>
    /// <param name="y">Receives [rows, width]; the same memory as a or b with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add<TActivation>(
        TActivation op, ref float a, int aStride, ref float b, int bStride, ref float y, int yStride, int width, int rows)
        where TActivation : struct, IUnaryOperator =>
        Combine(new ActivatedSum<TActivation>(op), ref a, aStride, ref b, bStride, ref y, yStride, width, rows);

    /// <summary>Computes y = a * b.</summary>
    /// <inheritdoc cref="Add(ref float, int, ref float, int, ref float, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(ref float a, int aStride, ref float b, int bStride, ref float y, int yStride, int width, int rows) =>
        Combine(default(Product), ref a, aStride, ref b, bStride, ref y, yStride, width, rows);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine<TOperator>(
        TOperator op, ref float a, int aStride, ref float b, int bStride, ref float y, int yStride, int width, int rows)
        where TOperator : struct, IPair
    {
        // Rows without gaps are processed as one long row.
        bool isOneRow = aStride == width && bStride == width && yStride == width;
        nuint count = isOneRow ? (nuint)width * (nuint)rows : (nuint)width;
        int calls = isOneRow ? Math.Min(rows, 1) : rows;
        for (nint row = 0; row < calls; row++)
        {
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            CombineRow(op, ref Unsafe.Add(ref a, row * aStride), ref Unsafe.Add(ref b, row * bStride), ref yRow, count);
            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    // The last vector overlaps the previous one and is computed first, because the result may overwrite an operand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CombineRow<TOperator>(TOperator op, ref float a, ref float b, ref float y, nuint count)
        where TOperator : struct, IPair
    {
        if (!Vector256.IsHardwareAccelerated && count >= (nuint)Vector128<float>.Count)
        {
            nuint last = count - (nuint)Vector128<float>.Count;
            Vector128<float> end = op.Invoke(Vector128.LoadUnsafe(ref a, last), Vector128.LoadUnsafe(ref b, last));
            for (nuint i = 0; i < last; i += (nuint)Vector128<float>.Count)
            {
                op.Invoke(Vector128.LoadUnsafe(ref a, i), Vector128.LoadUnsafe(ref b, i)).StoreUnsafe(ref y, i);
            }

            end.StoreUnsafe(ref y, last);
        }
        else if (count >= (nuint)Vector256<float>.Count)
        {
            nuint last = count - (nuint)Vector256<float>.Count;
            nuint i = 0;
            Vector256<float> end = op.Invoke(Vector256.LoadUnsafe(ref a, last), Vector256.LoadUnsafe(ref b, last));
            if (Vector512.IsHardwareAccelerated)
            {
                for (; i + (nuint)Vector512<float>.Count <= count; i += (nuint)Vector512<float>.Count)
                {
                    op.Invoke(Vector512.LoadUnsafe(ref a, i), Vector512.LoadUnsafe(ref b, i)).StoreUnsafe(ref y, i);
                }
            }

            for (; i < last; i += (nuint)Vector256<float>.Count)
            {
                op.Invoke(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i)).StoreUnsafe(ref y, i);
            }

            end.StoreUnsafe(ref y, last);
        }
        else
        {
            Tail.Store(op.Invoke(Tail.Load256(ref a, 0, (int)count), Tail.Load256(ref b, 0, (int)count)), ref y, 0, (int)count);
        }
    }

    private interface IPair
    {
        Vector128<float> Invoke(Vector128<float> a, Vector128<float> b);

        Vector256<float> Invoke(Vector256<float> a, Vector256<float> b);

        Vector512<float> Invoke(Vector512<float> a, Vector512<float> b);
    }

    private readonly struct Sum : IPair
    {
        public Vector128<float> Invoke(Vector128<float> a, Vector128<float> b) => a + b;

        public Vector256<float> Invoke(Vector256<float> a, Vector256<float> b) => a + b;

        public Vector512<float> Invoke(Vector512<float> a, Vector512<float> b) => a + b;
    }

    private readonly struct ActivatedSum<TActivation>(TActivation op) : IPair
        where TActivation : struct, IUnaryOperator
    {
        public Vector128<float> Invoke(Vector128<float> a, Vector128<float> b) => op.Invoke(a + b);

        public Vector256<float> Invoke(Vector256<float> a, Vector256<float> b) => op.Invoke(a + b);

        public Vector512<float> Invoke(Vector512<float> a, Vector512<float> b) => op.Invoke(a + b);
    }

    private readonly struct Product : IPair
    {
        public Vector128<float> Invoke(Vector128<float> a, Vector128<float> b) => a * b;

        public Vector256<float> Invoke(Vector256<float> a, Vector256<float> b) => a * b;

        public Vector512<float> Invoke(Vector512<float> a, Vector512<float> b) => a * b;
    }
}
