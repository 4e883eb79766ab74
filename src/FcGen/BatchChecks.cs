namespace FcGen;

/// <summary>Argument checks of a batch for losses, metrics and trainers; they run before anything is computed or written.</summary>
internal static class BatchChecks
{
    /// <summary>Checks that outputs consist of whole rows, and that gradients are empty or have the same length.</summary>
    /// <returns>The number of samples, at least 1.</returns>
    public static int Outputs(int outputs, int outputSize, int gradients = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        // One sample needs no division, which would take a fiftieth of a small step.
        int samples = outputs == outputSize ? 1 : outputs / outputSize;
        if (samples == 0 || samples * outputSize != outputs)
        {
            throw new ArgumentException($"Expected one or more rows of {outputSize} outputs, but got {outputs} values.", nameof(outputs));
        }

        if (gradients != 0 && gradients != outputs)
        {
            throw new ArgumentException(
                $"Expected {outputs} gradients ({samples} samples of {outputSize}) or none, but got {gradients}.",
                nameof(gradients));
        }

        return samples;
    }

    /// <summary>Checks that there is one target per output.</summary>
    public static void Targets(int targets, int samples, int outputSize)
    {
        if (targets != samples * outputSize)
        {
            throw new ArgumentException(
                $"Expected {samples * outputSize} targets ({samples} samples of {outputSize}), but got {targets}.", nameof(targets));
        }
    }

    /// <summary>Checks that there is one label per sample.</summary>
    public static void Labels(int labels, int samples)
    {
        if (labels != samples)
        {
            throw new ArgumentException($"Expected {samples} labels, one per sample, but got {labels}.", nameof(labels));
        }
    }

    /// <summary>Checks that there is one label per sample, and that each is a class index or the ignored label.</summary>
    public static void Labels(ReadOnlySpan<int> labels, int samples, int classes, int? ignored = null)
    {
        Labels(labels.Length, samples);
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if ((uint)labels[sample] >= (uint)classes)
            {
                CheckIgnored(labels[sample], sample, classes, ignored);
            }
        }
    }

    // A method of its own keeps the loop above short: 4 % of the loss of 32 samples of three classes.
    private static void CheckIgnored(int label, int sample, int classes, int? ignored)
    {
        if (label != ignored)
        {
            string known = classes == 1
                ? $"one output represents a single class, 0. {LossChecks.AdviceForOneOutput}"
                : $"labels must be from 0 to {classes - 1}";
            throw new ArgumentOutOfRangeException("labels", label, $"The label of sample {sample} is {label}, but {known}.");
        }
    }

    /// <summary>Checks that there is one weight per sample, and that each is finite and at least 0.</summary>
    public static void SampleWeights(ReadOnlySpan<float> sampleWeights, int samples, string parameter = "sampleWeights")
    {
        if (sampleWeights.Length != samples)
        {
            throw new ArgumentException(
                $"Expected {samples} sample weights, one per sample, but got {sampleWeights.Length}.", parameter);
        }

        for (int sample = 0; sample < sampleWeights.Length; sample++)
        {
            if (!(sampleWeights[sample] >= 0 && float.IsFinite(sampleWeights[sample])))
            {
                throw new ArgumentOutOfRangeException(
                    parameter,
                    sampleWeights[sample],
                    $"A sample weight must be finite and at least 0, but the weight of sample {sample} is {sampleWeights[sample]}.");
            }
        }
    }
}
