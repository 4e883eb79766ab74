namespace FcGen;

/// <content>Losses of single samples, and batches whose samples have weights.</content>
public abstract partial class Loss
{
    /// <summary>
    /// Computes the weighted mean loss of a batch with class labels, and its gradient: <c>sum(w l) / sum(w c)</c> with the sample weights w,
    /// the losses l of the samples, and the class weights c of their labels (1 without class weights). A weight of 2 equals the sample
    /// twice, and a sample with weight 0 is left out. It works for every loss, also for a custom loss: the loss computes each sample as a
    /// batch of one. In PyTorch, these are the losses with <c>reduction="none"</c> times the weights.
    /// </summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">One class index per sample, as without weights.</param>
    /// <param name="sampleWeights">One weight per sample, finite and at least 0; empty for a batch without weights.</param>
    /// <param name="outputSize">Number of outputs per sample.</param>
    /// <param name="gradients">
    /// Empty, or receives the gradient with respect to the outputs, [samples, <paramref name="outputSize"/>]; disjoint from the other spans.
    /// </param>
    /// <returns>
    /// The weighted mean, or <c>sum(w l)</c> with <see cref="LossReduction.Sum"/>. 0 if all samples have weight 0 or are ignored.
    /// </returns>
    /// <exception cref="NotSupportedException">This loss needs targets.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or the gradients overlap another span.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class index, or a weight is negative or not finite.</exception>
    public float Compute(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> sampleWeights, int outputSize, Span<float> gradients)
    {
        if (sampleWeights.IsEmpty)
        {
            return Compute(outputs, labels, outputSize, gradients);
        }

        BatchChecks.Labels(labels.Length, BatchChecks.Outputs(outputs.Length, outputSize, gradients.Length));
        LossChecks.SampleWeights(sampleWeights, labels.Length, gradients);
        CheckLabels(outputs, labels, outputSize, gradients);
        return ComputeWeighted(outputs, labels, default, sampleWeights, outputSize, gradients, WeightOf(labels, sampleWeights));
    }

    /// <summary>
    /// Computes the weighted mean loss of a batch with targets, and its gradient: <c>sum(w l) / sum(w)</c> with the sample weights w and the
    /// losses l of the samples, for elementwise losses their means over the outputs. A weight of 2 equals the sample twice, and a sample with
    /// weight 0 is left out. It works for every loss, also for a custom loss: the loss computes each sample as a batch of one. In PyTorch,
    /// these are the losses with <c>reduction="none"</c> times the weights.
    /// </summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="sampleWeights">One weight per sample, finite and at least 0; empty for a batch without weights.</param>
    /// <param name="outputSize">Number of outputs per sample.</param>
    /// <param name="gradients">
    /// Empty, or receives the gradient with respect to the outputs, [samples, <paramref name="outputSize"/>]; disjoint from the other spans.
    /// </param>
    /// <returns>
    /// The weighted mean, or <c>sum(w l)</c> with <see cref="LossReduction.Sum"/>, where l are sums over the outputs. 0 if all samples have
    /// weight 0.
    /// </returns>
    /// <exception cref="NotSupportedException">This loss needs class labels.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or the gradients overlap another span.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    public float Compute(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> sampleWeights, int outputSize, Span<float> gradients)
    {
        if (sampleWeights.IsEmpty)
        {
            return Compute(outputs, targets, outputSize, gradients);
        }

        int samples = LossChecks.Targets(outputs, targets, outputSize, gradients);
        LossChecks.SampleWeights(sampleWeights, samples, gradients);
        return ComputeWeighted(outputs, default, targets, sampleWeights, outputSize, gradients, SumOf(sampleWeights));
    }

    /// <summary>
    /// Returns the divisor of the mean over a batch with class labels and sample weights: <c>sum(w c)</c>, see
    /// <see cref="WeightOf(ReadOnlySpan{int})"/>.
    /// </summary>
    internal double WeightOf(ReadOnlySpan<int> labels, ReadOnlySpan<float> sampleWeights)
    {
        if (sampleWeights.IsEmpty)
        {
            return WeightOf(labels);
        }

        double total = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            total += sampleWeights[sample] * WeightOf(labels.Slice(sample, 1));
        }

        return total;
    }

    /// <summary>Returns the divisor of the mean over a batch with targets and sample weights.</summary>
    internal static double SumOf(ReadOnlySpan<float> sampleWeights)
    {
        double total = 0;
        foreach (float weight in sampleWeights)
        {
            total += weight;
        }

        return total;
    }

    /// <summary>
    /// Computes the loss of each sample, as PyTorch's <c>reduction="none"</c>, averaged over the outputs if the loss is elementwise; 0 for
    /// an ignored sample. Either labels or targets are empty.
    /// </summary>
    internal void ComputeSamples(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int outputSize, Span<float> losses)
    {
        int terms = Reduction == LossReduction.Sum && labels.IsEmpty ? TermsPerSample(outputSize) : 1;
        for (int sample = 0; sample < losses.Length; sample++)
        {
            losses[sample] = IsIgnored(labels, sample) ? 0 : ComputeSample(outputs, labels, targets, sample, outputSize, default) / terms;
        }
    }

    /// <summary>
    /// Checks a batch with labels before the samples are computed one by one. Default: checks labels that are used as targets. Other labels
    /// are checked by the custom loss that uses them.
    /// </summary>
    private protected virtual void CheckLabels(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients)
    {
        if (DecisionThreshold is not null && outputSize == 1)
        {
            LossChecks.Labels(outputs, labels, outputSize, gradients, ClassesOf(outputSize));
        }
    }

    /// <summary>
    /// Computes the loss of one sample with a label, which has been checked, and its gradient. It includes the class weight and is not
    /// divided by it. Default: the loss of a batch of one sample.
    /// </summary>
    private protected virtual float ComputeSample(
        ReadOnlySpan<float> output, ReadOnlySpan<int> label, int outputSize, Span<float> gradient) =>
        Compute(output, label, outputSize, gradient);

    private float ComputeSample(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int sample, int outputSize, Span<float> gradient)
    {
        int first = sample * outputSize;
        return targets.IsEmpty
            ? ComputeSample(outputs.Slice(first, outputSize), labels.Slice(sample, 1), outputSize, gradient)
            : Compute(outputs.Slice(first, outputSize), targets.Slice(first, outputSize), outputSize, gradient);
    }

    /// <summary>Computes a batch with sample weights, sample by sample. Arguments are valid, and either labels or targets are empty.</summary>
    private float ComputeWeighted(
        ReadOnlySpan<float> outputs,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> sampleWeights,
        int outputSize,
        Span<float> gradients,
        double totalWeight)
    {
        double divisor = DivisorOf(totalWeight);
        double sum = 0;
        bool isEmpty = true;
        for (int sample = 0; sample < sampleWeights.Length; sample++)
        {
            Span<float> gradient = gradients.IsEmpty ? default : gradients.Slice(sample * outputSize, outputSize);
            float weight = sampleWeights[sample];
            if (weight == 0 || IsIgnored(labels, sample))
            {
                gradient.Clear();
                continue;
            }

            isEmpty = false;
            sum += (double)weight * ComputeSample(outputs, labels, targets, sample, outputSize, gradient);
            float scale = (float)(weight / divisor);
            foreach (ref float value in gradient)
            {
                value *= scale;
            }
        }

        return isEmpty ? 0 : (float)(sum / divisor);
    }

    private bool IsIgnored(ReadOnlySpan<int> labels, int sample) => !labels.IsEmpty && labels[sample] == IgnoredLabel;
}
