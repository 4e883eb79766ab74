using System.Runtime.InteropServices;
using FcGen.Runtime;

namespace FcGen;

/// <summary>
/// Base class of optimizers: updates the parameters of a network from their gradients. All parameters are one flat span, and all gradients
/// another. The state of an optimizer belongs to one network, so each <see cref="Trainer{TNetwork}"/> needs a separate instance and calls
/// <see cref="Initialize"/> once. An optimizer is not thread-safe.
/// </summary>
public abstract class Optimizer
{
    /// <summary>
    /// Number of parameters from which two threads are faster than one: with 100,000 Adam gains 2.0 and Sgd 1.4, with 10,000 Sgd loses
    /// (0.45).
    /// </summary>
    internal const int LeastParameters = 65_536;

    /// <summary>
    /// Number of parameters that a thread updates at once: whole cache lines, so that no two threads write to the same line.
    /// </summary>
    private const int RangeLength = 4096;

    private bool _hasTrainer;
    private int _parameterCount = -1;

    /// <summary>Learning rate, at least 0. It may be changed between steps. Each optimizer sets a default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LearningRate
    {
        get;
        set => field = OptionChecks.NotNegative(value, nameof(LearningRate));
    }

    /// <summary>Resets the optimizer and allocates state for the given number of parameters.</summary>
    /// <param name="parameterCount">Length of the spans passed to <see cref="Step"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameterCount"/> is negative, or an option is out of its range.</exception>
    /// <exception cref="ArgumentException">Options contradict each other.</exception>
    public void Initialize(int parameterCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        InitializeState(parameterCount);
        _parameterCount = parameterCount;
    }

    /// <summary>Performs one optimization step: updates the parameters in place. Allocates nothing.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradients">The gradients; the same span as the parameters or disjoint from them.</param>
    /// <exception cref="ArgumentException">
    /// A length differs from the count passed to <see cref="Initialize"/>, or the spans overlap without being identical.
    /// </exception>
    /// <exception cref="InvalidOperationException"><see cref="Initialize"/> has not been called.</exception>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradients)
    {
        CheckLengths(parameters.Length, gradients.Length);
        if (gradients != parameters)
        {
            NetworkGuard.Disjoint(gradients, parameters, nameof(gradients), nameof(parameters));
        }

        StepInParallel(parameters, gradients, maxDegree: 1);
    }

    /// <summary>Performs one step on several threads, each of which updates some ranges of the parameters.</summary>
    internal void StepInParallel(Span<float> parameters, ReadOnlySpan<float> gradients, int maxDegree)
    {
        CheckLengths(parameters.Length, gradients.Length);
        BeginStep();
        int threads = Parallelism.Threads(maxDegree, parameters.Length, LeastParameters);
        if (threads == 1)
        {
            UpdateRange(parameters, gradients, 0);
        }
        else
        {
            UpdateRanges(parameters, gradients, threads);
        }
    }

    /// <summary>Performs one step on groups of the parameters. Parameters that are in no group do not change.</summary>
    internal unsafe void StepGroups(Span<float> parameters, ReadOnlySpan<float> gradients, int maxDegree, ParameterGroup[] groups)
    {
        CheckLengths(parameters.Length, gradients.Length);
        BeginStep();
        bool hasSpecial = Array.Exists(groups, group => group.IsSpecial);
        using var self = new GCHandle<Optimizer>(this);
        fixed (float* p = parameters, g = gradients)
        {
            foreach (ParameterGroup group in groups)
            {
                if (hasSpecial)
                {
                    BeginGroup(LearningRate * group.RateFactor, group.WeightDecay);
                }

                group.Ranges.Run(new RangeUpdate(self, p, g), maxDegree);
            }
        }
    }

    /// <summary>Checks the options, and allocates or resets the state of the parameters. Default: no state.</summary>
    /// <param name="parameterCount">Number of parameters, at least 0.</param>
    protected virtual void InitializeState(int parameterCount)
    {
    }

    /// <summary>Begins a step: computes values that the updates of all parameters share. Default: does nothing.</summary>
    protected virtual void BeginStep()
    {
    }

    /// <summary>
    /// Begins the update of a group of parameters with another learning rate or weight decay, after <see cref="BeginStep"/>: computes the
    /// values that the updates of this group share. Called only if the trainer has such groups
    /// (<see cref="Trainer{TNetwork}.SetLearningRateFactor"/>, <see cref="Trainer{TNetwork}.SetWeightDecay"/>), for each group in each step.
    /// Default: throws.
    /// </summary>
    /// <param name="learningRate">Learning rate of the group.</param>
    /// <param name="weightDecay">Weight decay of the group; null for the weight decay of the optimizer.</param>
    /// <exception cref="NotSupportedException">The optimizer does not support groups.</exception>
    protected virtual void BeginGroup(float learningRate, float? weightDecay) => throw new NotSupportedException(
        $"{GetType().Name} has one learning rate and weight decay for all parameters. Override {nameof(BeginGroup)} to support groups.");

    /// <summary>
    /// Updates a range of the parameters in place. Several threads may update separate ranges at the same time. An update may use only the
    /// parameter, its gradient, its state, and values computed by <see cref="BeginStep"/> and
    /// <see cref="BeginGroup"/>.
    /// </summary>
    /// <param name="parameters">The parameters of the range.</param>
    /// <param name="gradients">The gradients of the range.</param>
    /// <param name="first">Index of the first parameter of the range among all parameters; a multiple of 16.</param>
    protected abstract void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first);

    private void CheckLengths(int parameters, int gradients)
    {
        if (_parameterCount < 0)
        {
            throw new InvalidOperationException($"{GetType().Name}.Initialize must be called before Step.");
        }

        if (parameters != _parameterCount || gradients != _parameterCount)
        {
            throw new ArgumentException(
                $"{GetType().Name} was initialized for {_parameterCount} parameters, "
                + $"but got {parameters} parameters and {gradients} gradients.",
                parameters != _parameterCount ? nameof(parameters) : nameof(gradients));
        }
    }

    private unsafe void UpdateRanges(Span<float> parameters, ReadOnlySpan<float> gradients, int threads)
    {
        using var self = new GCHandle<Optimizer>(this);
        fixed (float* p = parameters, g = gradients)
        {
            int ranges = (parameters.Length + RangeLength - 1) / RangeLength;
            ThreadTeam.Run(new Ranges(new RangeUpdate(self, p, g), parameters.Length), ranges, threads);
        }
    }

    /// <summary>Initializes the optimizer for a trainer. Rejects a second trainer, because both would share the state.</summary>
    internal void Attach(int parameterCount)
    {
        if (Interlocked.Exchange(ref _hasTrainer, true))
        {
            throw new InvalidOperationException(
                $"This {GetType().Name} is already attached to a trainer. Create a separate optimizer for each trainer.");
        }

        try
        {
            Initialize(parameterCount);
        }
        catch
        {
            _hasTrainer = false;
            throw;
        }
    }

    /// <summary>Creates an optimizer with the same options, which belongs to no trainer yet. Attaching it allocates its state.</summary>
    internal Optimizer CreateDetached()
    {
        var copy = (Optimizer)MemberwiseClone();
        copy._hasTrainer = false;
        return copy;
    }

    private readonly struct Ranges(RangeUpdate update, int length) : IParts
    {
        public void Run(int part)
        {
            int first = part * RangeLength;
            update.Run(first, Math.Min(RangeLength, length - first));
        }
    }

    /// <summary>Updates a range of the parameters. The sum is 0.</summary>
    private readonly unsafe struct RangeUpdate(GCHandle<Optimizer> optimizer, float* parameters, float* gradients) : IRangeWork
    {
        public double Run(int first, int count)
        {
            optimizer.Target.UpdateRange(new Span<float>(parameters + first, count), new ReadOnlySpan<float>(gradients + first, count), first);
            return 0;
        }
    }
}
