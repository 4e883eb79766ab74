namespace FcGen;

/// <summary>The checks of a batch that losses, metrics and trainers share, made before anything is computed or written.</summary>
internal static class BatchChecks
{
    /// <summary>Checks that there are whole rows of outputs, and room for as many gradients or none.</summary>
    /// <returns>The number of samples, at least 1.</returns>
    public static int Outputs(int outputs, int outputSize, int gradients = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        // One sample needs no division, which would take a fiftieth of a small step.
        int samples = outputs == outputSize ? 1 : outputs / outputSize;
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

    /// <summary>Checks that there is a target for each output.</summary>
    public static void Targets(int targets, int samples, int outputSize)
    {
        if (targets != samples * outputSize)
        {
            throw new ArgumentException(
                $"Expected {samples * outputSize} targets ({samples} samples of {outputSize}), but got {targets}.", nameof(targets));
        }
    }

    /// <summary>Checks that there is a label for each sample.</summary>
    public static void Labels(int labels, int samples)
    {
        if (labels != samples)
        {
            throw new ArgumentException($"Expected {samples} labels, one per sample, but got {labels}.", nameof(labels));
        }
    }

    /// <summary>Checks that there is a label for each sample, and that each is a class index.</summary>
    public static void Labels(ReadOnlySpan<int> labels, int samples, int classes)
    {
        Labels(labels.Length, samples);
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if ((uint)labels[sample] >= (uint)classes)
            {
                string known = classes == 1
                    ? $"one output stands for a single class, 0. {LossChecks.AdviceForOneOutput}"
                    : $"labels go from 0 to {classes - 1}";
                throw new ArgumentOutOfRangeException(
                    nameof(labels), labels[sample], $"The label of sample {sample} is {labels[sample]}, but {known}.");
            }
        }
    }
}
