using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Logarithm of the softmax over each row of a matrix
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html">torch.nn.LogSoftmax</see>). <see cref="Elementwise"/>
/// describes the matrix format. Sums use vectors of 8 on all hardware, so that results do not depend on it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LogSoftmax
{
    private const float LogHalf = -0.693147182f;

    /// <summary>
    /// Computes y[r, i] = x[r, i] - max x[r] - log(sum over j of exp(x[r, j] - max x[r])). NaN makes the whole row NaN.
    /// </summary>
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
            Vector256<float> max = Softmax.Max(ref xRow, last, end);
            end -= max;

            // Lanes beyond the row add nothing to the sum.
            Vector256<float> sum = VectorMath.ExpOrZero(end) & isInTail;
            if (Vector256.IsHardwareAccelerated)
            {
                for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
                {
                    sum += VectorMath.ExpOrZero(Vector256.LoadUnsafe(ref xRow, i) - max);
                }
            }
            else
            {
                sum = Exponentials.SumOrZeros(ref xRow, last, max.ToScalar(), sum, ref Unsafe.NullRef<float>());
            }

            // Not added to the maximum first: the logarithm would be rounded away if the maximum is large.
            Vector256<float> log = Vector256.Create(VectorMath.Log(Reduction.Sum(sum)));
            for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
            {
                (Vector256.LoadUnsafe(ref xRow, i) - max - log).StoreUnsafe(ref yRow, i);
            }

            Tail.Store(end - log, ref yRow, last, tail);
            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>
    /// Turns dy into dx[r, i] = dy[r, i] - exp(y[r, i]) * (sum over j of dy[r, j]) in place. For a class i with a probability above 1/2,
    /// the other classes j give (sum of dy) * (sum of exp(y[r, j])) - (sum of dy[r, j]). The value is the same, because probabilities sum
    /// to 1, but does not depend on the rounding of y[r, i].
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

            Vector256<float> dyEnd = Tail.Load256(ref dyRow, last, tail);
            Vector256<float> yEnd = Tail.Load256(ref yRow, last, tail, float.NegativeInfinity);
            Vector256<float> gradients = dyEnd;
            for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
            {
                gradients += Vector256.LoadUnsafe(ref dyRow, i);
            }

            Vector256<float> sum = Vector256.Create(Reduction.Sum(gradients));
            int confident = Softmax.Max(ref yRow, last, yEnd).ToScalar() > LogHalf ? Rows.IndexOfMax(ref yRow, width) : -1;
            float ofConfident = confident < 0 ? 0f : GradientFromOthers(ref yRow, ref dyRow, width, confident);
            for (nuint i = 0; i < last; i += (nuint)Vector256<float>.Count)
            {
                Backward(Vector256.LoadUnsafe(ref yRow, i), Vector256.LoadUnsafe(ref dyRow, i), sum).StoreUnsafe(ref dyRow, i);
            }

            Tail.Store(Backward(yEnd, dyEnd, sum), ref dyRow, last, tail);
            if (confident >= 0)
            {
                Unsafe.Add(ref dyRow, confident) = ofConfident;
            }

            Rows.ClearPadding(ref dyRow, width, dyStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Backward(Vector256<float> y, Vector256<float> dy, Vector256<float> sum) =>
        Fused.MultiplyAdd(-VectorMath.ExpOrZero(y), sum, dy);

    /// <summary>Computes the gradient of one class of a row from the gradients and probabilities of the other classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float GradientFromOthers(ref float y, ref float dy, int width, int index)
    {
        Vector256<float> probabilities = Vector256<float>.Zero;
        Vector256<float> gradients = Vector256<float>.Zero;
        for (int i = 0; i < width; i += Vector256<float>.Count)
        {
            Vector256<float> isIndex = Vector256.Equals(Vector256<int>.Indices, Vector256.Create(index - i)).AsSingle();
            Vector256<float> logarithm = Tail.Load256(ref y, (nuint)i, width - i, float.NegativeInfinity);
            probabilities += Vector256.AndNot(VectorMath.ExpOrZero(logarithm), isIndex);
            gradients += Vector256.AndNot(Tail.Load256(ref dy, (nuint)i, width - i), isIndex);
        }

        float others = Reduction.Sum(gradients);
        float sum = Unsafe.Add(ref dy, index) + others;
        return (sum * Reduction.Sum(probabilities)) - others;
    }
}
