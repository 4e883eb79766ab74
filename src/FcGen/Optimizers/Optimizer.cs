using System.Runtime.InteropServices;
using FcGen.Runtime;

namespace FcGen;

/// <summary>
/// An optimizer: turns gradients into an update of the parameters. It sees one flat span of parameters and one of gradients.
/// Its state belongs to one network: an instance serves one <see cref="Trainer{TNetwork}"/>, which calls <see cref="Initialize"/> once.
/// One thread uses an optimizer at a time.
/// </summary>
public abstract class Optimizer
{
    /// <summary>Number of parameters from which two threads are faster than one: with 100,000 Adam gains 2.0 and Sgd 1.4, with 10,000 Sgd loses (0.45).</summary>
    internal const int LeastParameters = 65_536;

    /// <summary>Parameters that a thread updates at once: whole cache lines, so that no two threads write to one.</summary>
    private const int RangeLength = 4096;

    private bool _hasTrainer;
    private int _parameterCount = -1;

    /// <summary>Step size, at least 0. May be changed between steps. The default is that of the optimizer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LearningRate
    {
        get;
        set => field = OptionChecks.NotNegative(value, nameof(LearningRate));
    }

    /// <summary>Forgets all state and makes room for the given number of parameters.</summary>
    /// <param name="parameterCount">Length of the spans that <see cref="Step"/> will be given.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameterCount"/> is negative, or an option is out of its range.</exception>
    /// <exception cref="ArgumentException">Options contradict each other.</exception>
    public void Initialize(int parameterCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        InitializeState(parameterCount);
        _parameterCount = parameterCount;
    }

    /// <summary>Updates the parameters in place. Allocates nothing.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradients">Their gradients; the same span as the parameters or disjoint from them.</param>
    /// <exception cref="ArgumentException">A length is not that given to <see cref="Initialize"/>, or the spans overlap without being identical.</exception>
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

    /// <summary>The same on several threads, each of which updates some ranges of the parameters.</summary>
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

    /// <summary>Checks the options, and makes the state that belongs to the parameters anew. Default: there is none.</summary>
    /// <param name="parameterCount">Number of parameters, at least 0.</param>
    protected virtual void InitializeState(int parameterCount)
    {
    }

    /// <summary>Begins a step: works out what the updates of all parameters share. Default: nothing.</summary>
    protected virtual void BeginStep()
    {
    }

    /// <summary>
    /// Updates a range of the parameters in place. Several threads may each update a range of their own at once: an update uses nothing
    /// but the parameter, its gradient, its state, and what <see cref="BeginStep"/> has left.
    /// </summary>
    /// <param name="parameters">The parameters of the range.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="first">Index of the first of them among all parameters; a multiple of 16.</param>
    protected abstract void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first);

    private void CheckLengths(int parameters, int gradients)
    {
        if (_parameterCount < 0)
        {
            throw new InvalidOperationException($"{GetType().Name}.Initialize has to be called before Step.");
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
            ThreadTeam.Run(new Ranges(self, p, g, parameters.Length), ranges, threads);
        }
    }

    /// <summary>Initializes the optimizer for a trainer; refuses a second one, whose steps would mix with those of the first.</summary>
    internal void Serve(int parameterCount)
    {
        if (Interlocked.Exchange(ref _hasTrainer, true))
        {
            throw new InvalidOperationException($"This {GetType().Name} serves a trainer already; give each trainer an optimizer of its own.");
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

    private readonly unsafe struct Ranges(GCHandle<Optimizer> optimizer, float* parameters, float* gradients, int length) : IParts
    {
        public void Run(int part)
        {
            int first = part * RangeLength;
            int count = Math.Min(RangeLength, length - first);
            optimizer.Target.UpdateRange(new Span<float>(parameters + first, count), new ReadOnlySpan<float>(gradients + first, count), first);
        }
    }
}
