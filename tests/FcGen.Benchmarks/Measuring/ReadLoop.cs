using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Runtime;

namespace FcGen.Benchmarks;

/// <summary>
/// The peak read speed of one core: repeats vector loads over a buffer that exceeds the first-level cache. The values are added in 8 chains, so
/// that additions wait only for the data. Prefetching, and 4 to 16 concurrent streams, were tried: the results are equal within 7 %.
/// </summary>
internal sealed record ReadLoop(int Bits, AlignedBuffer Buffer) : Workload($"reading {Buffer.Length * sizeof(float) / 1000} KB", 1, 0)
{
    /// <summary>The floats per step of the 512-bit loop. The length of the buffer is a multiple of this.</summary>
    private const int Step = 8 * 16;

    public ReadLoop(int bits, int bytes)
        : this(bits, new AlignedBuffer(bytes / sizeof(float) / Step * Step))
    {
        Buffer.Span.Fill(1f);
    }

    public double Bytes => Buffer.Length * sizeof(float);

    public override float Run(int iterations)
    {
        ref float buffer = ref Buffer.Reference;
        return Bits switch
        {
            512 => Read512(ref buffer, Buffer.Length, iterations),
            256 => Read256(ref buffer, Buffer.Length, iterations),
            _ => Read128(ref buffer, Buffer.Length, iterations),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Read512(ref float buffer, int length, int iterations)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            for (nuint i = 0; i < (nuint)length; i += 8 * 16)
            {
                s0 += Vector512.LoadUnsafe(ref buffer, i);
                s1 += Vector512.LoadUnsafe(ref buffer, i + 16);
                s2 += Vector512.LoadUnsafe(ref buffer, i + 32);
                s3 += Vector512.LoadUnsafe(ref buffer, i + 48);
                s4 += Vector512.LoadUnsafe(ref buffer, i + 64);
                s5 += Vector512.LoadUnsafe(ref buffer, i + 80);
                s6 += Vector512.LoadUnsafe(ref buffer, i + 96);
                s7 += Vector512.LoadUnsafe(ref buffer, i + 112);
            }
        }

        return Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Read256(ref float buffer, int length, int iterations)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            for (nuint i = 0; i < (nuint)length; i += 8 * 8)
            {
                s0 += Vector256.LoadUnsafe(ref buffer, i);
                s1 += Vector256.LoadUnsafe(ref buffer, i + 8);
                s2 += Vector256.LoadUnsafe(ref buffer, i + 16);
                s3 += Vector256.LoadUnsafe(ref buffer, i + 24);
                s4 += Vector256.LoadUnsafe(ref buffer, i + 32);
                s5 += Vector256.LoadUnsafe(ref buffer, i + 40);
                s6 += Vector256.LoadUnsafe(ref buffer, i + 48);
                s7 += Vector256.LoadUnsafe(ref buffer, i + 56);
            }
        }

        return Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Read128(ref float buffer, int length, int iterations)
    {
        Vector128<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            for (nuint i = 0; i < (nuint)length; i += 8 * 4)
            {
                s0 += Vector128.LoadUnsafe(ref buffer, i);
                s1 += Vector128.LoadUnsafe(ref buffer, i + 4);
                s2 += Vector128.LoadUnsafe(ref buffer, i + 8);
                s3 += Vector128.LoadUnsafe(ref buffer, i + 12);
                s4 += Vector128.LoadUnsafe(ref buffer, i + 16);
                s5 += Vector128.LoadUnsafe(ref buffer, i + 20);
                s6 += Vector128.LoadUnsafe(ref buffer, i + 24);
                s7 += Vector128.LoadUnsafe(ref buffer, i + 28);
            }
        }

        return Vector128.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }
}
