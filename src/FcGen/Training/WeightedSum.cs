using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>Computes <c>target = kept * target + share * source</c> over a range. The sum is 0.</summary>
internal readonly unsafe struct WeightedSum(float* target, float* source, float kept, float share) : IRangeWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Run(int first, int count)
    {
        ref float to = ref target[first];
        ref float from = ref source[first];
        Vector256<float> keptFactor = Vector256.Create(kept);
        Vector256<float> shareFactor = Vector256.Create(share);
        int i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> sum = keptFactor * Vector256.LoadUnsafe(ref to, (nuint)i);
            Vector256.FusedMultiplyAdd(shareFactor, Vector256.LoadUnsafe(ref from, (nuint)i), sum).StoreUnsafe(ref to, (nuint)i);
        }

        if (i < count)
        {
            Vector256<float> sum = keptFactor * Tail.Load256(ref to, (nuint)i, count - i);
            Tail.Store(Vector256.FusedMultiplyAdd(shareFactor, Tail.Load256(ref from, (nuint)i, count - i), sum), ref to, (nuint)i, count - i);
        }

        return 0;
    }
}
