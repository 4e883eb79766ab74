using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Runtime;

namespace FcGen.Benchmarks;

/// <summary>
/// The cost of loading weights for one sample: repeats a plain layer of 64 x 64 with all weights in the first-level cache. Each multiply-add
/// reads a vector of weights, and all multiply-adds of one input share a broadcast. There is no bias, no activation and no store.
/// </summary>
internal sealed record LayerLoop : Workload
{
    private const int Width = 64;

    private readonly int _bits;
    private readonly AlignedBuffer _weights = Fill(Width * Width, 1e-20f);
    private readonly AlignedBuffer _inputs = Fill(Width, 1);

    public LayerLoop(int bits)
        : base($"layer of {bits} bits", 1, 2.0 * Width * Width) => _bits = bits;

    /// <summary>Whether the loop exists for the vector width of the kernels on this machine.</summary>
    public static bool Exists => PeakLoop.WidthInUse > 128;

    public override float Run(int iterations) => _bits == 512
        ? Run512(ref _weights.Reference, ref _inputs.Reference, iterations)
        : Run256(ref _weights.Reference, ref _inputs.Reference, iterations);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Run512(ref float weights, ref float inputs, int iterations)
    {
        Vector512<float> s0a = default, s1a = default, s2a = default, s3a = default, s0b = default, s1b = default, s2b = default, s3b = default;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            for (nuint k = 0; k < Width; k += 4)
            {
                ref float w = ref Unsafe.Add(ref weights, k * Width);
                Vector512<float> x0 = Vector512.Create(Unsafe.Add(ref inputs, k));
                s0a = Vector512.FusedMultiplyAdd(x0, Vector512.LoadUnsafe(ref w), s0a);
                s1a = Vector512.FusedMultiplyAdd(x0, Vector512.LoadUnsafe(ref w, 16), s1a);
                s2a = Vector512.FusedMultiplyAdd(x0, Vector512.LoadUnsafe(ref w, 32), s2a);
                s3a = Vector512.FusedMultiplyAdd(x0, Vector512.LoadUnsafe(ref w, 48), s3a);
                Vector512<float> x1 = Vector512.Create(Unsafe.Add(ref inputs, k + 1));
                s0b = Vector512.FusedMultiplyAdd(x1, Vector512.LoadUnsafe(ref w, Width), s0b);
                s1b = Vector512.FusedMultiplyAdd(x1, Vector512.LoadUnsafe(ref w, Width + 16), s1b);
                s2b = Vector512.FusedMultiplyAdd(x1, Vector512.LoadUnsafe(ref w, Width + 32), s2b);
                s3b = Vector512.FusedMultiplyAdd(x1, Vector512.LoadUnsafe(ref w, Width + 48), s3b);
                Vector512<float> x2 = Vector512.Create(Unsafe.Add(ref inputs, k + 2));
                s0a = Vector512.FusedMultiplyAdd(x2, Vector512.LoadUnsafe(ref w, 2 * Width), s0a);
                s1a = Vector512.FusedMultiplyAdd(x2, Vector512.LoadUnsafe(ref w, (2 * Width) + 16), s1a);
                s2a = Vector512.FusedMultiplyAdd(x2, Vector512.LoadUnsafe(ref w, (2 * Width) + 32), s2a);
                s3a = Vector512.FusedMultiplyAdd(x2, Vector512.LoadUnsafe(ref w, (2 * Width) + 48), s3a);
                Vector512<float> x3 = Vector512.Create(Unsafe.Add(ref inputs, k + 3));
                s0b = Vector512.FusedMultiplyAdd(x3, Vector512.LoadUnsafe(ref w, 3 * Width), s0b);
                s1b = Vector512.FusedMultiplyAdd(x3, Vector512.LoadUnsafe(ref w, (3 * Width) + 16), s1b);
                s2b = Vector512.FusedMultiplyAdd(x3, Vector512.LoadUnsafe(ref w, (3 * Width) + 32), s2b);
                s3b = Vector512.FusedMultiplyAdd(x3, Vector512.LoadUnsafe(ref w, (3 * Width) + 48), s3b);
            }
        }

        return Vector512.Sum(s0a + s1a + s2a + s3a + s0b + s1b + s2b + s3b);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Run256(ref float weights, ref float inputs, int iterations)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            for (nuint k = 0; k < Width; k += 2)
            {
                ref float w = ref Unsafe.Add(ref weights, k * Width);
                Vector256<float> x0 = Vector256.Create(Unsafe.Add(ref inputs, k));
                s0 = Vector256.FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w), s0);
                s1 = Vector256.FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, 8), s1);
                s2 = Vector256.FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, 16), s2);
                s3 = Vector256.FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, 24), s3);
                s4 = Vector256.FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, 32), s4);
                s5 = Vector256.FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, 40), s5);
                s6 = Vector256.FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, 48), s6);
                s7 = Vector256.FusedMultiplyAdd(x0, Vector256.LoadUnsafe(ref w, 56), s7);
                Vector256<float> x1 = Vector256.Create(Unsafe.Add(ref inputs, k + 1));
                s0 = Vector256.FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref w, Width), s0);
                s1 = Vector256.FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref w, Width + 8), s1);
                s2 = Vector256.FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref w, Width + 16), s2);
                s3 = Vector256.FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref w, Width + 24), s3);
                s4 = Vector256.FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref w, Width + 32), s4);
                s5 = Vector256.FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref w, Width + 40), s5);
                s6 = Vector256.FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref w, Width + 48), s6);
                s7 = Vector256.FusedMultiplyAdd(x1, Vector256.LoadUnsafe(ref w, Width + 56), s7);
            }
        }

        return Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }

    private static AlignedBuffer Fill(int length, float value)
    {
        var buffer = new AlignedBuffer(length);
        buffer.Span.Fill(value);
        return buffer;
    }
}
