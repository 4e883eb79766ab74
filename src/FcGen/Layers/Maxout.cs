using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Maximum of consecutive columns (Goodfellow et al. 2013, <see href="https://arxiv.org/abs/1302.4389">arXiv:1302.4389</see>). As in
/// <see href="https://pytorch.org/docs/stable/generated/torch.max.html">torch.max</see>, NaN exceeds every number, and the first of equal
/// values is the maximum. <see cref="Elementwise"/> describes the matrix format.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Maxout
{
    /// <summary>Computes y[r, c] = max over k of x[r, c * pieces + k].</summary>
    /// <param name="x">[rows, width * pieces].</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="y">Receives [rows, width]; disjoint from x.</param>
    /// <param name="yStride">Stride of y.</param>
    /// <param name="pieces">Number of columns of x for each column of y, at least 1.</param>
    /// <param name="width">Number of columns of y, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward(ref float x, int xStride, ref float y, int yStride, int pieces, int width, int rows)
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float xRow = ref Unsafe.Add(ref x, row * xStride);
            ref float yRow = ref Unsafe.Add(ref y, row * yStride);
            for (int column = 0; column < width; column += Vector256<float>.Count)
            {
                int count = Math.Min(width - column, Vector256<float>.Count);
                (Vector256<float> max, _) = Max(ref Unsafe.Add(ref xRow, (nint)column * pieces), pieces, count);
                Tail.Store(max, ref yRow, (nuint)column, count);
            }

            Rows.ClearPadding(ref yRow, width, yStride);
        }
    }

    /// <summary>Computes dx[r, c * pieces + k] = dy[r, c] for the first maximum k of each group, and 0 for the others.</summary>
    /// <param name="x">[rows, width * pieces], input of the forward pass.</param>
    /// <param name="xStride">Stride of x.</param>
    /// <param name="dy">[rows, width], gradient of the output.</param>
    /// <param name="dyStride">Stride of dy.</param>
    /// <param name="dx">Receives [rows, width * pieces], disjoint from dy.</param>
    /// <param name="dxStride">Stride of dx.</param>
    /// <param name="pieces">Number of columns of x for each column of dy, at least 1.</param>
    /// <param name="width">Number of columns of dy, at least 1.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(
        ref float x, int xStride, ref float dy, int dyStride, ref float dx, int dxStride, int pieces, int width, int rows)
    {
        for (nint row = 0; row < rows; row++)
        {
            ref float dyRow = ref Unsafe.Add(ref dy, row * dyStride);
            ref float dxRow = ref Unsafe.Add(ref dx, row * dxStride);
            MemoryMarshal.CreateSpan(ref dxRow, dxStride).Clear();
            for (int column = 0; column < width; column += Vector256<float>.Count)
            {
                int count = Math.Min(width - column, Vector256<float>.Count);
                nint first = (nint)column * pieces;
                (_, Vector256<int> index) = Max(ref Unsafe.Add(ref x, (row * xStride) + first), pieces, count);
                for (int lane = 0; lane < count; lane++)
                {
                    nint piece = first + ((nint)lane * pieces) + index.GetElement(lane);
                    Unsafe.Add(ref dxRow, piece) = Unsafe.Add(ref dyRow, column + lane);
                }
            }
        }
    }

    /// <summary>Returns the maximum of each of <paramref name="count"/> adjacent groups, and the index of the first maximum in its group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Max, Vector256<int> Index) Max(ref float x, int pieces, int count)
    {
        if (pieces == 2 && count == Vector256<float>.Count)
        {
            // The usual number of pieces: two whole vectors instead of 16 floats take a quarter of the time.
            Vector256<float> low = Vector256.LoadUnsafe(ref x);
            Vector256<float> high = Vector256.LoadUnsafe(ref x, (nuint)Vector256<float>.Count);
            return Larger(
                Vector256.Create(EvenLanes(low), EvenLanes(high)), Vector256<int>.Zero, Vector256.Create(OddLanes(low), OddLanes(high)), piece: 1);
        }

        (Vector256<float> Max, Vector256<int> Index) result = (Load(ref x, pieces, count), Vector256<int>.Zero);
        for (int piece = 1; piece < pieces; piece++)
        {
            result = Larger(result.Max, result.Index, Load(ref Unsafe.Add(ref x, piece), pieces, count), piece);
        }

        return result;
    }

    /// <summary>Replaces the maxima that the next values of their groups exceed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Max, Vector256<int> Index) Larger(
        Vector256<float> max, Vector256<int> index, Vector256<float> value, int piece)
    {
        // Neither comparison is true for a NaN: a NaN replaces every number, and nothing replaces a NaN.
        Vector256<float> isLarger = Vector256.Equals(max, max) & ~Vector256.LessThanOrEqual(value, max);
        return (
            Vector256.ConditionalSelect(isLarger, value, max),
            Vector256.ConditionalSelect(isLarger.AsInt32(), Vector256.Create(piece), index));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> EvenLanes(Vector256<float> value) => Vector256.IsHardwareAccelerated
        ? Vector256.Shuffle(value, Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6)).GetLower()
        : Halves(Vector128.Shuffle(value.GetLower(), Vector128.Create(0, 2, 0, 2)), Vector128.Shuffle(value.GetUpper(), Vector128.Create(0, 2, 0, 2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> OddLanes(Vector256<float> value) => Vector256.IsHardwareAccelerated
        ? Vector256.Shuffle(value, Vector256.Create(1, 3, 5, 7, 1, 3, 5, 7)).GetLower()
        : Halves(Vector128.Shuffle(value.GetLower(), Vector128.Create(1, 3, 1, 3)), Vector128.Shuffle(value.GetUpper(), Vector128.Create(1, 3, 1, 3)));

    /// <summary>Returns the first half of one vector and the second half of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Halves(Vector128<float> lower, Vector128<float> upper) =>
        Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).AsSingle(), lower, upper);

    /// <summary>Loads one float of each of <paramref name="count"/> adjacent groups, 1 to 8. Lanes past them repeat the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float first, int pieces, int count)
    {
        nint last = (nint)(count - 1) * pieces;
        return Vector256.Create(
            first,
            Unsafe.Add(ref first, Math.Min(pieces, last)),
            Unsafe.Add(ref first, Math.Min(2 * (nint)pieces, last)),
            Unsafe.Add(ref first, Math.Min(3 * (nint)pieces, last)),
            Unsafe.Add(ref first, Math.Min(4 * (nint)pieces, last)),
            Unsafe.Add(ref first, Math.Min(5 * (nint)pieces, last)),
            Unsafe.Add(ref first, Math.Min(6 * (nint)pieces, last)),
            Unsafe.Add(ref first, last));
    }
}
