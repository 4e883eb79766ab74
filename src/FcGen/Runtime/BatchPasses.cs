using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FcGen.Runtime;

/// <summary>
/// Runs inference over a batch, on one thread or several. Samples are independent, so each thread processes some of them, with separate
/// scratch memory. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BatchPasses
{
    /// <summary>
    /// Number of multiply-adds from which two threads are faster than one: 64-128-10 gains 1.25 with 300,000 and 1.6 with 600,000.
    /// </summary>
    private const long LeastMultiplyAdds = 300_000;

    /// <summary>Maximum number of ranges of samples per thread. It is above 1, because a thread may be delayed.</summary>
    private const int RangesPerThread = 4;

    /// <summary>
    /// Makes the JIT compile the methods that <typeparamref name="TPass"/> uses here, and allocates the scratch memory of the thread if
    /// needed.
    /// </summary>
    public static void Prepare<TPass>()
        where TPass : struct, IBatchPass
    {
        float none = 0;
        Run<TPass>(ref none, ref none, ref none, 0, 1);
        RunRanges<TPass>(ref none, ref none, ref none, 0, 1);
        ThreadTeam.Run(new SampleRanges<TPass>(null, null, null, samples: 0, ranges: 1), 1, 1);
    }

    /// <summary>Computes the outputs of some samples.</summary>
    /// <param name="parameters">The packed parameters.</param>
    /// <param name="inputs">[samples, InputSize].</param>
    /// <param name="outputs">Receives [samples, OutputSize].</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="maxDegree">Maximum number of threads; -1 for all processors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TPass>(ref float parameters, ref float inputs, ref float outputs, int samples, int maxDegree)
        where TPass : struct, IBatchPass
    {
        int threads = Parallelism.Threads(maxDegree, TPass.MultiplyAdds * samples, LeastMultiplyAdds);
        if (threads == 1)
        {
            Scratch.Run<TPass>(ref parameters, ref inputs, ref outputs, samples);
        }
        else
        {
            RunRanges<TPass>(ref parameters, ref inputs, ref outputs, samples, threads);
        }
    }

    private static void RunRanges<TPass>(ref float parameters, ref float inputs, ref float outputs, int samples, int threads)
        where TPass : struct, IBatchPass
    {
        fixed (float* p = &parameters, x = &inputs, y = &outputs)
        {
            // Each range reads all weights.
            int perThread = Math.Clamp(samples / threads / TPass.RangeRows, 1, RangesPerThread);
            int ranges = Parallelism.Ranges(samples, threads, perThread, TPass.TileRows);
            ThreadTeam.Run(new SampleRanges<TPass>(p, x, y, samples, ranges), ranges, threads);
        }
    }

    private readonly struct SampleRanges<TPass>(float* parameters, float* inputs, float* outputs, int samples, int ranges) : IParts
        where TPass : struct, IBatchPass
    {
        public void Run(int part)
        {
            int first = Parallelism.RangeStart(part, ranges, samples, TPass.TileRows);
            int end = Parallelism.RangeStart(part + 1, ranges, samples, TPass.TileRows);
            Scratch.Run<TPass>(ref *parameters, ref inputs[(nint)first * TPass.InputSize], ref outputs[(nint)first * TPass.OutputSize], end - first);
        }
    }
}
