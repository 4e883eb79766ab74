namespace FcGen;

/// <summary>
/// A network on sequences that also runs step by step: one step in, one output out, with a state that the caller owns. The generator implements it if all
/// layers look backwards only.
/// </summary>
/// <remarks>
/// A step allocates nothing and takes no lock, after the first one of a thread if the values between layers need more than 24 KiB. One network works with any
/// number of states on any number of threads; a state belongs to one thread at a time.
/// </remarks>
/// <typeparam name="TSelf">The network class itself.</typeparam>
/// <typeparam name="TState">Its class <c>State</c>.</typeparam>
public interface IStreamNetwork<TSelf, TState> : INetwork<TSelf>
    where TSelf : class, IStreamNetwork<TSelf, TState>
    where TState : StreamState
{
    /// <summary>Number of features of a step.</summary>
    static abstract int StepInputSize { get; }

    /// <summary>Number of outputs of a step.</summary>
    static abstract int StepOutputSize { get; }

    /// <summary>Creates the state of a stream before its first step: all zeros, as PyTorch's.</summary>
    TState CreateState();

    /// <summary>
    /// Computes the output of the next step of a stream. Steps from a new state give the bits of <see cref="INetwork{TSelf}.Forward"/> over the same steps.
    /// </summary>
    /// <param name="features">[StepInputSize]: the step.</param>
    /// <param name="output">Receives [StepOutputSize]; the same span as the features or disjoint from it.</param>
    /// <param name="state">The state, which then includes the step.</param>
    /// <exception cref="ArgumentException">A length does not match, or the spans overlap partially; the state is unchanged.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    void Step(ReadOnlySpan<float> features, Span<float> output, TState state);

    /// <summary>Computes the outputs of the next steps of a stream: to the last bit those of single steps, but faster.</summary>
    /// <param name="features">[steps, StepInputSize], any number of steps.</param>
    /// <param name="outputs">Receives [steps, StepOutputSize]; the same span as the features or disjoint from it.</param>
    /// <param name="state">The state, which then includes the steps.</param>
    /// <exception cref="ArgumentException">A length does not match, or the spans overlap partially; the state is unchanged.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    void Steps(ReadOnlySpan<float> features, Span<float> outputs, TState state);

    /// <summary>
    /// Puts a state where an endless stream of the same features would leave it, so that a stream starts without a jump. A new or reset state is another:
    /// its values inside the network are zero, which those after silence are not if layers have biases.
    /// </summary>
    /// <param name="features">[StepInputSize]: the features of each step.</param>
    /// <param name="state">The state. Only a network that remembers for ever depends on what it was before.</param>
    /// <returns>
    /// True if the state has settled, to an error of 1e-7 (relative for values above 1); false if it still changes after a million steps, which it then has
    /// made. Convolutions always settle.
    /// </returns>
    /// <exception cref="ArgumentException">The length does not match.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    bool Settle(ReadOnlySpan<float> features, TState state);
}
