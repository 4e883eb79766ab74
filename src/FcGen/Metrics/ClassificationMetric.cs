using System.Runtime.InteropServices;
using FcGen.Layers;

namespace FcGen;

/// <summary>
/// A metric that compares the class a network chooses with the true one. Of several outputs the largest is chosen, as by
/// <see cref="INetwork{TSelf}.Classify"/>; a single output chooses class 1 if it is above <see cref="Threshold"/>, and class 0 if not.
/// The true class of a row of targets is the largest of them; of a single target, 1 if it is above 0.5. A sample with NaN among its
/// outputs chooses no class and is never right (<see cref="NoClass"/>). <see cref="INetwork{TSelf}.Classify"/> has to return an index and
/// returns that of the NaN.
/// </summary>
public abstract class ClassificationMetric : Metric
{
    /// <summary>Stands for a class that a sample does not have, because one of its outputs, or of its targets, is NaN.</summary>
    protected const int NoClass = -1;

    private const float DefaultThreshold = 0.5f;

    private float? _lossThreshold;

    /// <summary>
    /// What a single output has to be above to choose class 1: 0 for a logit, 0.5 for a probability. Default: null, which takes what
    /// the loss of the trainer says (<see cref="Loss.DecisionThreshold"/>), and 0.5 if it says nothing.
    /// </summary>
    public float? Threshold { get; init; }

    /// <inheritdoc/>
    internal override void Begin(Loss loss)
    {
        _lossThreshold = loss.DecisionThreshold;
        base.Begin(loss);
    }

    /// <summary>Makes room for a number of classes. Called before every batch. Default: nothing.</summary>
    /// <param name="classCount">Number of outputs, or 2 if there is one output.</param>
    /// <exception cref="ArgumentException">Batches before had another number of classes.</exception>
    protected virtual void MakeRoom(int classCount)
    {
    }

    /// <summary>Takes in one sample.</summary>
    /// <param name="actual">Its true class; <see cref="NoClass"/> if there is NaN among its targets.</param>
    /// <param name="predicted">The class that the network chose; <see cref="NoClass"/> if there is NaN among its outputs.</param>
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
                ClassOf(targets.Slice(first, outputSize), DefaultThreshold),
                ClassOf(outputs.Slice(first, outputSize), threshold));
        }
    }

    /// <summary>Refuses a number of classes that is not that of the batches before.</summary>
    private protected static void CheckClasses(int expected, int actual)
    {
        if (expected != actual)
        {
            throw new ArgumentException($"Expected outputs for {expected} classes as in the batches before, but got {actual}.", "outputSize");
        }
    }

    /// <summary>Whether a sample has a class and the network chose it.</summary>
    private protected static bool IsRight(int actual, int predicted) => actual == predicted && actual != NoClass;

    private static int ClassOf(ReadOnlySpan<float> row, float threshold)
    {
        int largest = Rows.IndexOfMax(ref MemoryMarshal.GetReference(row), row.Length);
        return float.IsNaN(row[largest]) ? NoClass
            : row.Length > 1 ? largest
            : row[0] > threshold ? 1
            : 0;
    }
}
