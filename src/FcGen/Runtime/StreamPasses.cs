using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FcGen.Runtime;

/// <summary>Runs a network step by step. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StreamPasses
{
    /// <summary>The most steps that <see cref="Settle"/> runs.</summary>
    private const int MostSettlingSteps = 1 << 20;

    /// <summary>The steps between comparisons of a state with the one before.</summary>
    private const int SettlingSteps = 64;

    /// <summary>The error of a settled state: a tenth of what users are promised.</summary>
    private const double SettledError = 1e-7;

    /// <summary>Computes the output of one step, and advances the state.</summary>
    /// <typeparam name="TPass">The pass of one step.</typeparam>
    /// <param name="parameters">The packed parameters.</param>
    /// <param name="state">The state.</param>
    /// <param name="input">[InputSize].</param>
    /// <param name="output">Receives [OutputSize].</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Step<TPass>(ref float parameters, StreamState state, ref float input, ref float output)
        where TPass : struct, IStreamPass
    {
        if (TPass.ScratchFloats > Scratch.UncheckedFloats)
        {
            Run<TPass>(ref parameters, state, ref input, ref output, 1);
            return;
        }

        float* memory = stackalloc float[TPass.ScratchFloats + Scratch.AlignmentFloats];
        TPass.Run(ref parameters, ref state.Reference, state.Position, ref input, ref output, ref Scratch.Align(ref *memory), 1);
        state.Advance(1);
    }

    /// <summary>Computes the outputs of some steps, and advances the state.</summary>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <param name="parameters">The packed parameters.</param>
    /// <param name="state">The state.</param>
    /// <param name="input">[steps, InputSize].</param>
    /// <param name="output">Receives [steps, OutputSize].</param>
    /// <param name="steps">Number of steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TPass>(ref float parameters, StreamState state, ref float input, ref float output, int steps)
        where TPass : struct, IStreamPass
    {
        if (TPass.ScratchFloats <= Scratch.UncheckedFloats || (TPass.ScratchFloats <= Scratch.CheckedFloats && RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            RunOnStack<TPass>(ref parameters, state, ref input, ref output, steps);
        }
        else
        {
            RunBlocks<TPass>(ref parameters, state, ref input, ref output, ref Scratch.OfThread(TPass.ScratchFloats), steps);
        }
    }

    /// <summary>Advances the state by some steps without their outputs.</summary>
    /// <typeparam name="TPass">The pass of several steps.</typeparam>
    /// <param name="parameters">The packed parameters.</param>
    /// <param name="state">The state.</param>
    /// <param name="features">[steps, InputSize].</param>
    public static void Advance<TPass>(ref float parameters, StreamState state, ReadOnlySpan<float> features)
        where TPass : struct, IStreamPass
    {
        ArgumentNullException.ThrowIfNull(state);
        ref float scratch = ref Scratch.OfThread(TPass.ScratchFloats + (TPass.MostSteps * TPass.OutputSize));
        ref float outputs = ref Unsafe.Add(ref scratch, TPass.ScratchFloats);
        while (features.Length > 0)
        {
            ReadOnlySpan<float> block = features[..Math.Min(features.Length, TPass.MostSteps * TPass.InputSize)];
            int rows = block.Length / TPass.InputSize;
            TPass.Run(ref parameters, ref state.Reference, state.Position, ref MemoryMarshal.GetReference(block), ref outputs, ref scratch, rows);
            state.Advance(rows);
            features = features[block.Length..];
        }
    }

    /// <summary>
    /// Feeds a state with the same values until it no longer changes: first all that convolutions look back at, then until the changes of hidden values and
    /// cells, which shrink from one comparison to the next, will not add up to more than an error.
    /// </summary>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <param name="parameters">The packed parameters.</param>
    /// <param name="state">The state.</param>
    /// <param name="features">The values of a step.</param>
    /// <returns>Whether the state has settled.</returns>
    public static bool Settle<TPass>(ref float parameters, StreamState state, ReadOnlySpan<float> features)
        where TPass : struct, IStreamPass
    {
        var inputs = new float[SettlingSteps * TPass.InputSize];
        var outputs = new float[SettlingSteps * TPass.OutputSize];
        for (int step = 0; step < SettlingSteps; step++)
        {
            features.CopyTo(inputs.AsSpan(step * TPass.InputSize));
        }

        RunSteps(ref parameters, TPass.LookBack);
        if (state.Recurrent.IsEmpty)
        {
            return true;
        }

        float[] before = state.Recurrent.ToArray();
        double lastChange = double.PositiveInfinity;
        for (int steps = 0; steps < MostSettlingSteps; steps += SettlingSteps)
        {
            RunSteps(ref parameters, SettlingSteps);
            double change = LargestChange(before, state.Recurrent);
            if (double.IsNaN(change))
            {
                return false;
            }

            // Changes that shrink by a ratio in each comparison add up to a geometric series. The first change is compared with none.
            double ratio = double.IsFinite(lastChange) ? change / lastChange : 1;
            if (change == 0 || (ratio < 1 && change * ratio / (1 - ratio) < SettledError))
            {
                RunSteps(ref parameters, TPass.LookBack);
                return true;
            }

            lastChange = change;
            state.Recurrent.CopyTo(before);
        }

        return false;

        void RunSteps(ref float weights, int steps)
        {
            for (; steps > 0; steps -= SettlingSteps)
            {
                Run<TPass>(
                    ref weights,
                    state,
                    ref MemoryMarshal.GetArrayDataReference(inputs),
                    ref MemoryMarshal.GetArrayDataReference(outputs),
                    Math.Min(steps, SettlingSteps));
            }
        }
    }

    /// <summary>The largest difference, relative to values above 1.</summary>
    private static double LargestChange(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        double largest = 0;
        for (int i = 0; i < before.Length; i++)
        {
            double change = Math.Abs((double)after[i] - before[i]) / Math.Max(1, Math.Abs(after[i]));
            largest = Math.Max(largest, change);
        }

        return largest;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void RunOnStack<TPass>(ref float parameters, StreamState state, ref float input, ref float output, int steps)
        where TPass : struct, IStreamPass
    {
        float* memory = stackalloc float[TPass.ScratchFloats + Scratch.AlignmentFloats];
        RunBlocks<TPass>(ref parameters, state, ref input, ref output, ref Scratch.Align(ref *memory), steps);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunBlocks<TPass>(ref float parameters, StreamState state, ref float input, ref float output, ref float scratch, int steps)
        where TPass : struct, IStreamPass
    {
        while (steps > 0)
        {
            int rows = Math.Min(steps, TPass.MostSteps);
            TPass.Run(ref parameters, ref state.Reference, state.Position, ref input, ref output, ref scratch, rows);
            state.Advance(rows);
            input = ref Unsafe.Add(ref input, rows * TPass.InputSize);
            output = ref Unsafe.Add(ref output, rows * TPass.OutputSize);
            steps -= rows;
        }
    }
}
