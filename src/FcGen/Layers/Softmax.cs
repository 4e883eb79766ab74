using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Softmax over each row of a matrix (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html">torch.nn.Softmax</see>).
/// <see cref="Elementwise"/> describes the matrix format. Sums use vectors of 8 on all hardware, so that results do not depend on it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Softmax
{
    /// <summary>Computes y[r, i] = exp(x[r, i] - max x[r]) / sum over j of exp(x[r, j] - max x[r]). NaN makes the whole row NaN.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="y">Receives [rows, width]; the same memory as x with the same stride, or disjoint from it.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward(ref float x, int xStride, ref float y, int yStride, int width, int rows)
    {
        int tail = Tail.LengthOfLast256(width);
        nuint last = (nuint)(width - tail);
        Vector256<float> isInTail = Tail.Mask(tail);
        for (nint row = 0; row < rows; row++)
        {
            ref float xRow = ref Unsafe.Add(ref x, row * xStride);
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);

            Vector256<float> end = Tail.Load256(ref xRow, last, tail, float.NegativeInfinity);
            Vector256<float> max = Max(ref xRow, last, end);

            // Lanes beyond the row add nothing to the sum. exp(-infinity) would do so too, but underflow costs a hundred cycles.
            end = VectorMath.Exp((end - max) & isInTail) & isInTail;
            Vector256<float> sum = end;
            if (Vector256.IsHardwareAccelerated)
            {
                for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
                {
                    Vector256<float> value = VectorMath.Exp(Vector256.LoadUnsafe(ref xRow, i) - max);
                    value.StoreUnsafe(ref yRow, i);
                    sum += value;
                }
            }
            else
            {
                sum = Exponentials.Sum(ref xRow, last, max.ToScalar(), sum, ref yRow);
            }

            Vector256<float> scale = Vector256.Create(1f / Reduction.Sum(sum));
            for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
            {
                (Vector256.LoadUnsafe(ref yRow, i) * scale).StoreUnsafe(ref yRow, i);
            }

            Tail.Store(end * scale, ref yRow, last, tail);
            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>
    /// Turns dy into dx[r, i] = y[r, i] (dy[r, i] - sum over j of y[r, j] dy[r, j]) in place. In a row with a probability above 1/2, the
    /// gradient of that class is subtracted from all others first. The result is the same, because probabilities sum to 1, but does not
    /// depend on the rounding of the largest probability. With probabilities of 1 and 1e-9, both gradients have a magnitude of 1e-9, and 1
    /// - 1 is 0.
    /// </summary>
    /// <param name="y">[rows, width], output of the forward pass.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="dy">[rows, width], gradient of the output on entry and of the input on return.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(ref float y, int yStride, ref float dy, int dyStride, int width, int rows)
    {
        int tail = Tail.LengthOfLast256(width);
        nuint last = (nuint)(width - tail);
        for (nint row = 0; row < rows; row++)
        {
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            ref float dyRow = ref Unsafe.Add(ref dy, row * dyStride);

            Vector256<float> yEnd = Tail.Load256(ref yRow, last, tail);
            Vector256<float> origin = Max(ref yRow, last, yEnd).ToScalar() > 0.5f
                ? Vector256.Create(Unsafe.Add(ref dyRow, Rows.IndexOfMax(ref yRow, width)))
                : Vector256<float>.Zero;
            Vector256<float> dyEnd = Tail.Load256(ref dyRow, last, tail) - origin;
            Vector256<float> products = yEnd * dyEnd;
            for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
            {
                products += Vector256.LoadUnsafe(ref yRow, i) * (Vector256.LoadUnsafe(ref dyRow, i) - origin);
            }

            Vector256<float> dot = Vector256.Create(Reduction.Sum(products));
            for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
            {
                (Vector256.LoadUnsafe(ref yRow, i) * (Vector256.LoadUnsafe(ref dyRow, i) - origin - dot)).StoreUnsafe(ref dyRow, i);
            }

            Tail.Store(yEnd * (dyEnd - dot), ref dyRow, last, tail);
            Rows.ClearPadding(ref dyRow, width, dyStride);
        }
    }

    /// <summary>
    /// Computes the maximum of a row of whole vectors and its last vector. NaN may be lost here, but not in a sum of exponentials.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Max(ref float row, nuint last, Vector256<float> end)
    {
        Vector256<float> max = end;
        for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
        {
            max = Vector256.MaxNative(max, Vector256.LoadUnsafe(ref row, i));
        }

        return Vector256.Create(Reduction.Max(max));
    }
}
