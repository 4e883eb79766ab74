using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>Combines the lanes of a vector in a fixed order; that of <see cref="Vector256.Sum{T}"/> is left to the platform.</summary>
internal static class Reduction
{
    /// <summary>Sum of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> values)
    {
        Vector128<float> half = values.GetLower() + values.GetUpper();
        half += SwapPairs(half);
        return (half + SwapNeighbours(half)).ToScalar();
    }

    /// <summary>Largest of the lanes; with a NaN among them, any lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector256<float> values)
    {
        Vector128<float> half = Vector128.MaxNative(values.GetLower(), values.GetUpper());
        half = Vector128.MaxNative(half, SwapPairs(half));
        return Vector128.MaxNative(half, SwapNeighbours(half)).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SwapPairs(Vector128<float> values) => Vector128.Shuffle(values, Vector128.Create(2, 3, 0, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SwapNeighbours(Vector128<float> values) => Vector128.Shuffle(values, Vector128.Create(1, 0, 3, 2));
}
