using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FcGen.Runtime;

/// <summary>
/// Runs the passes of training, on one thread or several. Each value is computed by one thread, in the order of a single thread. The
/// forward pass and gradients of values are divided by samples, which are independent within a stage. Gradients of parameters, which are
/// sums over all samples, are divided by parameters. One thread computes the batch statistics between two stages. The result is therefore
/// the same to the last bit for any number of threads. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TrainingPasses
{
    /// <summary>
    /// Number of multiply-adds of a pass from which two threads are faster than one. It is larger than for inference, because one thread
    /// needs values that the other has computed. Gradients of 64-128-10 still lose (0.93) with 1.2 million; a step of 784-128-10 gains 1.2
    /// with 3 million, 1.4 with 6, and 1.6 with 13.
    /// </summary>
    private const long LeastMultiplyAdds = 2_000_000;

    /// <summary>
    /// Number of ranges of samples per thread. It is one, because each range reads all weights, which another core has just changed. With
    /// two, a delayed thread costs less, but a step of 784-512-512-10 gains 1.6 from two threads instead of 1.7.
    /// </summary>
    private const int RangesPerThread = 1;

    /// <summary>Makes the JIT compile the methods that <typeparamref name="TPass"/> uses here, on one thread and on several.</summary>
    /// <param name="workspace">A workspace that has not been used.</param>
    public static void Prepare<TPass>(TrainingWorkspace workspace)
        where TPass : struct, ITrainingPass
    {
        float none = 0;
        workspace.Enter();
        Forward<TPass>(ref none, default, default, workspace);
        Backward<TPass>(ref none, default, default, workspace, samples: 0, default, default);
        ThreadTeam.Run(new ForwardRanges<TPass>(default, stage: 0, ranges: 1), 1, 1);
        ThreadTeam.Run(new ValueGradientRanges<TPass>(default, stage: 0, ranges: 1), 1, 1);
        ThreadTeam.Run(new GradientParts<TPass>(default), 1, 1);
    }

    /// <summary>
    /// Runs the forward pass of the samples passed to <see cref="TrainingWorkspace.BeginForward"/>. Ends the use of the workspace.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TPass>(ref float parameters, ReadOnlySpan<float> inputs, Span<float> outputs, TrainingWorkspace workspace)
        where TPass : struct, ITrainingPass
    {
        try
        {
            fixed (float* p = &parameters, x = inputs, y = outputs, scratch = &workspace.Reference)
            {
                var call = new TrainingCall(workspace, p, x, y, scratch, null, null);
                int threads = ThreadsOfStage<TPass>(in call, workspace, TPass.MultiplyAdds);
                for (int stage = 0; stage < TPass.Stages && call.Samples > 0; stage++)
                {
                    if (stage > 0)
                    {
                        TPass.BeginForward(in call, stage);
                    }

                    if (threads == 1)
                    {
                        ForwardBlocks<TPass>(in call, stage, 0, call.Samples);
                    }
                    else
                    {
                        int ranges = Parallelism.Ranges(call.Samples, threads, RangesPerThread, TPass.TileRows);
                        ThreadTeam.Run(new ForwardRanges<TPass>(call, stage, ranges), ranges, threads);
                    }
                }
            }
        }
        finally
        {
            workspace.Exit();
        }
    }

    /// <summary>Runs the backward pass of the samples that <see cref="TrainingWorkspace.BeginBackward"/> has returned.</summary>
    /// <exception cref="InvalidOperationException">Another thread is in a pass, or was between the two calls.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TPass>(
        ref float parameters,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> outputGradients,
        TrainingWorkspace workspace,
        int samples,
        Span<float> parameterGradients,
        Span<float> inputGradients)
        where TPass : struct, ITrainingPass
    {
        workspace.Enter(samples);
        try
        {
            fixed (float* p = &parameters, x = inputs, dy = outputGradients, scratch = &workspace.Reference, dp = parameterGradients, dx = inputGradients)
            {
                var call = new TrainingCall(workspace, p, x, dy, scratch, dp, dx);
                if (call.Samples == 0)
                {
                    return;
                }

                int threads = ThreadsOfStage<TPass>(in call, workspace, dx == null ? TPass.ValueGradientMultiplyAdds : TPass.MultiplyAdds);
                for (int stage = TPass.Stages - 1; stage >= 0; stage--)
                {
                    if (threads == 1)
                    {
                        ValueGradientBlocks<TPass>(in call, stage, 0, call.Samples);
                    }
                    else
                    {
                        int ranges = Parallelism.Ranges(call.Samples, threads, RangesPerThread, TPass.TileRows);
                        ThreadTeam.Run(new ValueGradientRanges<TPass>(call, stage, ranges), ranges, threads);
                    }

                    if (stage > 0)
                    {
                        TPass.FinishValueGradients(in call, stage);
                    }
                }

                threads = Parallelism.Threads(workspace.MaxDegreeOfParallelism, TPass.MultiplyAdds * call.Samples, LeastMultiplyAdds);
                if (threads == 1)
                {
                    TPass.ParameterGradients(in call, 0, TPass.GradientParts);
                }
                else
                {
                    ThreadTeam.Run(new GradientParts<TPass>(call), TPass.GradientParts, threads);
                }
            }
        }
        finally
        {
            workspace.Exit();
        }
    }

    /// <summary>Runs a stage of the forward pass in blocks of samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ForwardBlocks<TPass>(in TrainingCall call, int stage, int first, int samples)
        where TPass : struct, ITrainingPass
    {
        for (; samples > TPass.BlockRows; samples -= TPass.BlockRows)
        {
            TPass.Forward(in call, stage, first, TPass.BlockRows);
            first += TPass.BlockRows;
        }

        TPass.Forward(in call, stage, first, samples);
    }

    /// <summary>Computes the gradients of the values of a stage in blocks of samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ValueGradientBlocks<TPass>(in TrainingCall call, int stage, int first, int samples)
        where TPass : struct, ITrainingPass
    {
        for (; samples > TPass.BlockRows; samples -= TPass.BlockRows)
        {
            TPass.ValueGradients(in call, stage, first, TPass.BlockRows);
            first += TPass.BlockRows;
        }

        TPass.ValueGradients(in call, stage, first, samples);
    }

    /// <summary>Returns the number of threads that outweighs the cost of synchronizing them at the end of each stage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ThreadsOfStage<TPass>(in TrainingCall call, TrainingWorkspace workspace, long multiplyAdds)
        where TPass : struct, ITrainingPass =>
        Parallelism.Threads(workspace.MaxDegreeOfParallelism, multiplyAdds * call.Samples / TPass.Stages, LeastMultiplyAdds);

    private readonly struct ForwardRanges<TPass>(TrainingCall call, int stage, int ranges) : IParts
        where TPass : struct, ITrainingPass
    {
        private readonly TrainingCall _call = call;

        public void Run(int part)
        {
            int first = Parallelism.RangeStart(part, ranges, _call.Samples, TPass.TileRows);
            int rows = Parallelism.RangeStart(part + 1, ranges, _call.Samples, TPass.TileRows) - first;
            if (rows > 0)
            {
                ForwardBlocks<TPass>(in _call, stage, first, rows);
            }
        }
    }

    private readonly struct ValueGradientRanges<TPass>(TrainingCall call, int stage, int ranges) : IParts
        where TPass : struct, ITrainingPass
    {
        private readonly TrainingCall _call = call;

        public void Run(int part)
        {
            int first = Parallelism.RangeStart(part, ranges, _call.Samples, TPass.TileRows);
            int rows = Parallelism.RangeStart(part + 1, ranges, _call.Samples, TPass.TileRows) - first;
            if (rows > 0)
            {
                ValueGradientBlocks<TPass>(in _call, stage, first, rows);
            }
        }
    }

    private readonly struct GradientParts<TPass>(TrainingCall call) : IParts
        where TPass : struct, ITrainingPass
    {
        private readonly TrainingCall _call = call;

        public void Run(int part)
        {
            if (_call.Samples > 0)
            {
                TPass.ParameterGradients(in _call, part, part + 1);
            }
        }
    }
}
