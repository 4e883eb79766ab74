using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>Detects NaN and infinity in a range of floats: the sum is NaN if the range contains one, and 0 otherwise.</summary>
internal readonly unsafe struct FiniteCheck(float* values) : IRangeWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Run(int first, int count)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return RunIn128Bits(first, count);
        }

        ref float value = ref values[first];
        int width = Vector256<float>.Count;

        // Without its sign, a float that is not finite is, as an integer, at least infinity. Float arithmetic would be slow for subnormal
        // gradients. Four chains are used, because loads are faster than one chain.
        Vector256<int> largest0 = Vector256<int>.Zero;
        Vector256<int> largest1 = Vector256<int>.Zero;
        Vector256<int> largest2 = Vector256<int>.Zero;
        Vector256<int> largest3 = Vector256<int>.Zero;
        int i = 0;
        for (; i <= count - (4 * width); i += 4 * width)
        {
            largest0 = Larger(largest0, Vector256.LoadUnsafe(ref value, (nuint)i));
            largest1 = Larger(largest1, Vector256.LoadUnsafe(ref value, (nuint)(i + width)));
            largest2 = Larger(largest2, Vector256.LoadUnsafe(ref value, (nuint)(i + (2 * width))));
            largest3 = Larger(largest3, Vector256.LoadUnsafe(ref value, (nuint)(i + (3 * width))));
        }

        for (; i < count; i += width)
        {
            largest0 = Larger(largest0, Tail.Load256(ref value, (nuint)i, count - i));
        }

        Vector256<int> largest = Vector256.Max(Vector256.Max(largest0, largest1), Vector256.Max(largest2, largest3));
        return Vector256.GreaterThanOrEqualAny(largest, Vector256.Create(float.PositiveInfinity).AsInt32()) ? double.NaN : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private double RunIn128Bits(int first, int count)
    {
        ref float value = ref values[first];
        int width = Vector128<float>.Count;

        Vector128<int> largest0 = Vector128<int>.Zero;
        Vector128<int> largest1 = Vector128<int>.Zero;
        Vector128<int> largest2 = Vector128<int>.Zero;
        Vector128<int> largest3 = Vector128<int>.Zero;
        int i = 0;
        for (; i <= count - (4 * width); i += 4 * width)
        {
            largest0 = Larger(largest0, Vector128.LoadUnsafe(ref value, (nuint)i));
            largest1 = Larger(largest1, Vector128.LoadUnsafe(ref value, (nuint)(i + width)));
            largest2 = Larger(largest2, Vector128.LoadUnsafe(ref value, (nuint)(i + (2 * width))));
            largest3 = Larger(largest3, Vector128.LoadUnsafe(ref value, (nuint)(i + (3 * width))));
        }

        for (; i < count; i += width)
        {
            largest0 = Larger(largest0, Tail.Load128(ref value, (nuint)i, count - i));
        }

        Vector128<int> largest = Vector128.Max(Vector128.Max(largest0, largest1), Vector128.Max(largest2, largest3));
        return Vector128.GreaterThanOrEqualAny(largest, Vector128.Create(float.PositiveInfinity).AsInt32()) ? double.NaN : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Larger(Vector128<int> largest, Vector128<float> x) => Vector128.Max(largest, Vector128.Abs(x).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Larger(Vector256<int> largest, Vector256<float> x) => Vector256.Max(largest, Vector256.Abs(x).AsInt32());
}

/// <summary>Finds NaN and infinity, and describes the first one in messages.</summary>
internal static class NonFinite
{
    /// <summary>Whether all values are finite.</summary>
    public static unsafe bool AllFinite(ReadOnlySpan<float> values)
    {
        fixed (float* first = values)
        {
            return new FiniteCheck(first).Run(0, values.Length) == 0;
        }
    }

    /// <summary>
    /// Describes the first value of the tensors that is NaN or infinite, for example <c>'0.weight' [8, 2] at [3, 1] is NaN</c>.
    /// </summary>
    /// <param name="tensors">The tensors of a network.</param>
    /// <param name="kind">Kind of the tensors in the span.</param>
    /// <param name="packed">The values of the tensors.</param>
    /// <param name="text">The description, or null if there is no such value.</param>
    /// <param name="value">The value.</param>
    public static bool TryDescribe(
        IReadOnlyList<TensorInfo> tensors, TensorKind kind, ReadOnlySpan<float> packed, [NotNullWhen(true)] out string? text, out float value)
    {
        foreach (TensorInfo tensor in tensors)
        {
            if (tensor.Kind == kind && TryFind(tensor, packed, out int element, out value))
            {
                string place = tensor.Shape.Count == 0 ? string.Empty : $" at [{string.Join(", ", Indices(tensor.Shape, element))}]";
                text = $"'{tensor.Name}' {tensor.ShapeText}{place} is {value}";
                return true;
            }
        }

        (text, value) = (null, 0);
        return false;
    }

    /// <summary>
    /// Describes the first value of a batch that is NaN or infinite, for example <c>value 1 of sample 2 is NaN</c>; null if there is none.
    /// </summary>
    public static string? Describe(ReadOnlySpan<float> rows, int samples)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (!float.IsFinite(rows[i]))
            {
                int width = rows.Length / samples;
                return $"value {i % width} of sample {i / width} is {rows[i]}";
            }
        }

        return null;
    }

    private static bool TryFind(TensorInfo tensor, ReadOnlySpan<float> packed, out int element, out float value)
    {
        for (element = 0; element < tensor.Length;)
        {
            tensor.RunAt(element, tensor.Length, out int place, out int stride, out int count);
            for (int end = element + count; element < end; element++, place += stride)
            {
                value = packed[place];
                if (!float.IsFinite(value))
                {
                    return true;
                }
            }
        }

        value = 0;
        return false;
    }

    /// <summary>Returns the index along each dimension of the element at an index in row-major order.</summary>
    private static int[] Indices(IReadOnlyList<int> shape, int element)
    {
        var indices = new int[shape.Count];
        for (int i = indices.Length - 1; i >= 0; i--)
        {
            (element, indices[i]) = Math.DivRem(element, shape[i]);
        }

        return indices;
    }
}
