using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>Functions shared by several losses.</summary>
internal static class LossMath
{
    /// <summary>Returns the sum of all values except one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float SumOfOthers(ReadOnlySpan<float> values, int index)
    {
        ref float first = ref MemoryMarshal.GetReference(values);
        Vector256<float> sums = Vector256<float>.Zero;
        for (int i = 0; i < values.Length; i += Vector256<float>.Count)
        {
            Vector256<float> isIndex = Vector256.Equals(Vector256<int>.Indices, Vector256.Create(index - i)).AsSingle();
            sums += Vector256.AndNot(Tail.Load256(ref first, (nuint)i, values.Length - i), isIndex);
        }

        return Reduction.Sum(sums);
    }

    /// <summary>
    /// Computes <c>log(1 + x)</c> for x of at least -1. A first-order term restores the rounding error of 1 + x, so tiny x is accurate too.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x)
    {
        Vector256<float> sum = Vector256<float>.One + x;
        Vector256<float> lost = (x - (sum - Vector256<float>.One)) / sum;
        return VectorMath.Log(sum) + Vector256.ConditionalSelect(Vector256.Equals(sum, Vector256<float>.Zero), Vector256<float>.Zero, lost);
    }
}
