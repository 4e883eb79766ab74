using System.Runtime.InteropServices;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// An optimizer: turns gradients into an update of the parameters. It sees one flat span of parameters and one of gradients.
/// Its state belongs to one network: an instance serves one <see cref="Trainer{TNetwork}"/>, which calls <see cref="Initialize"/> once.
/// </summary>
public abstract class Optimizer
{
    /// <summary>Number of parameters from which two threads are faster than one: with 100,000 Adam gains 2.0 and Sgd 1.4, with 10,000 Sgd loses (0.45).</summary>
    private const int LeastParameters = 65_536;

    /// <summary>Parameters that a thread updates at once: whole cache lines, so that no two threads write to one.</summary>
    private const int RangeLength = 4096;

    private bool _hasTrainer;

    /// <summary>Step size, at least 0. May be changed between steps. The default is that of the optimizer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LearningRate
    {
        get;
        set
        {
            OptimizerChecks.NotNegative(value, nameof(LearningRate));
            field = value;
        }
    }

    /// <summary>Forgets all state and makes room for the given number of parameters.</summary>
    /// <param name="parameterCount">Length of the spans that <see cref="Step"/> will be given.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public abstract void Initialize(int parameterCount);

    /// <summary>Updates the parameters in place. Allocates nothing.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <exception cref="ArgumentException">A length is not that given to <see cref="Initialize"/>.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Initialize"/> has not been called.</exception>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradients) => StepInParallel(parameters, gradients, maxDegree: 1);

    /// <summary>The same on several threads, each of which updates some ranges of the parameters.</summary>
    internal void StepInParallel(Span<float> parameters, ReadOnlySpan<float> gradients, int maxDegree)
    {
        BeginStep(parameters, gradients);
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

    /// <summary>Begins a step: checks the lengths, and works out what the updates of all parameters share.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradients">All gradients.</param>
    /// <exception cref="ArgumentException">A length is not that given to <see cref="Initialize"/>.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Initialize"/> has not been called.</exception>
    protected abstract void BeginStep(ReadOnlySpan<float> parameters, ReadOnlySpan<float> gradients);

    /// <summary>
    /// Updates a range of the parameters in place. Several threads may each update a range of their own at once: an update uses nothing
    /// but the parameter, its gradient, its state, and what <see cref="BeginStep"/> has left.
    /// </summary>
    /// <param name="parameters">The parameters of the range.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="first">Index of the first of them among all parameters; a multiple of 16.</param>
    protected abstract void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first);

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
        if (_hasTrainer)
        {
            throw new InvalidOperationException($"This {GetType().Name} serves a trainer already; give each trainer an optimizer of its own.");
        }

        Initialize(parameterCount);
        _hasTrainer = true;
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
