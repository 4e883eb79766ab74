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
        if (!Vector256.IsHardwareAccelerated)
        {
            return RunIn128Bits(first, count);
        }

        ref float to = ref target[first];
        ref float from = ref source[first];
        Vector256<float> keptFactor = Vector256.Create(kept);
        Vector256<float> shareFactor = Vector256.Create(share);
        int i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> sum = keptFactor * Vector256.LoadUnsafe(ref to, (nuint)i);
            Fused.MultiplyAdd(shareFactor, Vector256.LoadUnsafe(ref from, (nuint)i), sum).StoreUnsafe(ref to, (nuint)i);
        }

        if (i < count)
        {
            Vector256<float> sum = keptFactor * Tail.Load256(ref to, (nuint)i, count - i);
            Tail.Store(Fused.MultiplyAdd(shareFactor, Tail.Load256(ref from, (nuint)i, count - i), sum), ref to, (nuint)i, count - i);
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private double RunIn128Bits(int first, int count)
    {
        ref float to = ref target[first];
        ref float from = ref source[first];
        Vector128<float> keptFactor = Vector128.Create(kept);
        Vector128<float> shareFactor = Vector128.Create(share);
        int i = 0;
        for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            Vector128<float> sum = keptFactor * Vector128.LoadUnsafe(ref to, (nuint)i);
            Fused.MultiplyAdd(shareFactor, Vector128.LoadUnsafe(ref from, (nuint)i), sum).StoreUnsafe(ref to, (nuint)i);
        }

        if (i < count)
        {
            Vector128<float> sum = keptFactor * Tail.Load128(ref to, (nuint)i, count - i);
            Tail.Store(Fused.MultiplyAdd(shareFactor, Tail.Load128(ref from, (nuint)i, count - i), sum), ref to, (nuint)i, count - i);
        }

        return 0;
    }
}
