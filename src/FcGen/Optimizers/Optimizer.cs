namespace FcGen;

/// <summary>
/// An optimizer: turns gradients into an update of the parameters. It sees one flat span of parameters and one of gradients.
/// Its state belongs to one network: an instance serves one <see cref="Trainer{TNetwork}"/>, which calls <see cref="Initialize"/> once.
/// </summary>
public abstract class Optimizer
{
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
    public abstract void Step(Span<float> parameters, ReadOnlySpan<float> gradients);

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
}
