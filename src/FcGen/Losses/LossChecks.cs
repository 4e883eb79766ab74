using System.Runtime.InteropServices;
using FcGen.Runtime;

namespace FcGen;

/// <summary>Argument checks shared by all losses; they run before anything is written.</summary>
internal static class LossChecks
{
    /// <summary>Checks outputs, targets and gradients of one batch.</summary>
    /// <returns>The number of samples, at least 1.</returns>
    public static int Targets(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients)
    {
        int samples = BatchChecks.Outputs(outputs.Length, outputSize, gradients.Length);
        BatchChecks.Targets(targets.Length, samples, outputSize);
        NetworkGuard.Disjoint(outputs, gradients, nameof(outputs), nameof(gradients));
        NetworkGuard.Disjoint(targets, gradients, nameof(targets), nameof(gradients));
        return samples;
    }

    /// <summary>Advice about a second class when one output represents one class.</summary>
    public const string AdviceForOneOutput =
        "For two classes, use BinaryCrossEntropyWithLogits with one output; otherwise the network needs one output for each class";

    /// <summary>Checks outputs, labels and gradients of one batch.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">[samples].</param>
    /// <param name="outputSize">Number of outputs per sample.</param>
    /// <param name="gradients">Empty, or the length of the outputs.</param>
    /// <param name="classes">Number of classes. Default: null, which is one per output.</param>
    /// <param name="ignored">Label of samples to ignore. Default: null, none.</param>
    /// <returns>The number of samples, at least 1.</returns>
    public static int Labels(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients, int? classes = null, int? ignored = null)
    {
        int samples = BatchChecks.Outputs(outputs.Length, outputSize, gradients.Length);
        BatchChecks.Labels(labels, samples, classes ?? outputSize, ignored);
        NetworkGuard.Disjoint(outputs, gradients, nameof(outputs), nameof(gradients));
        NetworkGuard.Disjoint(MemoryMarshal.Cast<int, float>(labels), gradients, nameof(labels), nameof(gradients));
        return samples;
    }

    /// <summary>Checks that there is one valid weight for each sample.</summary>
    public static void SampleWeights(ReadOnlySpan<float> sampleWeights, int samples, Span<float> gradients)
    {
        BatchChecks.SampleWeights(sampleWeights, samples);
        NetworkGuard.Disjoint(sampleWeights, gradients, nameof(sampleWeights), nameof(gradients));
    }

    /// <summary>Checks that there is one weight for each class.</summary>
    public static void ClassWeights(float[]? weights, int outputSize)
    {
        if (weights is not null && weights.Length != outputSize)
        {
            throw new ArgumentException(
                $"ClassWeights has {weights.Length} weights, but {outputSize} outputs need one each.", nameof(outputSize));
        }
    }

    /// <summary>
    /// Returns the sum of the weights of all labels that are not ignored, or the number of these labels if there are no weights.
    /// </summary>
    public static double WeightOfLabels(float[]? weights, ReadOnlySpan<int> labels, int? ignored)
    {
        if (weights is null)
        {
            return labels.Length - (ignored is { } value ? labels.Count(value) : 0);
        }

        double total = 0;
        foreach (int label in labels)
        {
            if (label != ignored)
            {
                total += weights[label];
            }
        }

        return total;
    }

    /// <summary>Whether all samples of a batch are ignored.</summary>
    public static bool AllIgnored(ReadOnlySpan<int> labels, int? ignored) => ignored is { } value && !labels.ContainsAnyExcept(value);
}
