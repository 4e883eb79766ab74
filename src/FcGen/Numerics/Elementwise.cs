using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// Applies an activation to every element of a matrix. A matrix is its first element, a width and a stride: the width itself (memory
/// of the user, nothing outside is touched) or the width rounded up to a multiple of 8 (a padded buffer, whose padding is written as zero).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elementwise
{
    /// <summary>y = f(x).</summary>
    /// <typeparam name="TOperator">The activation f.</typeparam>
    /// <param name="op">Its coefficients.</param>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="y">Receives [rows, width]; the same memory as x with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TOperator>(TOperator op, ref float x, int xStride, ref float y, int yStride, int width, int rows)
        where TOperator : struct, IActivation
    {
        if (xStride == width && yStride == width)
        {
            ForwardRow(op, ref x, ref y, (nuint)width * (nuint)rows);
            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            ForwardRow(op, ref Unsafe.Add(ref x, row * xStride), ref yRow, (nuint)width);
            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>dy becomes dy f'(x), computed from y = f(x).</summary>
    /// <typeparam name="TOperator">The activation f.</typeparam>
    /// <param name="op">Its coefficients.</param>
    /// <param name="y">[rows, width], what the forward pass gave.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="dy">[rows, width], gradient of the output on entry and of the input on return.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TOperator>(TOperator op, ref float y, int yStride, ref float dy, int dyStride, int width, int rows)
        where TOperator : struct, IActivation
    {
        if (yStride == width && dyStride == width)
        {
            BackwardRow(op, ref y, ref dy, (nuint)width * (nuint)rows);
            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            ref float dyRow = ref Unsafe.Add(ref dy, row * dyStride);
            BackwardRow(op, ref Unsafe.Add(ref y, row * yStride), ref dyRow, (nuint)width);
            Rows.ClearPadding(ref dyRow, width, dyStride);
        }
    }

    // A row that is not a whole number of vectors ends in one that overlaps its neighbour. It is computed first, while the elements
    // it shares are still unchanged, and stored last.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ForwardRow<TOperator>(TOperator op, ref float x, ref float y, nuint count)
        where TOperator : struct, IActivation
    {
        if (Vector512.IsHardwareAccelerated && count >= (nuint)Vector512<float>.Count)
        {
            nuint last = count - (nuint)Vector512<float>.Count;
            Vector512<float> end = op.Invoke(Vector512.LoadUnsafe(ref x, last));
            for (nuint i = 0; i < last; i += (nuint)Vector512<float>.Count)
            {
                op.Invoke(Vector512.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
            }

            end.StoreUnsafe(ref y, last);
        }
        else if (count >= (nuint)Vector256<float>.Count)
        {
            nuint last = count - (nuint)Vector256<float>.Count;
            Vector256<float> end = op.Invoke(Vector256.LoadUnsafe(ref x, last));
            for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
            {
                op.Invoke(Vector256.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
            }

            end.StoreUnsafe(ref y, last);
        }
        else
        {
            Tail.Store(op.Invoke(Tail.Load256(ref x, 0, (int)count)), ref y, 0, (int)count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BackwardRow<TOperator>(TOperator op, ref float y, ref float dy, nuint count)
        where TOperator : struct, IActivation
    {
        if (Vector512.IsHardwareAccelerated && count >= (nuint)Vector512<float>.Count)
        {
            nuint last = count - (nuint)Vector512<float>.Count;
            Vector512<float> end = op.Backward(Vector512.LoadUnsafe(ref y, last), Vector512.LoadUnsafe(ref dy, last));
            for (nuint i = 0; i < last; i += (nuint)Vector512<float>.Count)
            {
                op.Backward(Vector512.LoadUnsafe(ref y, i), Vector512.LoadUnsafe(ref dy, i)).StoreUnsafe(ref dy, i);
            }

            end.StoreUnsafe(ref dy, last);
        }
        else if (count >= (nuint)Vector256<float>.Count)
        {
            nuint last = count - (nuint)Vector256<float>.Count;
            Vector256<float> end = op.Backward(Vector256.LoadUnsafe(ref y, last), Vector256.LoadUnsafe(ref dy, last));
            for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
            {
                op.Backward(Vector256.LoadUnsafe(ref y, i), Vector256.LoadUnsafe(ref dy, i)).StoreUnsafe(ref dy, i);
            }

            end.StoreUnsafe(ref dy, last);
        }
        else
        {
            Vector256<float> result = op.Backward(
                Tail.Load256(ref y, 0, (int)count), Tail.Load256(ref dy, 0, (int)count));
            Tail.Store(result, ref dy, 0, (int)count);
        }
    }
}
