using FcGen.Runtime;

namespace FcGen.Benchmarks;

/// <summary>Fills outputs with a function of the inputs, element by element.</summary>
internal delegate void ElementFunction(ReadOnlySpan<float> x, Span<float> y);

/// <summary>An elementary function of many numbers, all in the first-level cache.</summary>
internal sealed record FunctionWorkload(string Name, ElementFunction Function, float[] X) : Workload(Name, X.Length, 0)
{
    /// <summary>
    /// Distance of inputs and outputs, in floats: not a multiple of 4 KiB, at which the processor takes a load for one of what was
    /// stored just before and waits (log: 3 times slower).
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
