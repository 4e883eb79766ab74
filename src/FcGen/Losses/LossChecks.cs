namespace FcGen;

/// <summary>The checks that every loss makes before it writes anything.</summary>
internal static class LossChecks
{
    /// <summary>Checks outputs, targets and gradients of one batch.</summary>
    /// <returns>The number of samples, at least 1.</returns>
    public static int Targets(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients)
    {
        int samples = Outputs(outputs.Length, outputSize, gradients.Length);
        if (targets.Length != outputs.Length)
        {
            throw new ArgumentException(
                $"Expected {outputs.Length} targets ({samples} samples of {outputSize}), but got {targets.Length}.", nameof(targets));
        }

        return samples;
    }

    /// <summary>Checks outputs, labels and gradients of one batch.</summary>
    /// <returns>The number of samples, at least 1.</returns>
    public static int Labels(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients)
    {
        int samples = Outputs(outputs.Length, outputSize, gradients.Length);
        if (labels.Length != samples)
        {
            throw new ArgumentException($"Expected {samples} labels, one per sample, but got {labels.Length}.", nameof(labels));
        }

        for (int sample = 0; sample < labels.Length; sample++)
        {
            if ((uint)labels[sample] >= (uint)outputSize)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(labels),
                    labels[sample],
                    $"The label of sample {sample} is {labels[sample]}, but labels go from 0 to {outputSize - 1}.");
            }
        }

        return samples;
    }

    /// <summary>Checks that there is a weight for each class.</summary>
    public static void ClassWeights(float[]? weights, int outputSize)
    {
        if (weights is not null && weights.Length != outputSize)
        {
            throw new ArgumentException(
                $"ClassWeights has {weights.Length} numbers, but needs one for each of {outputSize} outputs.", nameof(outputSize));
        }
    }

    /// <summary>Sum of the weights of all labels, their number if there are no weights.</summary>
    public static double WeightOfLabels(float[]? weights, ReadOnlySpan<int> labels)
    {
        if (weights is null)
        {
            return labels.Length;
        }

        double total = 0;
        foreach (int label in labels)
        {
            total += weights[label];
        }

        return total;
    }

    private static int Outputs(int outputs, int outputSize, int gradients)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        int samples = outputs / outputSize;
        if (samples == 0 || samples * outputSize != outputs)
        {
            throw new ArgumentException($"Expected one or more rows of {outputSize} outputs, but got {outputs} numbers.", nameof(outputs));
        }

        if (gradients != 0 && gradients != outputs)
        {
            throw new ArgumentException(
                $"Expected room for {outputs} gradients ({samples} samples of {outputSize}) or for none, but got {gradients}.",
                nameof(gradients));
        }

        return samples;
    }
}
