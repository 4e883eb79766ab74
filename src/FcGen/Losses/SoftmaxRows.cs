using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Computes the softmax of a few rows at a time. Narrow rows are transposed, one row per vector lane, so that three classes fill whole
/// vectors. Wide rows are processed along the row.
/// </summary>
internal static class SoftmaxRows
{
    /// <summary>Largest number of rows of one call: one per lane.</summary>
    public const int MaxRows = 8;

    // Rows of one vector of 128 bits.
    private const int HalfRows = MaxRows / 2;

    // 64 classes x 8 rows are 2 KiB of stack.
    private const int MaxNarrowWidth = 64;

    /// <summary>
    /// Computes <c>scale * softmax</c> and the two summands of the log-sum-exp of each row, <c>max + log(sum(exp(x - max)))</c>.
    /// </summary>
    /// <param name="logits">[rows, <paramref name="width"/>], at least one row and at most <see cref="MaxRows"/>.</param>
    /// <param name="width">Number of values in a row.</param>
    /// <param name="scale">Factor of the probabilities.</param>
    /// <param name="probabilities">Empty, or receives the scaled probabilities, [rows, <paramref name="width"/>].</param>
    /// <param name="maxima">The largest logit of each row, one row per lane.</param>
    /// <param name="logSums">The logarithm of the sum of each row, one row per lane.</param>
    public static void Compute(
        ReadOnlySpan<float> logits,
        int width,
        float scale,
        Span<float> probabilities,
        out Vector256<float> maxima,
        out Vector256<float> logSums)
    {
        if (width > MaxNarrowWidth)
        {
            ComputeWide(logits, width, scale, probabilities, out maxima, out logSums);
        }
        else if (logits.Length == MaxRows * width)
        {
            ComputeNarrow(logits, width, scale, probabilities, out maxima, out logSums);
        }
        else if (logits.Length == width)
        {
            ComputeOne(logits, scale, probabilities, out maxima, out logSums);
        }
        else
        {
            ComputePadded(logits, width, scale, probabilities, out maxima, out logSums);
        }
    }

    /// <summary>
    /// Computes a single row with its values in all lanes, and so with the bits that the row has among others. Transposing it with seven
    /// rows of padding took twice as long (three classes, AMD EPYC).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeOne(
        ReadOnlySpan<float> logits, float scale, Span<float> probabilities, out Vector256<float> maxima, out Vector256<float> logSums)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            ComputeOneIn128Bits(logits, scale, probabilities, out maxima, out logSums);
            return;
        }

        Vector256<float> max = Vector256.Create(float.NegativeInfinity);
        foreach (float logit in logits)
        {
            max = Vector256.MaxNative(max, Vector256.Create(logit));
        }

        bool keep = !probabilities.IsEmpty;
        Vector256<float> sum = Vector256<float>.Zero;
        for (int i = 0; i < logits.Length; i++)
        {
            Vector256<float> exponential = VectorMath.ExpOrZero(Vector256.Create(logits[i]) - max);
            sum += exponential;
            if (keep)
            {
                probabilities[i] = exponential.ToScalar();
            }
        }

        if (keep)
        {
            Scale(probabilities, scale / sum.ToScalar());
        }

        maxima = max;
        logSums = VectorMath.Log(sum);
    }

    /// <summary>Computes four exponentials at a time, and adds them one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ComputeOneIn128Bits(
        ReadOnlySpan<float> logits, float scale, Span<float> probabilities, out Vector256<float> maxima, out Vector256<float> logSums)
    {
        float max = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            max = float.MaxNative(max, logit);
        }

        ref float first = ref MemoryMarshal.GetReference(logits);
        ref float probability = ref MemoryMarshal.GetReference(probabilities);
        bool keep = !probabilities.IsEmpty;
        float sum = 0;
        for (int i = 0; i < logits.Length; i += Vector128<float>.Count)
        {
            int count = Math.Min(logits.Length - i, Vector128<float>.Count);
            Vector128<float> exponentials = VectorMath.ExpOrZero(Tail.Load128(ref first, (nuint)i, count) - Vector128.Create(max));
            for (int lane = 0; lane < count; lane++)
            {
                sum += exponentials[lane];
            }

            if (keep)
            {
                Tail.Store(exponentials, ref probability, (nuint)i, count);
            }
        }

        if (keep)
        {
            Scale(probabilities, scale / sum);
        }

        maxima = Vector256.Create(max);
        logSums = Vector256.Create(VectorMath.Log(Vector128.Create(sum)).ToScalar());
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputePadded(
        ReadOnlySpan<float> logits,
        int width,
        float scale,
        Span<float> probabilities,
        out Vector256<float> maxima,
        out Vector256<float> logSums)
    {
        Span<float> padded = stackalloc float[MaxRows * MaxNarrowWidth];
        padded = padded[..(MaxRows * width)];
        logits.CopyTo(padded);
        padded[logits.Length..].Clear();
        ComputeNarrow(padded, width, scale, padded, out maxima, out logSums);
        if (!probabilities.IsEmpty)
        {
            padded[..logits.Length].CopyTo(probabilities);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeNarrow(
        ReadOnlySpan<float> logits,
        int width,
        float scale,
        Span<float> probabilities,
        out Vector256<float> maxima,
        out Vector256<float> logSums)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            // The rows in two halves. The probabilities may replace the logits.
            int half = logits.Length / 2;
            bool keep = !probabilities.IsEmpty;
            ComputeNarrow(logits[..half], width, scale, keep ? probabilities[..half] : default, out Vector128<float> max0, out Vector128<float> logSum0);
            ComputeNarrow(logits[half..], width, scale, keep ? probabilities[half..] : default, out Vector128<float> max1, out Vector128<float> logSum1);
            maxima = Vector256.Create(max0, max1);
            logSums = Vector256.Create(logSum0, logSum1);
            return;
        }

        Span<float> columns = stackalloc float[MaxRows * MaxNarrowWidth];
        ref float column = ref MemoryMarshal.GetReference(columns);
        ref float logit = ref MemoryMarshal.GetReference(logits);

        // MaxNative may drop a NaN; the exponential below restores it.
        Vector256<float> max = Vector256.Create(float.NegativeInfinity);
        for (int i = 0; i < width; i++)
        {
            Vector256<float> x = LoadColumn(ref Unsafe.Add(ref logit, i), width);
            max = Vector256.MaxNative(max, x);
            x.StoreUnsafe(ref column, (nuint)(i * MaxRows));
        }

        Vector256<float> sum = Vector256<float>.Zero;
        for (int i = 0; i < width; i++)
        {
            Vector256<float> exponential = VectorMath.ExpOrZero(Vector256.LoadUnsafe(ref column, (nuint)(i * MaxRows)) - max);
            exponential.StoreUnsafe(ref column, (nuint)(i * MaxRows));
            sum += exponential;
        }

        if (!probabilities.IsEmpty)
        {
            Vector256<float> factor = Vector256.Create(scale) / sum;
            ref float probability = ref MemoryMarshal.GetReference(probabilities);
            for (int i = 0; i < width; i++)
            {
                StoreColumn(Vector256.LoadUnsafe(ref column, (nuint)(i * MaxRows)) * factor, ref Unsafe.Add(ref probability, i), width);
            }
        }

        maxima = max;
        logSums = VectorMath.Log(sum);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ComputeNarrow(
        ReadOnlySpan<float> logits,
        int width,
        float scale,
        Span<float> probabilities,
        out Vector128<float> maxima,
        out Vector128<float> logSums)
    {
        Span<float> columns = stackalloc float[HalfRows * MaxNarrowWidth];
        ref float column = ref MemoryMarshal.GetReference(columns);
        ref float logit = ref MemoryMarshal.GetReference(logits);

        Vector128<float> max = Vector128.Create(float.NegativeInfinity);
        for (int i = 0; i < width; i++)
        {
            Vector128<float> x = LoadHalfColumn(ref Unsafe.Add(ref logit, i), width);
            max = Vector128.MaxNative(max, x);
            x.StoreUnsafe(ref column, (nuint)(i * HalfRows));
        }

        Vector128<float> sum = Vector128<float>.Zero;
        for (int i = 0; i < width; i++)
        {
            Vector128<float> exponential = VectorMath.ExpOrZero(Vector128.LoadUnsafe(ref column, (nuint)(i * HalfRows)) - max);
            exponential.StoreUnsafe(ref column, (nuint)(i * HalfRows));
            sum += exponential;
        }

        if (!probabilities.IsEmpty)
        {
            Vector128<float> factor = Vector128.Create(scale) / sum;
            ref float probability = ref MemoryMarshal.GetReference(probabilities);
            for (int i = 0; i < width; i++)
            {
                StoreColumn(Vector128.LoadUnsafe(ref column, (nuint)(i * HalfRows)) * factor, ref Unsafe.Add(ref probability, i), width);
            }
        }

        maxima = max;
        logSums = VectorMath.Log(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LoadColumn(ref float first, int width) => Vector256.Create(
        first,
        Unsafe.Add(ref first, width),
        Unsafe.Add(ref first, 2 * width),
        Unsafe.Add(ref first, 3 * width),
        Unsafe.Add(ref first, 4 * width),
        Unsafe.Add(ref first, 5 * width),
        Unsafe.Add(ref first, 6 * width),
        Unsafe.Add(ref first, 7 * width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LoadHalfColumn(ref float first, int width) =>
        Vector128.Create(first, Unsafe.Add(ref first, width), Unsafe.Add(ref first, 2 * width), Unsafe.Add(ref first, 3 * width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumn(Vector256<float> column, ref float first, int width)
    {
        first = column[0];
        Unsafe.Add(ref first, width) = column[1];
        Unsafe.Add(ref first, 2 * width) = column[2];
        Unsafe.Add(ref first, 3 * width) = column[3];
        Unsafe.Add(ref first, 4 * width) = column[4];
        Unsafe.Add(ref first, 5 * width) = column[5];
        Unsafe.Add(ref first, 6 * width) = column[6];
        Unsafe.Add(ref first, 7 * width) = column[7];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumn(Vector128<float> column, ref float first, int width)
    {
        first = column[0];
        Unsafe.Add(ref first, width) = column[1];
        Unsafe.Add(ref first, 2 * width) = column[2];
        Unsafe.Add(ref first, 3 * width) = column[3];
    }

    private static void ComputeWide(
        ReadOnlySpan<float> logits,
        int width,
        float scale,
        Span<float> probabilities,
        out Vector256<float> maxima,
        out Vector256<float> logSums)
    {
        maxima = Vector256<float>.Zero;
        Vector256<float> sums = Vector256<float>.One;
        for (int row = 0, start = 0; start < logits.Length; row++, start += width)
        {
            Span<float> rowProbabilities = probabilities.IsEmpty ? default : probabilities.Slice(start, width);
            (float max, float sum) = ComputeRow(logits.Slice(start, width), scale, rowProbabilities);
            maxima = maxima.WithElement(row, max);
            sums = sums.WithElement(row, sum);
        }

        logSums = VectorMath.Log(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float Max, float Sum) ComputeRow(ReadOnlySpan<float> logits, float scale, Span<float> probabilities)
    {
        ref float logit = ref MemoryMarshal.GetReference(logits);
        ref float probability = ref MemoryMarshal.GetReference(probabilities);
        bool keep = !probabilities.IsEmpty;
        int whole = logits.Length - (logits.Length % Vector256<float>.Count);

        Vector256<float> maxima = Vector256.LoadUnsafe(ref logit);
        for (int i = Vector256<float>.Count; i < whole; i += Vector256<float>.Count)
        {
            maxima = Vector256.MaxNative(maxima, Vector256.LoadUnsafe(ref logit, (nuint)i));
        }

        // The last vector overlaps the previous one, which does not change a maximum.
        maxima = Vector256.MaxNative(maxima, Vector256.LoadUnsafe(ref logit, (nuint)(logits.Length - Vector256<float>.Count)));
        float max = maxima[0];
        for (int lane = 1; lane < Vector256<float>.Count; lane++)
        {
            max = MathF.Max(max, maxima[lane]);
        }

        Vector256<float> sums = Vector256<float>.Zero;
        if (Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < whole; i += Vector256<float>.Count)
            {
                Vector256<float> exponential = VectorMath.ExpOrZero(Vector256.LoadUnsafe(ref logit, (nuint)i) - Vector256.Create(max));
                sums += exponential;
                if (keep)
                {
                    exponential.StoreUnsafe(ref probability, (nuint)i);
                }
            }
        }
        else
        {
            sums = Exponentials.SumOrZeros(ref logit, (nuint)whole, max, sums, ref probability);
        }

        float sum = Vector256.Sum(sums);
        for (int i = whole; i < logits.Length; i++)
        {
            float exponential = VectorMath.ExpOrZero(logits[i] - max);
            sum += exponential;
            if (keep)
            {
                probabilities[i] = exponential;
            }
        }

        if (keep)
        {
            Scale(probabilities, scale / sum);
        }

        return (max, sum);
    }

    private static void Scale(Span<float> values, float factor)
    {
        ref float value = ref MemoryMarshal.GetReference(values);
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                (Vector256.LoadUnsafe(ref value, (nuint)i) * factor).StoreUnsafe(ref value, (nuint)i);
            }
        }

        for (; i <= values.Length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            (Vector128.LoadUnsafe(ref value, (nuint)i) * factor).StoreUnsafe(ref value, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
