using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>Functions that several losses share.</summary>
internal static class LossMath
{
    /// <summary>Sum of all values but one.</summary>
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
    /// <c>log(1 + x)</c> for an x of at least -1, accurate for tiny x too: what rounding 1 + x lost comes back in the first order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x)
    {
        Vector256<float> sum = Vector256<float>.One + x;
        Vector256<float> lost = (x - (sum - Vector256<float>.One)) / sum;
        return VectorMath.Log(sum) + Vector256.ConditionalSelect(Vector256.Equals(sum, Vector256<float>.Zero), Vector256<float>.Zero, lost);
    }
}
