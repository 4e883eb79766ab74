namespace FcGen;

/// <summary>The checks that every metric makes before it counts anything.</summary>
internal static class MetricChecks
{
    public static void Labels(int outputs, ReadOnlySpan<int> labels, int outputSize)
    {
        int samples = Samples(outputs, outputSize);
        if (labels.Length != samples)
        {
            throw new ArgumentException($"Expected {samples} labels, one per sample, but got {labels.Length}.", nameof(labels));
        }

        int classes = ClassCount(outputSize);
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if ((uint)labels[sample] >= (uint)classes)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(labels),
                    labels[sample],
                    $"The label of sample {sample} is {labels[sample]}, but labels go from 0 to {classes - 1}.");
            }
        }
    }

    public static void Targets(int outputs, int targets, int outputSize)
    {
        int samples = Samples(outputs, outputSize);
        if (targets != outputs)
        {
            throw new ArgumentException($"Expected {outputs} targets ({samples} samples of {outputSize}), but got {targets}.", nameof(targets));
        }
    }

    /// <summary>One output tells two classes apart.</summary>
    public static int ClassCount(int outputSize) => outputSize == 1 ? 2 : outputSize;

    private static int Samples(int outputs, int outputSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        return outputs > 0 && outputs % outputSize == 0
            ? outputs / outputSize
            : throw new ArgumentException($"Expected one or more rows of {outputSize} outputs, but got {outputs} numbers.", nameof(outputs));
    }
}
