namespace FcGen;

/// <summary>
/// A loss: how far outputs are from what they should be, and the gradient of that distance. Values and gradients are those of
/// PyTorch's <c>reduction="mean"</c>. A loss has no state, so that one instance may serve several trainers.
/// </summary>
public abstract class Loss
{
    /// <summary>
    /// What the only output of a network trained with this loss has to be above to choose class 1 of two: 0 for a logit, 0.5 for a
    /// probability. Default: null, the output chooses no class.
    /// </summary>
    public virtual float? DecisionThreshold => null;

    /// <summary>Mean loss of a batch with targets, and its gradient.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="outputSize">Number of outputs of one sample.</param>
    /// <param name="gradients">Empty, or receives the gradient with respect to the outputs, [samples, <paramref name="outputSize"/>].</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public abstract float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients);

    /// <summary>Mean loss of a batch with class labels, and its gradient.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">One class index per sample, from 0 to <paramref name="outputSize"/> - 1.</param>
    /// <param name="outputSize">Number of outputs of one sample.</param>
    /// <param name="gradients">Empty, or receives the gradient with respect to the outputs, [samples, <paramref name="outputSize"/>].</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="NotSupportedException">This loss needs targets.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class index.</exception>
    public virtual float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients) =>
        throw new NotSupportedException(
            $"{GetType().Name} compares outputs with targets ({outputSize} numbers per sample), but class labels were given.");

    /// <summary>
    /// What the mean over a batch with class labels divides by, so that the means of batches, each with this weight, give the mean of all.
    /// Default: the number of samples.
    /// </summary>
    internal virtual double WeightOf(ReadOnlySpan<int> labels) => labels.Length;
}
