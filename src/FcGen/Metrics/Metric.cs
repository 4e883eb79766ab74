namespace FcGen;

/// <summary>
/// A figure of how well outputs fit, gathered batch by batch: give one to <see cref="Trainer{TNetwork}.Evaluate"/> or
/// <see cref="FitOptions.Metrics"/>, or <see cref="Add(ReadOnlySpan{float}, ReadOnlySpan{int}, int)"/> batches yourself. Definitions are
/// scikit-learn's; a quotient by zero is 0. After the first batch nothing is allocated. One thread uses a metric at a time: evaluations on
/// several threads need a metric each.
/// </summary>
public abstract class Metric
{
    private ThreadOwner _owner;

    /// <summary>Name, as in <c>f1 (macro)</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a larger value is a better one. Default: true.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>The figure for all samples since the last <see cref="Reset"/>; NaN without samples.</summary>
    public abstract double Value { get; }

    /// <summary>Forgets all samples.</summary>
    public abstract void Reset();

    /// <summary>Takes in a batch with class labels.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">One class index per sample, from 0 to <paramref name="outputSize"/> - 1; 0 or 1 if there is one output.</param>
    /// <param name="outputSize">Number of outputs of one sample.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range.</exception>
    /// <exception cref="NotSupportedException">This metric needs targets.</exception>
    public void Add(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize)
    {
        BatchChecks.Labels(labels, BatchChecks.Outputs(outputs.Length, outputSize), ClassesOf(outputSize));
        AddBatch(outputs, labels, outputSize);
    }

    /// <summary>Takes in a batch with targets.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="outputSize">Number of outputs of one sample.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="NotSupportedException">This metric needs labels.</exception>
    public void Add(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize)
    {
        BatchChecks.Targets(targets.Length, BatchChecks.Outputs(outputs.Length, outputSize), outputSize);
        AddBatch(outputs, targets, outputSize);
    }

    /// <summary>Takes in a batch with class labels, which have been checked. Default: refuses them.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="labels">[samples].</param>
    /// <param name="outputSize">Number of outputs of one sample.</param>
    protected virtual void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int outputSize) =>
        throw new NotSupportedException($"{GetType().Name} compares outputs with targets, but class labels were given.");

    /// <summary>Takes in a batch with targets, whose number has been checked. Default: refuses them.</summary>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="outputSize">Number of outputs of one sample.</param>
    protected virtual void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize) =>
        throw new NotSupportedException($"{GetType().Name} compares outputs with class labels, but targets were given.");

    /// <summary>Begins an evaluation, which uses the metric until <see cref="EndUse"/>.</summary>
    /// <exception cref="InvalidOperationException">An evaluation on another thread uses the metric.</exception>
    internal void BeginUse()
    {
        if (!_owner.TryEnter())
        {
            throw new InvalidOperationException(
                $"The metric '{Name}' is in use by an evaluation on another thread. Create one {GetType().Name} per thread.");
        }
    }

    /// <summary>Ends what <see cref="BeginUse"/> began.</summary>
    internal void EndUse() => _owner.Exit();

    /// <summary>Forgets all samples, and notes what the outputs of a network that is trained with a loss mean.</summary>
    internal virtual void Begin(Loss loss) => Reset();

    /// <summary>One output tells two classes apart.</summary>
    private protected static int ClassesOf(int outputSize) => outputSize == 1 ? 2 : outputSize;
}
