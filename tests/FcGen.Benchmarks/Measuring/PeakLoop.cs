using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Benchmarks;

/// <summary>
/// The peak of one core: fused multiply-adds on registers only, in 12 independent chains (4 cycles of latency on 2 ports need 8). Each loop is
/// a method without calls, because calls do not preserve vector registers.
/// </summary>
internal sealed record PeakLoop(int Bits) : Workload($"peak of {Bits} bits", 1, Chains * StepsPerIteration * 2.0 * Bits / 32)
{
    private const int Chains = 12;
    private const int StepsPerIteration = 100;

    /// <summary>The vector width of the generated kernels on this machine; 128 means the portable kernels.</summary>
    public static int WidthInUse => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    public override float Run(int iterations) => Bits switch
    {
        512 => Run512(iterations * StepsPerIteration),
        256 => Run256(iterations * StepsPerIteration),
        _ => Run128(iterations * StepsPerIteration),
    };

    // Each sum converges to 2, so there is no infinity and no subnormal number for any number of steps.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Run512(int steps)
    {
        var half = Vector512.Create(0.5f);
        Vector512<float> one = Vector512<float>.One;
        Vector512<float> s0 = half, s1 = half, s2 = half, s3 = half, s4 = half, s5 = half;
        Vector512<float> s6 = half, s7 = half, s8 = half, s9 = half, s10 = half, s11 = half;
        for (int i = 0; i < steps; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, half, one);
            s1 = Vector512.FusedMultiplyAdd(s1, half, one);
            s2 = Vector512.FusedMultiplyAdd(s2, half, one);
            s3 = Vector512.FusedMultiplyAdd(s3, half, one);
            s4 = Vector512.FusedMultiplyAdd(s4, half, one);
            s5 = Vector512.FusedMultiplyAdd(s5, half, one);
            s6 = Vector512.FusedMultiplyAdd(s6, half, one);
            s7 = Vector512.FusedMultiplyAdd(s7, half, one);
            s8 = Vector512.FusedMultiplyAdd(s8, half, one);
            s9 = Vector512.FusedMultiplyAdd(s9, half, one);
            s10 = Vector512.FusedMultiplyAdd(s10, half, one);
            s11 = Vector512.FusedMultiplyAdd(s11, half, one);
        }

        return Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Run256(int steps)
    {
        var half = Vector256.Create(0.5f);
        Vector256<float> one = Vector256<float>.One;
        Vector256<float> s0 = half, s1 = half, s2 = half, s3 = half, s4 = half, s5 = half;
        Vector256<float> s6 = half, s7 = half, s8 = half, s9 = half, s10 = half, s11 = half;
        for (int i = 0; i < steps; i++)
        {
            s0 = Vector256.FusedMultiplyAdd(s0, half, one);
            s1 = Vector256.FusedMultiplyAdd(s1, half, one);
            s2 = Vector256.FusedMultiplyAdd(s2, half, one);
            s3 = Vector256.FusedMultiplyAdd(s3, half, one);
            s4 = Vector256.FusedMultiplyAdd(s4, half, one);
            s5 = Vector256.FusedMultiplyAdd(s5, half, one);
            s6 = Vector256.FusedMultiplyAdd(s6, half, one);
            s7 = Vector256.FusedMultiplyAdd(s7, half, one);
            s8 = Vector256.FusedMultiplyAdd(s8, half, one);
            s9 = Vector256.FusedMultiplyAdd(s9, half, one);
            s10 = Vector256.FusedMultiplyAdd(s10, half, one);
            s11 = Vector256.FusedMultiplyAdd(s11, half, one);
        }

        return Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Run128(int steps)
    {
        var half = Vector128.Create(0.5f);
        Vector128<float> one = Vector128<float>.One;
        Vector128<float> s0 = half, s1 = half, s2 = half, s3 = half, s4 = half, s5 = half;
        Vector128<float> s6 = half, s7 = half, s8 = half, s9 = half, s10 = half, s11 = half;
        for (int i = 0; i < steps; i++)
        {
            s0 = Vector128.FusedMultiplyAdd(s0, half, one);
            s1 = Vector128.FusedMultiplyAdd(s1, half, one);
            s2 = Vector128.FusedMultiplyAdd(s2, half, one);
            s3 = Vector128.FusedMultiplyAdd(s3, half, one);
            s4 = Vector128.FusedMultiplyAdd(s4, half, one);
            s5 = Vector128.FusedMultiplyAdd(s5, half, one);
            s6 = Vector128.FusedMultiplyAdd(s6, half, one);
            s7 = Vector128.FusedMultiplyAdd(s7, half, one);
            s8 = Vector128.FusedMultiplyAdd(s8, half, one);
            s9 = Vector128.FusedMultiplyAdd(s9, half, one);
            s10 = Vector128.FusedMultiplyAdd(s10, half, one);
            s11 = Vector128.FusedMultiplyAdd(s11, half, one);
        }

        return Vector128.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
    }
}
