namespace FcGen;

/// <summary>
/// An optimizer: turns gradients into an update of the parameters. It sees one flat span of parameters and one of gradients.
/// Its state belongs to one network; <see cref="Trainer{TNetwork}"/> calls <see cref="Initialize"/> once.
/// </summary>
public abstract class Optimizer
{
    /// <summary>Step size. May be changed between steps. The default is that of the optimizer.</summary>
    public float LearningRate { get; set; }

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
}
