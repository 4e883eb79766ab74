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

    private readonly float[]? _weights;

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
        int samples = LossChecks.Labels(outputs, labels, outputSize, gradients);
        LossChecks.ClassWeights(_weights, outputSize);
        double total = WeightOf(labels);
        gradients.Clear();
        double sum = 0;
        for (int sample = 0; sample < samples; sample++)
        {
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

    /// <inheritdoc/>
    internal override double WeightOf(ReadOnlySpan<int> labels) => LossChecks.WeightOfLabels(_weights, labels);
}
