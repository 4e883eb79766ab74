using System.Buffers;

namespace FcGen;

/// <summary>
/// A loss: how far outputs are from what they should be, and the gradient of that distance. Values and gradients are those of
/// PyTorch's <c>reduction="mean"</c>. A loss has no state, so that one instance may serve several trainers.
/// </summary>
public abstract class Loss
{
    /// <summary>Most labels that become targets on the stack.</summary>
    private const int MostOnStack = 256;

    /// <summary>
    /// What the only output of a network trained with this loss has to be above to choose class 1 of two: 0 for a logit, 0.5 for a
    /// probability. With one output, a loss that has a threshold takes class labels 0 and 1 as targets. Default: null, the output chooses
    /// no class.
    /// </summary>
    public virtual float? DecisionThreshold => null;

    /// <summary>Mean loss of a batch with targets, and its gradient.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="outputSize">Number of outputs of one sample.</param>
    /// <param name="gradients">
    /// Empty, or receives the gradient with respect to the outputs, [samples, <paramref name="outputSize"/>]; disjoint from the other spans.
    /// </param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the gradients overlap another span.</exception>
    public abstract float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients);

    /// <summary>
    /// Mean loss of a batch with class labels, and its gradient. Default: with one output and a <see cref="DecisionThreshold"/>, the
    /// labels 0 and 1 are targets; otherwise labels are refused.
    /// </summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">One class index per sample, from 0 to <paramref name="outputSize"/> - 1; 0 or 1 where labels are targets.</param>
    /// <param name="outputSize">Number of outputs of one sample.</param>
    /// <param name="gradients">
    /// Empty, or receives the gradient with respect to the outputs, [samples, <paramref name="outputSize"/>]; disjoint from the other spans.
    /// </param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="NotSupportedException">This loss needs targets.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or the gradients overlap another span.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class index.</exception>
    public virtual float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients)
    {
        if (DecisionThreshold is null || outputSize != 1)
        {
            throw new NotSupportedException(LabelsNotSupported(outputSize));
        }

        int samples = LossChecks.Labels(outputs, labels, outputSize, gradients, ClassesOf(outputSize));
        float[]? rented = samples > MostOnStack ? ArrayPool<float>.Shared.Rent(samples) : null;
        Span<float> targets = rented is null ? stackalloc float[MostOnStack] : rented;
        targets = targets[..samples];
        for (int i = 0; i < samples; i++)
        {
            targets[i] = labels[i];
        }

        float loss = Compute(outputs, targets, outputSize, gradients);
        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }

        return loss;
    }

    /// <summary>Targets that the loss is defined for. Default: all.</summary>
    internal virtual (float Least, float Most) TargetRange => (float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>Number of classes that labels may have: 2 for one output where labels are targets, otherwise one for each output.</summary>
    internal int ClassesOf(int outputSize) => outputSize == 1 && DecisionThreshold is not null ? 2 : outputSize;

    /// <summary>The end of a message about a label that is too large: which labels there are.</summary>
    internal string DescribeLabels(int outputSize) => (outputSize, DecisionThreshold) switch
    {
        (1, null) => $", which {GetType().Name} takes for a single class. {LossChecks.AdviceForOneOutput}",
        (1, _) => ", so that labels are 0 and 1",
        _ => $", so that labels go from 0 to {outputSize - 1}",
    };

    /// <summary>Names the output that explains a loss of NaN; null if there is none. Default: null.</summary>
    internal virtual string? ExplainNaN(ReadOnlySpan<float> outputs, int outputSize) => null;

    private string LabelsNotSupported(int outputSize) => DecisionThreshold is null
        ? $"{GetType().Name} compares outputs with targets ({outputSize} {(outputSize == 1 ? "number" : "numbers")} per sample), but class labels "
            + "were given. To predict numbers, give them as targets: new DataSet(inputs, targets, count), or CsvOptions.TargetColumns. To "
            + "classify, use SoftmaxCrossEntropy, or BinaryCrossEntropyWithLogits with one output."
        : $"{GetType().Name} takes labels for one output only, but there are {outputSize}: it needs targets, one from 0 to 1 for each output "
            + "(one-hot rows for classes), but class labels were given. For one class of several per sample, use SoftmaxCrossEntropy.";

    /// <summary>
    /// What the mean over a batch with class labels divides by, so that the means of batches, each with this weight, give the mean of all.
    /// Default: the number of samples.
    /// </summary>
    internal virtual double WeightOf(ReadOnlySpan<int> labels) => labels.Length;
}
