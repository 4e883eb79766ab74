using System.Runtime.InteropServices;
using FcGen.Layers;

namespace FcGen;

/// <summary>
/// Base class of metrics that compare the probabilities of the classes with the true class. A single output is the probability of class 1,
/// of two classes; each of several outputs is the probability of its class. <see cref="FromLogits"/> converts logits. The true class is
/// the index of the largest target; a single target above 0.5 is class 1. NaN among outputs or targets makes the value NaN.
/// </summary>
public abstract class ProbabilityMetric : Metric
{
    private OutputActivation _lossActivation;
    private bool _isUndefined;

    private protected ProbabilityMetric()
    {
    }

    /// <summary>
    /// Whether outputs are logits. The probabilities are then the softmax of several outputs, or the sigmoid of a single output. Default:
    /// null, which uses the outputs of the trainer's loss: logits for <see cref="SoftmaxCrossEntropy"/> and
    /// <see cref="BinaryCrossEntropyWithLogits"/> (the sigmoid of each output), log-probabilities for <see cref="NegativeLogLikelihood"/>,
    /// logits for a single output whose <see cref="Loss.DecisionThreshold"/> is 0, otherwise probabilities. Without a trainer, null means
    /// probabilities.
    /// </summary>
    public bool? FromLogits { get; init; }

    /// <summary>Value over all samples since the last <see cref="Metric.Reset"/>; NaN without samples, or after NaN.</summary>
    public sealed override double Value => SampleCount == 0 || _isUndefined ? double.NaN : Compute();

    /// <summary>Number of samples since the last reset.</summary>
    private protected int SampleCount { get; private set; }

    /// <summary>Number of classes; 0 before the first batch.</summary>
    private protected int ClassCount { get; private set; }

    /// <inheritdoc/>
    public sealed override void Reset()
    {
        (SampleCount, _isUndefined) = (0, false);
        Clear();
    }

    /// <inheritdoc/>
    internal sealed override void Begin(Loss loss, DataSource data)
    {
        _lossActivation = loss.ProbabilityActivation;
        base.Begin(loss, data);
    }

    /// <inheritdoc/>
    protected sealed override void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize)
    {
        MakeRoom(ClassesOf(outputSize));
        for (int row = 0; row < labels.Length; row++)
        {
            Add(labels[row], outputs.Slice(row * outputSize, outputSize));
        }
    }

    /// <inheritdoc/>
    protected sealed override void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize)
    {
        MakeRoom(ClassesOf(outputSize));
        for (int first = 0; first < outputs.Length; first += outputSize)
        {
            Add(ClassificationMetric.TrueClassOf(targets.Slice(first, outputSize)), outputs.Slice(first, outputSize));
        }
    }

    /// <summary>Adds a sample with a true class, whose outputs are not NaN.</summary>
    private protected abstract void Add(int actual, ClassOutputs outputs);

    /// <summary>Removes all samples.</summary>
    private protected abstract void Clear();

    /// <summary>Computes the value over all samples, at least one.</summary>
    private protected abstract double Compute();

    /// <summary>Makes the value NaN until the next reset.</summary>
    private protected void MakeUndefined() => _isUndefined = true;

    private void MakeRoom(int classCount)
    {
        if (SampleCount == 0)
        {
            ClassCount = classCount;
        }

        CheckClasses(ClassCount, classCount);
    }

    private void Add(int actual, ReadOnlySpan<float> outputs)
    {
        SampleCount++;
        int largest = Rows.IndexOfMax(ref MemoryMarshal.GetReference(outputs), outputs.Length);
        if (actual == ClassificationMetric.NoClass || float.IsNaN(outputs[largest]))
        {
            MakeUndefined();
            return;
        }

        OutputActivation activation = FromLogits switch
        {
            null => _lossActivation,
            true => OutputActivation.Softmax,
            false => OutputActivation.Identity,
        };
        Add(actual, new ClassOutputs(outputs, largest, activation));
    }
}
