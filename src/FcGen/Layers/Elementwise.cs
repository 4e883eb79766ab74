using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Applies an activation, or another function of one value, to every element of a matrix. A matrix is a reference to its first element, a
/// width and a stride. The stride is the width (user memory, nothing outside is touched) or the width rounded up to a multiple of 8 (a
/// padded buffer, whose padding is set to zero).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elementwise
{
    /// <summary>Computes y = f(x).</summary>
    /// <typeparam name="TOperator">The function f.</typeparam>
    /// <param name="op">The coefficients of the function.</param>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="y">Receives [rows, width]; the same memory as x with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<TOperator>(TOperator op, ref float x, int xStride, ref float y, int yStride, int width, int rows)
        where TOperator : struct, IUnaryOperator
    {
        // Rows without gaps are processed as one long row.
        bool isOneRow = xStride == width && yStride == width;
        nuint count = isOneRow ? (nuint)width * (nuint)rows : (nuint)width;
        int calls = isOneRow ? Math.Min(rows, 1) : rows;
        for (nint row = 0; row < calls; row++)
        {
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            ForwardRow(op, ref Unsafe.Add(ref x, row * xStride), ref yRow, count);
            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>
    /// Computes y = f(x), as <see cref="Forward"/>, and saves the derivative f'(x) for backward, where gradients are multiplied by it
    /// (<see cref="Pairwise.Multiply"/>).
    /// </summary>
    /// <typeparam name="TOperator">The activation f.</typeparam>
    /// <param name="op">The coefficients of the activation.</param>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="derivative">Receives [rows, width]; the same memory as x with the same stride, or disjoint from it.</param>
    /// <param name="derivativeStride">Stride of the derivatives.</param>
    /// <param name="y">Receives [rows, width]; disjoint from the other matrices.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ForwardTraining<TOperator>(
        TOperator op, ref float x, int xStride, ref float derivative, int derivativeStride, ref float y, int yStride, int width, int rows)
        where TOperator : struct, IActivation
    {
        bool isOneRow = xStride == width && derivativeStride == width && yStride == width;
        nuint count = isOneRow ? (nuint)width * (nuint)rows : (nuint)width;
        int calls = isOneRow ? Math.Min(rows, 1) : rows;
        for (nint row = 0; row < calls; row++)
        {
            ref float derivativeRow = ref Unsafe.Add(ref derivative, row * derivativeStride);
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            ForwardTrainingRow(op, ref Unsafe.Add(ref x, row * xStride), ref derivativeRow, ref yRow, count);
            Rows.ClearPadding(ref derivativeRow, width, derivativeStride);
            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>Computes dy f'(x) in place, from the output y = f(x).</summary>
    /// <typeparam name="TOperator">The activation f.</typeparam>
    /// <param name="op">The coefficients of the activation.</param>
    /// <param name="y">[rows, width], the output of the forward pass.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="dy">[rows, width], gradient of the output on entry and of the input on return.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward<TOperator>(TOperator op, ref float y, int yStride, ref float dy, int dyStride, int width, int rows)
        where TOperator : struct, IOutputActivation
    {
        bool isOneRow = yStride == width && dyStride == width;
        nuint count = isOneRow ? (nuint)width * (nuint)rows : (nuint)width;
        int calls = isOneRow ? Math.Min(rows, 1) : rows;
        for (nint row = 0; row < calls; row++)
        {
            ref float dyRow = ref Unsafe.Add(ref dy, row * dyStride);
            BackwardRow(op, ref Unsafe.Add(ref y, row * yStride), ref dyRow, count);
            Rows.ClearPadding(ref dyRow, width, dyStride);
        }
    }

    // Each compiled method inlines the operator once, and none is inlined into generated code; the tail moves single floats. The JIT stops
    // inlining beyond a budget, and would call the rest of a tanh as slow code.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ForwardRow<TOperator>(TOperator op, ref float x, ref float y, nuint count)
        where TOperator : struct, IUnaryOperator
    {
        nuint i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i + (nuint)Vector512<float>.Count <= count; i += (nuint)Vector512<float>.Count)
            {
                op.Invoke(Vector512.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; i + (nuint)Vector256<float>.Count <= count; i += (nuint)Vector256<float>.Count)
            {
                op.Invoke(Vector256.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
            }
        }
        else
        {
            for (; i + (nuint)Vector128<float>.Count <= count; i += (nuint)Vector128<float>.Count)
            {
                op.Invoke(Vector128.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
            }
        }

        for (; i < count; i += (nuint)Vector256<float>.Count)
        {
            ForwardTail(op, ref Unsafe.Add(ref x, i), ref Unsafe.Add(ref y, i), (int)nuint.Min(count - i, (nuint)Vector256<float>.Count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ForwardTail<TOperator>(TOperator op, ref float x, ref float y, int count)
        where TOperator : struct, IUnaryOperator
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Scatter(op.Invoke(Gather<Vector256<float>>(ref x, count)), ref y, count);
        }
        else
        {
            Scatter(op.Invoke(Gather<Vector128<float>>(ref x, count)), ref y, count);
        }
    }

    // Not inlined: in a loop over rows the JIT would not keep the constants of the operator in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ForwardTrainingRow<TOperator>(TOperator op, ref float x, ref float derivative, ref float y, nuint count)
        where TOperator : struct, IActivation
    {
        nuint i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i + (nuint)Vector512<float>.Count <= count; i += (nuint)Vector512<float>.Count)
            {
                op.Invoke(Vector512.LoadUnsafe(ref x, i), out Vector512<float> slope).StoreUnsafe(ref y, i);
                slope.StoreUnsafe(ref derivative, i);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; i + (nuint)Vector256<float>.Count <= count; i += (nuint)Vector256<float>.Count)
            {
                op.Invoke(Vector256.LoadUnsafe(ref x, i), out Vector256<float> slope).StoreUnsafe(ref y, i);
                slope.StoreUnsafe(ref derivative, i);
            }
        }
        else
        {
            for (; i + (nuint)Vector128<float>.Count <= count; i += (nuint)Vector128<float>.Count)
            {
                op.Invoke(Vector128.LoadUnsafe(ref x, i), out Vector128<float> slope).StoreUnsafe(ref y, i);
                slope.StoreUnsafe(ref derivative, i);
            }
        }

        for (; i < count; i += (nuint)Vector256<float>.Count)
        {
            int rest = (int)nuint.Min(count - i, (nuint)Vector256<float>.Count);
            ForwardTrainingTail(op, ref Unsafe.Add(ref x, i), ref Unsafe.Add(ref derivative, i), ref Unsafe.Add(ref y, i), rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ForwardTrainingTail<TOperator>(TOperator op, ref float x, ref float derivative, ref float y, int count)
        where TOperator : struct, IActivation
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Scatter(op.Invoke(Gather<Vector256<float>>(ref x, count), out Vector256<float> slope), ref y, count);
            Scatter(slope, ref derivative, count);
        }
        else
        {
            Scatter(op.Invoke(Gather<Vector128<float>>(ref x, count), out Vector128<float> slope), ref y, count);
            Scatter(slope, ref derivative, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BackwardRow<TOperator>(TOperator op, ref float y, ref float dy, nuint count)
        where TOperator : struct, IOutputActivation
    {
        nuint i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i + (nuint)Vector512<float>.Count <= count; i += (nuint)Vector512<float>.Count)
            {
                op.Backward(Vector512.LoadUnsafe(ref y, i), Vector512.LoadUnsafe(ref dy, i)).StoreUnsafe(ref dy, i);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; i + (nuint)Vector256<float>.Count <= count; i += (nuint)Vector256<float>.Count)
            {
                op.Backward(Vector256.LoadUnsafe(ref y, i), Vector256.LoadUnsafe(ref dy, i)).StoreUnsafe(ref dy, i);
            }
        }
        else
        {
            for (; i + (nuint)Vector128<float>.Count <= count; i += (nuint)Vector128<float>.Count)
            {
                op.Backward(Vector128.LoadUnsafe(ref y, i), Vector128.LoadUnsafe(ref dy, i)).StoreUnsafe(ref dy, i);
            }
        }

        for (; i < count; i += (nuint)Vector256<float>.Count)
        {
            BackwardTail(op, ref Unsafe.Add(ref y, i), ref Unsafe.Add(ref dy, i), (int)nuint.Min(count - i, (nuint)Vector256<float>.Count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void BackwardTail<TOperator>(TOperator op, ref float y, ref float dy, int count)
        where TOperator : struct, IOutputActivation
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Scatter(op.Backward(Gather<Vector256<float>>(ref y, count), Gather<Vector256<float>>(ref dy, count)), ref dy, count);
        }
        else
        {
            Scatter(op.Backward(Gather<Vector128<float>>(ref y, count), Gather<Vector128<float>>(ref dy, count)), ref dy, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Gather<TVector>(ref float source, int count)
        where TVector : struct
    {
        TVector values = default;
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref Unsafe.As<TVector, float>(ref values), i) = Unsafe.Add(ref source, i);
        }

        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter<TVector>(TVector values, ref float destination, int count)
        where TVector : struct
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref Unsafe.As<TVector, float>(ref values), i);
        }
    }
}
