using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen;

/// <summary>
/// Cross entropy between the softmax of the outputs (logits) and class labels or class probabilities, mean over the batch
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html">torch.nn.CrossEntropyLoss</see>). The network must
/// not end in a softmax.
/// </summary>
/// <remarks>
/// The largest logit of a row is subtracted before the exponential, which is stable for finite logits of any size. NaN among the logits
/// makes the loss NaN. The sum over the batch is computed in double precision.
/// </remarks>
public sealed class SoftmaxCrossEntropy : Loss
{
    private readonly float[]? _weights;

    /// <summary>
    /// Label smoothing e (Szegedy et al., 2016), from 0 to 1: a target t over K classes becomes <c>(1 - e) t + e / K</c>. A label is t = 1
    /// at its class. Default: 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public float LabelSmoothing
    {
        get;
        init => field = OptionChecks.Share(value, nameof(LabelSmoothing));
    }

    /// <summary>
    /// Weight w of each class in the sum over classes, at least 0. Use values above 1 for rare classes. As in PyTorch, the mean over a
    /// batch with labels divides by the sum of the weights of its labels (NaN if all are 0). With class probabilities it divides by the
    /// number of samples. Default: none, which is 1 for all.
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

    /// <inheritdoc/>
    internal override int? IgnoredLabel => IgnoreIndex;

    /// <inheritdoc/>
    internal override OutputActivation ProbabilityActivation => OutputActivation.Softmax;

    /// <summary>Computes the mean loss of a batch with class probabilities, and its gradient.</summary>
    /// <param name="outputs">Logits, [samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">
    /// Class probabilities t, [samples, <paramref name="outputSize"/>]. As in PyTorch, their sum is not checked.
    /// </param>
    /// <param name="outputSize">Number of classes.</param>
    /// <param name="gradients">
    /// Empty, or receives <c>(softmax(x) * sum(a) - a) / samples</c>, [samples, <paramref name="outputSize"/>], with <c>a = w * t</c> after
    /// smoothing.
    /// </param>
    /// <returns>The mean over the samples of <c>-sum(a * log(softmax(x)))</c>.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or that of <see cref="ClassWeights"/> is not the number of classes.</exception>
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients)
    {
        int samples = LossChecks.Targets(outputs, targets, outputSize, gradients);
        LossChecks.ClassWeights(_weights, outputSize);
        var targetRows = new TargetRows(targets, default, outputSize, _weights, LabelSmoothing);
        return ComputeRows(outputs, in targetRows, outputSize, gradients, DivisorOf(samples));
    }

    /// <summary>Computes the mean loss of a batch with class labels, and its gradient.</summary>
    /// <param name="outputs">Logits, [samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">One class index per sample, from 0 to <paramref name="outputSize"/> - 1.</param>
    /// <param name="outputSize">Number of classes.</param>
    /// <param name="gradients">
    /// Empty, or receives <c>(softmax(x) * sum(a) - a) / sum(w[label])</c>, [samples, <paramref name="outputSize"/>], with
    /// <c>a = (1 - e) w[label] onehot(label) + e w / K</c>. Without options this is <c>(softmax(x) - onehot(label)) / samples</c>.
    /// </param>
    /// <returns>
    /// The sum over the samples of <c>-sum(a * log(softmax(x)))</c> over <c>sum(w[label])</c>. Without options this is the mean of
    /// <c>-log(softmax(x)[label])</c>.
    /// </returns>
    /// <exception cref="ArgumentException">The lengths differ, or that of <see cref="ClassWeights"/> is not the number of classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class index; nothing is written.</exception>
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients)
    {
        CheckLabels(outputs, labels, outputSize, gradients);

        // Without options, a call less is 2 % of the loss of 32 samples of three classes.
        return _weights is null && LabelSmoothing == 0 && IgnoreIndex is null
            ? ComputeLabels(outputs, labels, outputSize, gradients, DivisorOf(labels.Length, Reduction))
            : Compute(outputs, labels, outputSize, gradients, Reduction);
    }

    /// <inheritdoc/>
    internal override double WeightOf(ReadOnlySpan<int> labels) => LossChecks.WeightOfLabels(_weights, labels, IgnoreIndex);

    /// <inheritdoc/>
    internal override int TermsPerSample(int outputSize) => 1;

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
        bool hasIgnored = IgnoreIndex is { } ignored && labels.Contains(ignored);
        if (_weights is null && LabelSmoothing == 0 && !hasIgnored)
        {
            return ComputeLabels(outputs, labels, outputSize, gradients, DivisorOf(labels.Length, reduction));
        }

        if (hasIgnored && LossChecks.AllIgnored(labels, IgnoreIndex))
        {
            gradients.Clear();
            return 0;
        }

        var targetRows = new TargetRows(default, labels, outputSize, _weights, LabelSmoothing, hasIgnored ? IgnoreIndex : null);
        return ComputeRows(outputs, in targetRows, outputSize, gradients, DivisorOf(WeightOf(labels), reduction));
    }

    /// <summary>Computes every kind of target, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ComputeRows(
        ReadOnlySpan<float> outputs, in TargetRows targets, int outputSize, Span<float> gradients, double divisor)
    {
        double loss = 0;
        float scale = (float)(1 / divisor);
        int samples = outputs.Length / outputSize;
        for (int first = 0; first < samples; first += SoftmaxRows.MaxRows)
        {
            int rows = Math.Min(SoftmaxRows.MaxRows, samples - first);
            int start = first * outputSize;
            int length = rows * outputSize;
            ReadOnlySpan<float> logits = outputs.Slice(start, length);
            Span<float> gradient = gradients.IsEmpty ? default : gradients.Slice(start, length);
            SoftmaxRows.Compute(logits, outputSize, scale, gradient, out Vector256<float> maxima, out Vector256<float> logSums);
            for (int row = 0; row < rows; row++)
            {
                int place = row * outputSize;
                if (targets.IsIgnored(first + row))
                {
                    if (!gradient.IsEmpty)
                    {
                        gradient.Slice(place, outputSize).Clear();
                    }

                    continue;
                }

                loss += targets.Loss(first + row, logits.Slice(place, outputSize), maxima[row], logSums[row], out float sum);
                if (!gradient.IsEmpty)
                {
                    targets.Subtract(first + row, sum, scale, gradient.Slice(place, outputSize));
                }
            }
        }

        return (float)(loss / divisor);
    }

    /// <summary>Computes the usual case, labels without options, with no pass over the classes besides the softmax.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ComputeLabels(
        ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, Span<float> gradients, double divisor)
    {
        int samples = labels.Length;
        float weight = 1f / (float)divisor;
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

        return (float)(Vector256.Sum(losses) / divisor);
    }

    private static Vector256<double> LossesOfBlock(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, int outputSize, Vector256<float> maxima, Vector256<float> logSums)
    {
        Vector256<float> labeled = Vector256<float>.Zero;
        if (labels.Length == SoftmaxRows.MaxRows)
        {
            // From registers: a vector loaded from eight values just stored would have to wait for the last store.
            labeled = Vector256.Create(
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
                labeled = labeled.WithElement(row, logits[(row * outputSize) + labels[row]]);
            }
        }

        Vector256<float> losses = logSums - (labeled - maxima);
        Vector256<float> used = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(labels.Length)).AsSingle();
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(losses & used);
        return lower + upper;
    }

    /// <summary>
    /// Subtracts the weight at the label of each row. For a label with a probability p near 1, 1 - p is the sum of the other probabilities.
    /// Up to 7/8 the difference loses three bits at most, and early in training, when the sum would cost most, it is seldom needed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SubtractOneHot(Span<float> gradient, ReadOnlySpan<int> labels, int outputSize, float weight)
    {
        float almostCertain = 0.875f * weight;
        for (int row = 0; row < labels.Length; row++)
        {
            int place = (row * outputSize) + labels[row];
            float ofLabel = gradient[place];
            gradient[place] = ofLabel - weight;
            if (ofLabel > almostCertain)
            {
                gradient[place] = -LossMath.SumOfOthers(gradient.Slice(row * outputSize, outputSize), labels[row]);
            }
        }
    }
}
