using FcGen.Runtime;

namespace FcGen.Benchmarks;

/// <summary>Computes an elementwise function.</summary>
internal delegate void ElementFunction(ReadOnlySpan<float> x, Span<float> y);

/// <summary>An elementary function of many values, all in the first-level cache.</summary>
internal sealed record FunctionWorkload(string Name, ElementFunction Function, float[] X) : Workload(Name, X.Length, 0)
{
    /// <summary>
    /// The distance of inputs and outputs, in floats. It is not a multiple of 4 KiB, because the processor would then assume that loads depend
    /// on recent stores, and wait (log: 3 times slower).
    /// </summary>
    private const int Gap = 528;

    private readonly AlignedBuffer _memory = Fill(X);

    public override float Run(int iterations)
    {
        Span<float> memory = _memory.Span;
        ReadOnlySpan<float> x = memory[..X.Length];
        Span<float> y = memory[(X.Length + Gap)..];
        float sum = 0;
        for (int i = 0; i < iterations; i++)
        {
            Function(x, y);
            sum += y[^1];
        }

        return sum;
    }

    private static AlignedBuffer Fill(float[] x)
    {
        var memory = new AlignedBuffer((2 * x.Length) + Gap);
        x.CopyTo(memory.Span);
        return memory;
    }
}
