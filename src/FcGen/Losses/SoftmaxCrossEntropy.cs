using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen;

/// <summary>
/// Cross entropy between the softmax of the outputs (logits) and class labels or target distributions, mean over the batch
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html">torch.nn.CrossEntropyLoss</see>).
/// The network must not end in a softmax of its own.
/// </summary>
/// <remarks>
/// The largest logit of a row is subtracted before the exponential, so that finite logits of any size are safe. A NaN among the
/// logits makes the loss NaN. The sum over the batch is taken in double precision.
/// </remarks>
public sealed class SoftmaxCrossEntropy : Loss
{
    /// <summary>Mean loss of a batch with a target distribution per sample, and its gradient.</summary>
    /// <param name="outputs">Logits, [samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">
    /// Class probabilities, [samples, <paramref name="outputSize"/>]; as in PyTorch, nothing checks that they sum to 1.
    /// </param>
    /// <param name="outputSize">Number of classes.</param>
    /// <param name="gradients">
    /// Empty, or receives <c>(softmax(x) * sum(t) - t) / samples</c>, [samples, <paramref name="outputSize"/>].
    /// </param>
    /// <returns>The mean over the samples of <c>-sum(t * log(softmax(x)))</c>.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients)
    {
        int samples = LossChecks.Targets(outputs, targets, outputSize, gradients);
        float weight = 1f / samples;
        double loss = 0;
        for (int first = 0; first < samples; first += SoftmaxRows.MaxRows)
        {
            int rows = Math.Min(SoftmaxRows.MaxRows, samples - first);
            int start = first * outputSize;
            int length = rows * outputSize;
            ReadOnlySpan<float> logits = outputs.Slice(start, length);
            Span<float> gradient = gradients.IsEmpty ? default : gradients.Slice(start, length);
            SoftmaxRows.Compute(logits, outputSize, weight, gradient, out Vector256<float> maxima, out Vector256<float> logSums);
            for (int row = 0; row < rows; row++)
            {
                int place = row * outputSize;
                ReadOnlySpan<float> target = targets.Slice(start + place, outputSize);
                loss += LossOfRow(logits.Slice(place, outputSize), target, maxima[row], logSums[row], out float targetSum);
                if (!gradient.IsEmpty)
                {
                    SubtractTargets(gradient.Slice(place, outputSize), target, targetSum, weight);
                }
            }
        }

        return (float)(loss / samples);
    }

    /// <summary>Mean loss of a batch with a class label per sample, and its gradient.</summary>
    /// <param name="outputs">Logits, [samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">One class index per sample, from 0 to <paramref name="outputSize"/> - 1.</param>
    /// <param name="outputSize">Number of classes.</param>
    /// <param name="gradients">
    /// Empty, or receives <c>(softmax(x) - onehot(label)) / samples</c>, [samples, <paramref name="outputSize"/>].
    /// </param>
    /// <returns>The mean over the samples of <c>-log(softmax(x)[label])</c>.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class index; nothing has been written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients)
    {
        int samples = LossChecks.Labels(outputs, labels, outputSize, gradients);
        float weight = 1f / samples;
        Vector256<double> losses = Vector256<double>.Zero;
        for (int first = 0; first < samples; first += SoftmaxRows.MaxRows)
        {
            int rows = Math.Min(SoftmaxRows.MaxRows, samples - first);
            int start = first * outputSize;
            int length = rows * outputSize;
            ReadOnlySpan<float> logits = outputs.Slice(start, length);
            ReadOnlySpan<int> blockLabels = labels.Slice(first, rows);
            Span<float> gradient = gradients.IsEmpty ? default : gradients.Slice(start, length);
            SoftmaxRows.Compute(logits, outputSize, weight, gradient, out Vector256<float> maxima, out Vector256<float> logSums);
            losses += LossesOfBlock(logits, blockLabels, outputSize, maxima, logSums);
            if (!gradient.IsEmpty)
            {
                SubtractOneHot(gradient, blockLabels, outputSize, weight);
            }
        }

        return (float)(Vector256.Sum(losses) / samples);
    }

    private static double LossOfRow(ReadOnlySpan<float> logits, ReadOnlySpan<float> target, float max, float logSum, out float targetSum)
    {
        double loss = 0;
        float sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            loss += (double)target[i] * (logSum - (logits[i] - max));
            sum += target[i];
        }

        targetSum = sum;
        return loss;
    }

    private static void SubtractTargets(Span<float> gradient, ReadOnlySpan<float> target, float targetSum, float weight)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (gradient[i] * targetSum) - (target[i] * weight);
        }
    }

    private static Vector256<double> LossesOfBlock(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, int outputSize, Vector256<float> maxima, Vector256<float> logSums)
    {
        Vector256<float> labelled = Vector256<float>.Zero;
        if (labels.Length == SoftmaxRows.MaxRows)
        {
            // From registers: a vector loaded from eight numbers just stored would have to wait for the last of them.
            labelled = Vector256.Create(
                logits[labels[0]],
                logits[outputSize + labels[1]],
                logits[(2 * outputSize) + labels[2]],
                logits[(3 * outputSize) + labels[3]],
                logits[(4 * outputSize) + labels[4]],
                logits[(5 * outputSize) + labels[5]],
                logits[(6 * outputSize) + labels[6]],
                logits[(7 * outputSize) + labels[7]]);
        }
        else
        {
            for (int row = 0; row < labels.Length; row++)
            {
                labelled = labelled.WithElement(row, logits[(row * outputSize) + labels[row]]);
            }
        }

        Vector256<float> losses = logSums - (labelled - maxima);
        Vector256<float> used = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(labels.Length)).AsSingle();
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(losses & used);
        return lower + upper;
    }

    private static void SubtractOneHot(Span<float> gradient, ReadOnlySpan<int> labels, int outputSize, float weight)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            gradient[(row * outputSize) + labels[row]] -= weight;
        }
    }
}
