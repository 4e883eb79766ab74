using System.Runtime.InteropServices;
using FcGen.Layers;

namespace FcGen;

/// <summary>
/// Base class of metrics that compare the predicted class with the true class.
/// The largest of several outputs is the predicted class, as in <see cref="INetwork{TSelf}.Classify(ReadOnlySpan{float})"/>. A single output predicts class 1 if
/// it is above <see cref="Threshold"/>, otherwise class 0. The true class is the index of the largest target; a single target above 0.5 is
/// class 1.
/// A sample with NaN among its outputs has no predicted class (<see cref="NoClass"/>) and counts as wrong.
/// <see cref="INetwork{TSelf}.Classify(ReadOnlySpan{float})"/>, which must return a class, returns the index of the NaN, and 0 for a single output.
/// </summary>
public abstract class ClassificationMetric : Metric
{
    /// <summary>Represents a missing class, because one of the outputs, or of the targets, is NaN.</summary>
    protected internal const int NoClass = -1;

    private const float DefaultThreshold = 0.5f;

    private float? _lossThreshold;

    /// <summary>
    /// Threshold above which a single output predicts class 1: 0 for a logit, 0.5 for a probability. Default: null, which uses
    /// <see cref="Loss.DecisionThreshold"/> of the trainer's loss, or 0.5 if the loss has none.
    /// </summary>
    public float? Threshold { get; init; }

    /// <inheritdoc/>
    internal override void Begin(Loss loss, DataSource data)
    {
        _lossThreshold = loss.DecisionThreshold;
        base.Begin(loss, data);
    }

    /// <summary>Prepares for a number of classes. Called before every batch. Default: does nothing.</summary>
    /// <param name="classCount">Number of outputs, or 2 if there is one output.</param>
    /// <exception cref="ArgumentException">Previous batches had another number of classes.</exception>
    protected virtual void MakeRoom(int classCount)
    {
    }

    /// <summary>Adds one sample.</summary>
    /// <param name="actual">The true class; <see cref="NoClass"/> if there is NaN among the targets.</param>
    /// <param name="predicted">The predicted class; <see cref="NoClass"/> if there is NaN among the outputs.</param>
    protected abstract void Count(int actual, int predicted);

    /// <inheritdoc/>
    protected sealed override void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize)
    {
        MakeRoom(ClassesOf(outputSize));
        float threshold = Threshold ?? _lossThreshold ?? DefaultThreshold;
        for (int row = 0; row < labels.Length; row++)
        {
            Count(labels[row], ClassOf(outputs.Slice(row * outputSize, outputSize), threshold));
        }
    }

    /// <inheritdoc/>
    protected sealed override void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize)
    {
        MakeRoom(ClassesOf(outputSize));
        float threshold = Threshold ?? _lossThreshold ?? DefaultThreshold;
        for (int first = 0; first < outputs.Length; first += outputSize)
        {
            Count(
                TrueClassOf(targets.Slice(first, outputSize)),
                ClassOf(outputs.Slice(first, outputSize), threshold));
        }
    }

    /// <summary>Returns the true class of a row of targets; <see cref="NoClass"/> if there is NaN among them.</summary>
    internal static int TrueClassOf(ReadOnlySpan<float> targets) => ClassOf(targets, DefaultThreshold);

    /// <summary>Whether a sample has a class and it was predicted.</summary>
    private protected static bool IsRight(int actual, int predicted) => actual == predicted && actual != NoClass;

    private static int ClassOf(ReadOnlySpan<float> row, float threshold)
    {
        int largest = Rows.IndexOfMax(ref MemoryMarshal.GetReference(row), row.Length);
        return float.IsNaN(row[largest]) ? NoClass
            : row.Length > 1 ? largest
            : Rows.ClassOf(row[0], threshold);
    }
}
