namespace FcGen;

/// <summary>
/// A batch of samples, stored row after row. A <see cref="DataSource"/> fills it, and a <see cref="BatchAugmentation"/> may modify it.
/// </summary>
public readonly ref struct SampleBatch
{
    /// <summary>Initializes a batch over spans of the caller.</summary>
    /// <param name="inputs">[<paramref name="count"/>, input size].</param>
    /// <param name="labels">[<paramref name="count"/>]; empty if the samples have targets.</param>
    /// <param name="targets">[<paramref name="count"/>, target size]; empty if the samples have labels.</param>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <exception cref="ArgumentException">
    /// A length is not a multiple of the number of samples, or there are labels and targets, or neither.
    /// </exception>
    public SampleBatch(Span<float> inputs, Span<int> labels, Span<float> targets, int count)
    {
        bool labeled = labels.Length == count && targets.IsEmpty;
        bool targeted = labels.IsEmpty && !targets.IsEmpty && targets.Length % Math.Max(count, 1) == 0;
        if (count < 1 || inputs.IsEmpty || inputs.Length % count != 0 || !(labeled || targeted))
        {
            throw new ArgumentException(
                $"Expected at least one sample, and for each the same number of inputs and either one label or the same number of targets, "
                + $"but got {inputs.Length} inputs, {labels.Length} labels and {targets.Length} targets for {count} samples.");
        }

        Inputs = inputs;
        Labels = labels;
        Targets = targets;
        Count = count;
        InputSize = inputs.Length / count;
        TargetSize = targets.Length / count;
    }

    /// <summary>Initializes a batch whose samples have weights, one per sample or none.</summary>
    internal SampleBatch(Span<float> inputs, Span<int> labels, Span<float> targets, int count, Span<float> sampleWeights)
        : this(inputs, labels, targets, count) => SampleWeights = sampleWeights;

    /// <summary>Number of samples, at least 1.</summary>
    public int Count { get; }

    /// <summary>The inputs, [<see cref="Count"/>, <see cref="InputSize"/>].</summary>
    public Span<float> Inputs { get; }

    /// <summary>One class index per sample, [<see cref="Count"/>]; empty if the samples have targets.</summary>
    public Span<int> Labels { get; }

    /// <summary>The targets, [<see cref="Count"/>, <see cref="TargetSize"/>]; empty if the samples have labels.</summary>
    public Span<float> Targets { get; }

    /// <summary>
    /// Weight of each sample in the loss, [<see cref="Count"/>]; empty if the samples have no weights
    /// (<see cref="DataSet.SampleWeights"/>).
    /// </summary>
    public Span<float> SampleWeights { get; }

    /// <summary>Number of inputs per sample.</summary>
    public int InputSize { get; }

    /// <summary>Number of targets per sample; 0 if the samples have labels.</summary>
    public int TargetSize { get; }

    /// <summary>Whether the samples have labels instead of targets.</summary>
    public bool HasLabels => Targets.IsEmpty;

    /// <summary>Returns the inputs of one sample, [<see cref="InputSize"/>].</summary>
    /// <param name="row">Index in this batch, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Span<float> GetInput(int row) => Inputs.Slice(row * InputSize, InputSize);

    /// <summary>Returns the targets of one sample, [<see cref="TargetSize"/>].</summary>
    /// <param name="row">Index in this batch, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Span<float> GetTarget(int row) => Targets.Slice(row * TargetSize, TargetSize);

    /// <summary>Returns a range of the samples.</summary>
    internal SampleBatch Slice(int first, int count) => new(
        Inputs.Slice(first * InputSize, count * InputSize),
        HasLabels ? Labels.Slice(first, count) : [],
        Targets.Slice(first * TargetSize, count * TargetSize),
        count,
        SampleWeights.IsEmpty ? [] : SampleWeights.Slice(first, count));

    /// <summary>Copies selected rows of other samples to this batch, in the order of the indices.</summary>
    internal void Gather(SampleBatch source, ReadOnlySpan<int> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            source.Inputs.Slice(rows[i] * InputSize, InputSize).CopyTo(GetInput(i));
        }

        for (int i = 0; i < SampleWeights.Length; i++)
        {
            SampleWeights[i] = source.SampleWeights[rows[i]];
        }

        if (HasLabels)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                Labels[i] = source.Labels[rows[i]];
            }

            return;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            source.Targets.Slice(rows[i] * TargetSize, TargetSize).CopyTo(GetTarget(i));
        }
    }
}
