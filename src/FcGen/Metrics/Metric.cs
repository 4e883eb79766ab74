namespace FcGen;

/// <summary>
/// Base class of metrics, which evaluate outputs batch by batch. Pass a metric to <c>Trainer.Evaluate</c> or
/// <see cref="FitOptions.Metrics"/>, or call <see cref="Add(ReadOnlySpan{float}, ReadOnlySpan{int}, int)"/> yourself. Definitions equal
/// scikit-learn's; division by zero gives 0, or NaN where documented. After the first batch nothing is allocated, except by a
/// <see cref="RankingMetric"/>. A metric is not thread-safe: evaluations on several threads need separate instances.
/// </summary>
public abstract class Metric
{
    private ThreadOwner _owner;
    private int? _lossIgnoreIndex;

    /// <summary>Name of the metric, for example <c>f1 (macro)</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether larger values are better. Default: true.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>
    /// Label of samples to ignore. Default: null, which uses the ignored label of the trainer's loss
    /// (<see cref="SoftmaxCrossEntropy.IgnoreIndex"/>, <see cref="NegativeLogLikelihood.IgnoreIndex"/>), or none if the loss has none.
    /// </summary>
    public int? IgnoreIndex { get; init; }

    /// <summary>Value over all samples since the last <see cref="Reset"/>; NaN without samples.</summary>
    public abstract double Value { get; }

    /// <summary>Resets the metric: removes all samples.</summary>
    public abstract void Reset();

    /// <summary>Adds a batch with class labels.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">One class index per sample, from 0 to <paramref name="outputSize"/> - 1; 0 or 1 if there is one output; or <see cref="IgnoreIndex"/>.</param>
    /// <param name="outputSize">Number of outputs per sample.</param>
    /// <exception cref="ArgumentException">The lengths do not match.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range.</exception>
    /// <exception cref="NotSupportedException">This metric needs targets.</exception>
    public void Add(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize)
    {
        int? ignored = IgnoreIndex ?? _lossIgnoreIndex;
        BatchChecks.Labels(labels, BatchChecks.Outputs(outputs.Length, outputSize), ClassesOf(outputSize), ignored);
        if (ignored is { } label && labels.Contains(label))
        {
            AddOthers(outputs, labels, outputSize, label);
        }
        else
        {
            AddBatch(outputs, labels, outputSize);
        }
    }

    /// <summary>Adds each run of samples between ignored samples as a batch, so that no metric needs to handle ignored samples.</summary>
    private void AddOthers(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize, int ignored)
    {
        int end;
        for (int first = 0; first < labels.Length; first = end + 1)
        {
            int count = labels[first..].IndexOf(ignored);
            end = count < 0 ? labels.Length : first + count;
            if (end > first)
            {
                AddBatch(outputs[(first * outputSize)..(end * outputSize)], labels[first..end], outputSize);
            }
        }
    }

    /// <summary>Adds a batch with targets.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="outputSize">Number of outputs per sample.</param>
    /// <exception cref="ArgumentException">The lengths do not match.</exception>
    /// <exception cref="NotSupportedException">This metric needs labels.</exception>
    public void Add(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize)
    {
        BatchChecks.Targets(targets.Length, BatchChecks.Outputs(outputs.Length, outputSize), outputSize);
        AddBatch(outputs, targets, outputSize);
    }

    /// <summary>Adds a batch with valid class labels. Default: throws, because labels are not supported.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">[samples].</param>
    /// <param name="outputSize">Number of outputs per sample.</param>
    protected virtual void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize) =>
        throw new NotSupportedException($"{GetType().Name} compares outputs with targets, but class labels were given.");

    /// <summary>Adds a batch with targets of valid length. Default: throws, because targets are not supported.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="outputSize">Number of outputs per sample.</param>
    protected virtual void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize) =>
        throw new NotSupportedException($"{GetType().Name} compares outputs with class labels, but targets were given.");

    /// <summary>Begins an evaluation. The metric is in use until <see cref="EndUse"/>.</summary>
    /// <exception cref="InvalidOperationException">An evaluation on another thread uses the metric.</exception>
    internal void BeginUse()
    {
        if (!_owner.TryEnter())
        {
            throw new InvalidOperationException(
                $"The metric '{Name}' is in use by an evaluation on another thread. Create one {GetType().Name} per thread.");
        }
    }

    /// <summary>Ends the evaluation that <see cref="BeginUse"/> began.</summary>
    internal void EndUse() => _owner.Exit();

    /// <summary>Resets the metric, and configures it for the loss of the network and the evaluated data.</summary>
    internal virtual void Begin(Loss loss, DataSource data)
    {
        _lossIgnoreIndex = loss.IgnoredLabel;
        Reset();
    }

    /// <summary>Rejects a number of classes that differs from previous batches.</summary>
    private protected static void CheckClasses(int expected, int actual)
    {
        if (expected != actual)
        {
            throw new ArgumentException($"Expected outputs for {expected} classes as in previous batches, but got {actual}.", "outputSize");
        }
    }

    /// <summary>Returns the number of classes. One output distinguishes two classes.</summary>
    private protected static int ClassesOf(int outputSize) => outputSize == 1 ? 2 : outputSize;
}
