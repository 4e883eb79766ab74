using System.Buffers;

namespace FcGen;

/// <summary>
/// Base class of losses: computes the distance between outputs and targets, and its gradient. Values and gradients equal PyTorch's, see
/// <see cref="Reduction"/>. A loss has no state, so several trainers may share an instance.
/// </summary>
public abstract partial class Loss
{
    /// <summary>Largest number of labels that are converted to targets on the stack.</summary>
    private const int MostOnStack = 256;

    /// <summary>
    /// Threshold of a network with one output trained with this loss; class 1 is predicted above it. It is 0 for a logit and 0.5 for a
    /// probability. With one output, a loss with a threshold uses class labels 0 and 1 as targets. Default: null, which predicts no class.
    /// </summary>
    public virtual float? DecisionThreshold => null;

    /// <summary>
    /// Reduction of the losses of a batch: the mean, or the sum as PyTorch's <c>reduction="sum"</c>, whose gradients grow with the batch.
    /// The losses that <c>Fit</c> and <c>Evaluate</c> report are means in both cases. A custom loss must apply the reduction itself.
    /// Default: <see cref="LossReduction.Mean"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a valid <see cref="LossReduction"/>.</exception>
    public LossReduction Reduction
    {
        get;
        init => field = OptionChecks.Defined(value);
    }

    /// <summary>Computes the mean loss of a batch with targets, and its gradient.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="outputSize">Number of outputs per sample.</param>
    /// <param name="gradients">
    /// Empty, or receives the gradient with respect to the outputs, [samples, <paramref name="outputSize"/>]; disjoint from the other spans.
    /// </param>
    /// <returns>The mean loss, or the sum with <see cref="LossReduction.Sum"/>.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the gradients overlap another span.</exception>
    public abstract float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients);

    /// <summary>
    /// Computes the mean loss of a batch with class labels, and its gradient. Default: labels 0 and 1 are used as targets if there is one
    /// output and a <see cref="DecisionThreshold"/>; otherwise labels are rejected.
    /// </summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">
    /// One class index per sample, from 0 to <paramref name="outputSize"/> - 1; 0 or 1 if labels are used as targets.
    /// </param>
    /// <param name="outputSize">Number of outputs per sample.</param>
    /// <param name="gradients">
    /// Empty, or receives the gradient with respect to the outputs, [samples, <paramref name="outputSize"/>]; disjoint from the other spans.
    /// </param>
    /// <returns>The mean loss, or the sum with <see cref="LossReduction.Sum"/>.</returns>
    /// <exception cref="NotSupportedException">This loss needs targets.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or the gradients overlap another span.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class index.</exception>
    public virtual float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients)
    {
        if (DecisionThreshold is null || outputSize != 1)
        {
            throw new NotSupportedException(LabelsNotSupported(outputSize));
        }

        CheckLabels(outputs, labels, outputSize, gradients);
        int samples = labels.Length;
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

    /// <summary>Valid range of targets. Default: all values.</summary>
    internal virtual (float Least, float Most) TargetRange => (float.NegativeInfinity, float.PositiveInfinity);

    /// <summary>Returns the number of classes: 2 if labels are used as targets of one output, otherwise the number of outputs.</summary>
    internal int ClassesOf(int outputSize) => outputSize == 1 && DecisionThreshold is not null ? 2 : outputSize;

    /// <summary>Returns the end of a message about a label that is too large: the valid labels.</summary>
    internal string DescribeLabels(int outputSize) => (outputSize, DecisionThreshold) switch
    {
        (1, null) => $", which {GetType().Name} treats as a single class. {LossChecks.AdviceForOneOutput}",
        (1, _) => ", so labels must be 0 or 1",
        _ => $", so labels must be from 0 to {outputSize - 1}",
    };

    /// <summary>Describes the output that makes the loss NaN, or returns null if there is none. Default: null.</summary>
    internal virtual string? ExplainNaN(ReadOnlySpan<float> outputs, int outputSize) => null;

    private string LabelsNotSupported(int outputSize) => DecisionThreshold is null
        ? $"{GetType().Name} compares outputs with targets ({outputSize} {(outputSize == 1 ? "value" : "values")} per sample), but class "
            + "labels were given. To predict values, pass them as targets: new DataSet(inputs, targets, count), or CsvOptions.TargetColumns. To "
            + "classify, use SoftmaxCrossEntropy, or BinaryCrossEntropyWithLogits with one output."
        : $"{GetType().Name} accepts labels for one output only, but there are {outputSize}: it needs targets from 0 to 1 for each output "
            + "(one-hot rows for classes), but class labels were given. For one class of several per sample, use SoftmaxCrossEntropy.";

    /// <summary>
    /// Returns the divisor of the mean over a batch with class labels. Weighting the means of batches with it gives the mean over all
    /// samples. Default: the number of samples.
    /// </summary>
    internal virtual double WeightOf(ReadOnlySpan<int> labels) => labels.Length;

    /// <summary>Number of terms per sample in the mean over a batch with targets. Default: the number of outputs.</summary>
    internal virtual int TermsPerSample(int outputSize) => outputSize;

    /// <summary>Label of samples that loss and metrics ignore; null for none. Default: null.</summary>
    internal virtual int? IgnoredLabel => null;

    /// <summary>
    /// Function that turns outputs into probabilities of classes. Default: the sigmoid if <see cref="DecisionThreshold"/> is 0, that of a
    /// logit; otherwise outputs are probabilities.
    /// </summary>
    internal virtual OutputActivation ProbabilityActivation => DecisionThreshold == 0 ? OutputActivation.Sigmoid : OutputActivation.Identity;

    /// <summary>Returns the divisor of the sum over a batch: 1 if the reduction is a sum.</summary>
    private protected double DivisorOf(double weight) => DivisorOf(weight, Reduction);

    private protected static double DivisorOf(double weight, LossReduction reduction) => reduction == LossReduction.Sum ? 1 : weight;
}
