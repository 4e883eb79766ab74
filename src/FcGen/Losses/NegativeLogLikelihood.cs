namespace FcGen;

/// <summary>
/// Negative log-likelihood of class labels, <c>-sum(w[label] x[label]) / sum(w[label])</c> over the batch, with w from
/// <see cref="ClassWeights"/> (<see href="https://pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html">torch.nn.NLLLoss</see>). The
/// outputs x must be log-probabilities, for example from a log-softmax. It needs class labels.
/// </summary>
public sealed class NegativeLogLikelihood : Loss
{
    /// <summary>
    /// Weight of each class in the weighted mean, at least 0. If all labels of a batch have weight 0, the loss is NaN. Default: none, which
    /// is 1 for all.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    public IReadOnlyList<float>? ClassWeights
    {
        get => _weights;
        init => _weights = OptionChecks.Weights(value);
    }

    /// <summary>
    /// Label of samples to ignore, as PyTorch's <c>ignore_index</c>; it need not be a class index. An ignored sample adds nothing to the
    /// loss or to the divisor of the mean, and its gradient is 0. If all samples of a batch are ignored, the loss is 0 (PyTorch's mean:
    /// NaN) and <c>Fit</c> skips the batch. Metrics ignore the same samples, see <see cref="Metric.IgnoreIndex"/>. Default: null, none
    /// (PyTorch: -100).
    /// </summary>
    public int? IgnoreIndex { get; init; }

    private readonly float[]? _weights;

    /// <inheritdoc/>
    internal override int? IgnoredLabel => IgnoreIndex;

    /// <summary>The softmax, which turns log-probabilities into probabilities, because these sum to 1.</summary>
    internal override OutputActivation ProbabilityActivation => OutputActivation.Softmax;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: this loss needs class labels.</exception>
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) =>
        throw new NotSupportedException("NegativeLogLikelihood needs class labels (one index per sample), but targets were given.");

    /// <inheritdoc/>
    /// <remarks>
    /// The gradient is <c>-w[label] / sum(w[label])</c> at the label of each sample, and 0 elsewhere. The sum is computed in double
    /// precision.
    /// </remarks>
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients)
    {
        CheckLabels(outputs, labels, outputSize, gradients);
        return Compute(outputs, labels, outputSize, gradients, Reduction);
    }

    /// <inheritdoc/>
    internal override double WeightOf(ReadOnlySpan<int> labels) => LossChecks.WeightOfLabels(_weights, labels, IgnoreIndex);

    /// <inheritdoc/>
    private protected override void CheckLabels(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients)
    {
        LossChecks.Labels(outputs, labels, outputSize, gradients, ignored: IgnoreIndex);
        LossChecks.ClassWeights(_weights, outputSize);
    }

    /// <inheritdoc/>
    private protected override float ComputeSample(
        ReadOnlySpan<float> output, ReadOnlySpan<int> label, int outputSize, Span<float> gradient) =>
        Compute(output, label, outputSize, gradient, LossReduction.Sum);

    /// <summary>Computes the loss of a batch with labels, which have been checked.</summary>
    private float Compute(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients, LossReduction reduction)
    {
        gradients.Clear();
        if (LossChecks.AllIgnored(labels, IgnoreIndex))
        {
            return 0;
        }

        double total = DivisorOf(WeightOf(labels), reduction);
        double sum = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if (labels[sample] == IgnoreIndex)
            {
                continue;
            }

            int place = (sample * outputSize) + labels[sample];
            float weight = _weights is null ? 1 : _weights[labels[sample]];
            sum -= (double)weight * outputs[place];
            if (!gradients.IsEmpty)
            {
                gradients[place] = (float)(-weight / total);
            }
        }

        return (float)(sum / total);
    }
}
