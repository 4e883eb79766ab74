using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FcGen.Numerics;

namespace FcGen.Layers;

/// <summary>
/// Random numbers of dropout, from <see cref="Philox"/> with the counter (block, layer, step) and the key (seed, a constant). Elements come
/// in groups of 32 from 8 blocks. Word w of block 8g + i decides element 32g + 8w + i, so that a vector of 8 blocks gives 4 vectors of 8
/// adjacent elements.
/// </summary>
internal static class DropoutMask
{
    internal const int GroupSize = 32;

    private const int BlocksPerGroup = 8;

    // Separates these random numbers from other uses of the same seed: "DROP" in ASCII.
    private const uint Purpose = 0x44524F50;

    /// <summary>Fills a mask with 0, with probability <paramref name="rate"/>, and 1 / (1 - rate).</summary>
    /// <param name="mask">Receives the elements.</param>
    /// <param name="first">Index of the first element, at least 0.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="rate">Probability of a zero.</param>
    /// <param name="seed">Seed of the training run.</param>
    /// <param name="step">Number of the training step.</param>
    /// <param name="layer">Index of the layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Fill(ref float mask, int first, int count, float rate, int seed, long step, int layer)
    {
        // A random word, as a signed integer, is below the threshold with probability rate.
        int threshold = (int)((rate * 4294967296.0) - 2147483648.0);
        float scale = 1f / (1f - rate);
        (int group, int skipped) = Math.DivRem(first, GroupSize);
        if (skipped > 0)
        {
            int some = Math.Min(GroupSize - skipped, count);
            FillPartly(ref mask, group, skipped, some, threshold, scale, seed, step, layer);
            mask = ref Unsafe.Add(ref mask, some);
            count -= some;
            group++;
        }

        int groups = count / GroupSize;
        FillGroups(ref mask, group, groups, threshold, scale, seed, step, layer);
        int rest = count - (groups * GroupSize);
        if (rest > 0)
        {
            FillPartly(ref Unsafe.Add(ref mask, groups * GroupSize), group + groups, 0, rest, threshold, scale, seed, step, layer);
        }
    }

    /// <summary>Fills a mask with some elements of one group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FillPartly(
        ref float mask, int group, int skipped, int count, int threshold, float scale, int seed, long step, int layer)
    {
        Span<float> whole = stackalloc float[GroupSize];
        FillGroups(ref MemoryMarshal.GetReference(whole), group, 1, threshold, scale, seed, step, layer);
        whole.Slice(skipped, count).CopyTo(MemoryMarshal.CreateSpan(ref mask, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FillGroups(
        ref float mask, int firstGroup, int groups, int threshold, float scale, int seed, long step, int layer)
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            done = groups & ~1;
            Fill512(ref mask, firstGroup, done, threshold, scale, seed, step, layer);
        }

        ref float rest = ref Unsafe.Add(ref mask, done * GroupSize);
        if (Avx2.IsSupported)
        {
            Fill256(ref rest, firstGroup + done, groups - done, threshold, scale, seed, step, layer);
        }
        else if (Sse2.IsSupported || AdvSimd.IsSupported)
        {
            Fill128(ref rest, firstGroup + done, groups - done, threshold, scale, seed, step, layer);
        }
        else
        {
            FillScalar(ref rest, firstGroup + done, groups - done, threshold, scale, seed, step, layer);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void FillScalar(
        ref float mask, int firstGroup, int groups, int threshold, float scale, int seed, long step, int layer)
    {
        for (int group = 0; group < groups; group++)
        {
            ref float target = ref Unsafe.Add(ref mask, group * GroupSize);
            for (int block = 0; block < BlocksPerGroup; block++)
            {
                Philox.Block(
                    (uint)(((firstGroup + group) * BlocksPerGroup) + block), (uint)layer, (uint)step, (uint)(step >> 32),
                    (uint)seed, Purpose,
                    out uint r0, out uint r1, out uint r2, out uint r3);
                Unsafe.Add(ref target, block) = (int)r0 >= threshold ? scale : 0f;
                Unsafe.Add(ref target, block + BlocksPerGroup) = (int)r1 >= threshold ? scale : 0f;
                Unsafe.Add(ref target, block + (2 * BlocksPerGroup)) = (int)r2 >= threshold ? scale : 0f;
                Unsafe.Add(ref target, block + (3 * BlocksPerGroup)) = (int)r3 >= threshold ? scale : 0f;
            }
        }
    }

    /// <summary>Computes the same as <see cref="Fill256"/>, half a group at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Fill128(
        ref float mask, int firstGroup, int groups, int threshold, float scale, int seed, long step, int layer)
    {
        Vector128<uint> multiplier0 = Vector128.Create(Philox.Multiplier0);
        Vector128<uint> multiplier1 = Vector128.Create(Philox.Multiplier1);
        const int BlocksPerHalf = BlocksPerGroup / 2;
        for (int half = 0; half < 2 * groups; half++)
        {
            uint block = (uint)((firstGroup * BlocksPerGroup) + (half * BlocksPerHalf));
            Vector128<ulong> even0 = Vector128.Create((ulong)block) + Vector128.Create(0ul, 2);
            Vector128<ulong> odd0 = even0 + Vector128<ulong>.One;
            Vector128<ulong> even1 = Vector128.Create((ulong)(uint)layer), odd1 = even1;
            Vector128<ulong> even2 = Vector128.Create((ulong)(uint)step), odd2 = even2;
            Vector128<ulong> even3 = Vector128.Create((ulong)(uint)(step >> 32)), odd3 = even3;
            uint key0 = (uint)seed;
            uint key1 = Purpose;
            for (int round = 0; round < Philox.Rounds; round++)
            {
                Vector128<ulong> roundKey0 = Vector128.Create(key0).AsUInt64();
                Vector128<ulong> roundKey1 = Vector128.Create(key1).AsUInt64();
                Vector128<ulong> evenProduct0 = MultiplyLow(even0, multiplier0);
                Vector128<ulong> evenProduct1 = MultiplyLow(even2, multiplier1);
                Vector128<ulong> oddProduct0 = MultiplyLow(odd0, multiplier0);
                Vector128<ulong> oddProduct1 = MultiplyLow(odd2, multiplier1);
                even0 = (evenProduct1 >> 32) ^ even1 ^ roundKey0;
                even2 = (evenProduct0 >> 32) ^ even3 ^ roundKey1;
                odd0 = (oddProduct1 >> 32) ^ odd1 ^ roundKey0;
                odd2 = (oddProduct0 >> 32) ^ odd3 ^ roundKey1;
                (even1, even3) = (evenProduct1, evenProduct0);
                (odd1, odd3) = (oddProduct1, oddProduct0);
                key0 = unchecked(key0 + Philox.Weyl0);
                key1 = unchecked(key1 + Philox.Weyl1);
            }

            ref float target = ref Unsafe.Add(ref mask, ((half >> 1) * GroupSize) + ((half & 1) * BlocksPerHalf));
            Decide(even0, odd0, threshold, scale).StoreUnsafe(ref target);
            Decide(even1, odd1, threshold, scale).StoreUnsafe(ref target, 8);
            Decide(even2, odd2, threshold, scale).StoreUnsafe(ref target, 16);
            Decide(even3, odd3, threshold, scale).StoreUnsafe(ref target, 24);
        }
    }

    /// <summary>Multiplies the low halves of 64-bit lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> MultiplyLow(Vector128<ulong> x, Vector128<uint> multiplier) => Sse2.IsSupported
        ? Sse2.Multiply(x.AsUInt32(), multiplier)
        : AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(x), multiplier.GetLower());

    // The hardware multiplies the low halves of 64-bit lanes. A vector therefore has a word of every second block in the low halves, and
    // arbitrary bits in the high halves. Two such states, even and odd, are combined to one vector of words at the end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Fill256(
        ref float mask, int firstGroup, int groups, int threshold, float scale, int seed, long step, int layer)
    {
        Vector256<uint> multiplier0 = Vector256.Create(Philox.Multiplier0);
        Vector256<uint> multiplier1 = Vector256.Create(Philox.Multiplier1);
        for (int group = 0; group < groups; group++)
        {
            uint block = (uint)((firstGroup + group) * BlocksPerGroup);
            Vector256<ulong> even0 = Vector256.Create((ulong)block) + Vector256.Create(0ul, 2, 4, 6);
            Vector256<ulong> odd0 = even0 + Vector256<ulong>.One;
            Vector256<ulong> even1 = Vector256.Create((ulong)(uint)layer), odd1 = even1;
            Vector256<ulong> even2 = Vector256.Create((ulong)(uint)step), odd2 = even2;
            Vector256<ulong> even3 = Vector256.Create((ulong)(uint)(step >> 32)), odd3 = even3;
            uint key0 = (uint)seed;
            uint key1 = Purpose;
            for (int round = 0; round < Philox.Rounds; round++)
            {
                Vector256<ulong> roundKey0 = Vector256.Create(key0).AsUInt64();
                Vector256<ulong> roundKey1 = Vector256.Create(key1).AsUInt64();
                Vector256<ulong> evenProduct0 = Avx2.Multiply(even0.AsUInt32(), multiplier0);
                Vector256<ulong> evenProduct1 = Avx2.Multiply(even2.AsUInt32(), multiplier1);
                Vector256<ulong> oddProduct0 = Avx2.Multiply(odd0.AsUInt32(), multiplier0);
                Vector256<ulong> oddProduct1 = Avx2.Multiply(odd2.AsUInt32(), multiplier1);
                even0 = (evenProduct1 >> 32) ^ even1 ^ roundKey0;
                even2 = (evenProduct0 >> 32) ^ even3 ^ roundKey1;
                odd0 = (oddProduct1 >> 32) ^ odd1 ^ roundKey0;
                odd2 = (oddProduct0 >> 32) ^ odd3 ^ roundKey1;
                (even1, even3) = (evenProduct1, evenProduct0);
                (odd1, odd3) = (oddProduct1, oddProduct0);
                key0 = unchecked(key0 + Philox.Weyl0);
                key1 = unchecked(key1 + Philox.Weyl1);
            }

            ref float target = ref Unsafe.Add(ref mask, group * GroupSize);
            Decide(even0, odd0, threshold, scale).StoreUnsafe(ref target);
            Decide(even1, odd1, threshold, scale).StoreUnsafe(ref target, 8);
            Decide(even2, odd2, threshold, scale).StoreUnsafe(ref target, 16);
            Decide(even3, odd3, threshold, scale).StoreUnsafe(ref target, 24);
        }
    }

    /// <summary>
    /// Computes the same as <see cref="Fill256"/> with two groups in the halves of a vector; <paramref name="groups"/> is even.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Fill512(
        ref float mask, int firstGroup, int groups, int threshold, float scale, int seed, long step, int layer)
    {
        Vector512<uint> multiplier0 = Vector512.Create(Philox.Multiplier0);
        Vector512<uint> multiplier1 = Vector512.Create(Philox.Multiplier1);
        for (int group = 0; group < groups; group += 2)
        {
            uint block = (uint)((firstGroup + group) * BlocksPerGroup);
            Vector512<ulong> even0 = Vector512.Create((ulong)block) + Vector512.Create(0ul, 2, 4, 6, 8, 10, 12, 14);
            Vector512<ulong> odd0 = even0 + Vector512<ulong>.One;
            Vector512<ulong> even1 = Vector512.Create((ulong)(uint)layer), odd1 = even1;
            Vector512<ulong> even2 = Vector512.Create((ulong)(uint)step), odd2 = even2;
            Vector512<ulong> even3 = Vector512.Create((ulong)(uint)(step >> 32)), odd3 = even3;
            uint key0 = (uint)seed;
            uint key1 = Purpose;
            for (int round = 0; round < Philox.Rounds; round++)
            {
                Vector512<ulong> roundKey0 = Vector512.Create(key0).AsUInt64();
                Vector512<ulong> roundKey1 = Vector512.Create(key1).AsUInt64();
                Vector512<ulong> evenProduct0 = Avx512F.Multiply(even0.AsUInt32(), multiplier0);
                Vector512<ulong> evenProduct1 = Avx512F.Multiply(even2.AsUInt32(), multiplier1);
                Vector512<ulong> oddProduct0 = Avx512F.Multiply(odd0.AsUInt32(), multiplier0);
                Vector512<ulong> oddProduct1 = Avx512F.Multiply(odd2.AsUInt32(), multiplier1);
                even0 = (evenProduct1 >> 32) ^ even1 ^ roundKey0;
                even2 = (evenProduct0 >> 32) ^ even3 ^ roundKey1;
                odd0 = (oddProduct1 >> 32) ^ odd1 ^ roundKey0;
                odd2 = (oddProduct0 >> 32) ^ odd3 ^ roundKey1;
                (even1, even3) = (evenProduct1, evenProduct0);
                (odd1, odd3) = (oddProduct1, oddProduct0);
                key0 = unchecked(key0 + Philox.Weyl0);
                key1 = unchecked(key1 + Philox.Weyl1);
            }

            ref float first = ref Unsafe.Add(ref mask, group * GroupSize);
            ref float second = ref Unsafe.Add(ref first, GroupSize);
            StoreHalves(Decide(even0, odd0, threshold, scale), ref first, ref second, 0);
            StoreHalves(Decide(even1, odd1, threshold, scale), ref first, ref second, 8);
            StoreHalves(Decide(even2, odd2, threshold, scale), ref first, ref second, 16);
            StoreHalves(Decide(even3, odd3, threshold, scale), ref first, ref second, 24);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Decide(Vector128<ulong> even, Vector128<ulong> odd, int threshold, float scale)
    {
        Vector128<int> words = Vector128.ConditionalSelect(Vector128.Create(0xFFFFFFFFul), even, odd << 32).AsInt32();
        return Vector128.GreaterThanOrEqual(words, Vector128.Create(threshold)).AsSingle() & Vector128.Create(scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Decide(Vector256<ulong> even, Vector256<ulong> odd, int threshold, float scale)
    {
        Vector256<int> words = Vector256.ConditionalSelect(Vector256.Create(0xFFFFFFFFul), even, odd << 32).AsInt32();
        return Vector256.GreaterThanOrEqual(words, Vector256.Create(threshold)).AsSingle() & Vector256.Create(scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Decide(Vector512<ulong> even, Vector512<ulong> odd, int threshold, float scale)
    {
        Vector512<int> words = Vector512.ConditionalSelect(Vector512.Create(0xFFFFFFFFul), even, odd << 32).AsInt32();
        return Vector512.GreaterThanOrEqual(words, Vector512.Create(threshold)).AsSingle() & Vector512.Create(scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(Vector512<float> value, ref float first, ref float second, nuint offset)
    {
        value.GetLower().StoreUnsafe(ref first, offset);
        value.GetUpper().StoreUnsafe(ref second, offset);
    }
}
