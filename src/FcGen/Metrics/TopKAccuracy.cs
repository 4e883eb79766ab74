namespace FcGen;

/// <summary>
/// Top-k accuracy, the fraction of samples whose class is among the k largest outputs, 0 to 1
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.top_k_accuracy_score.html">top_k_accuracy_score</see>). Of
/// equal outputs the first ranks higher, so that top 1 equals <see cref="Accuracy"/> (in scikit-learn the last ranks higher). A sample with
/// NaN among its outputs counts as wrong.
/// </summary>
public sealed class TopKAccuracy : Metric
{
    private readonly int _k;
    private long _correct;
    private long _count;

    /// <summary>Initializes the metric.</summary>
    /// <param name="k">Number of largest outputs to consider, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public TopKAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        _k = k;
        Name = $"top-{k} accuracy";
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override double Value => (double)_correct / _count;

    /// <inheritdoc/>
    public override void Reset() => (_correct, _count) = (0, 0);

    /// <inheritdoc/>
    protected override void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize)
    {
        if (outputSize == 1)
        {
            throw new ArgumentException("Top-k accuracy needs at least 2 outputs, but there is 1 output.", nameof(outputSize));
        }

        for (int row = 0; row < labels.Length; row++)
        {
            _correct += OutputsBefore(outputs.Slice(row * outputSize, outputSize), labels[row]) < _k ? 1 : 0;
        }

        _count += labels.Length;
    }

    /// <summary>Returns the number of outputs that rank above the label; with NaN among them, more than there are outputs.</summary>
    private static int OutputsBefore(ReadOnlySpan<float> outputs, int label)
    {
        float own = outputs[label];
        int before = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            if (float.IsNaN(outputs[i]))
            {
                return int.MaxValue;
            }

            before += outputs[i] > own || (outputs[i] == own && i < label) ? 1 : 0;
        }

        return before;
    }
}
