using FcGen.Data;

namespace FcGen;

/// <summary>
/// Samples in memory for training or evaluation: one row of inputs per sample, and a class label or a row of targets. Immutable: training
/// shuffles indices, never rows. Splits and subsets share the rows.
/// </summary>
/// <remarks>
/// .NET has another class <c>System.Data.DataSet</c>. In a file that uses both namespaces, <c>using DataSet = FcGen.DataSet;</c> selects
/// this class.
/// </remarks>
public sealed partial class DataSet : DataSource
{
    private readonly float[] _inputs;
    private readonly int[] _labels;
    private readonly float[] _targets;

    /// <summary>Row indices if this is a view of some rows of the arrays, in the order of the view; null for all rows.</summary>
    private readonly int[]? _rows;
    private float[]? _inputsInOrder;
    private int[]? _labelsInOrder;
    private float[]? _targetsInOrder;

    /// <summary>Copies samples with class labels.</summary>
    /// <param name="inputs">[samples, input size], row after row. The input size is the quotient of the two lengths.</param>
    /// <param name="labels">One class index per sample, at least 0.</param>
    /// <exception cref="ArgumentException">A span is empty, or the inputs are not a whole number of values per label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is negative or <see cref="int.MaxValue"/>.</exception>
    public DataSet(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels)
        : this(inputs.ToArray(), labels.ToArray(), [], labels.Length)
    {
    }

    /// <summary>Copies samples with targets.</summary>
    /// <param name="inputs">[<paramref name="count"/>, input size], row after row.</param>
    /// <param name="targets">[<paramref name="count"/>, target size], row after row.</param>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <exception cref="ArgumentException">A span is empty, or not a whole number of values per sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public DataSet(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, int count)
        : this(inputs.ToArray(), [], targets.ToArray(), PositiveCount(count))
    {
    }

    /// <summary>Wraps arrays without copying. Either labels or targets are empty. The weights are valid or empty.</summary>
    internal DataSet(
        float[] inputs,
        int[] labels,
        float[] targets,
        int count,
        IReadOnlyList<string>? classNames = null,
        int? ignoreIndex = null,
        Standardizer? targetStandardizer = null,
        float[]? sampleWeights = null)
        : base(
            AnyCount(count),
            RowLength(inputs.Length, count, nameof(inputs)),
            TargetLength(labels, targets, count),
            Math.Max(CountClasses(labels, ignoreIndex), classNames?.Count ?? 0))
    {
        (_inputs, _labels, _targets, IgnoreIndex) = (inputs, labels, targets, ignoreIndex);
        ClassNames = classNames ?? [];
        TargetStandardizer = targetStandardizer;
        _sampleWeights = sampleWeights ?? [];
    }

    /// <summary>Initializes a view of some rows of another data set.</summary>
    private DataSet(DataSet whole, int[] rows)
        : base(rows.Length, whole.InputSize, whole.TargetSize, ClassesOf(whole, rows))
    {
        (_inputs, _labels, _targets, _sampleWeights) = (whole._inputs, whole._labels, whole._targets, whole._sampleWeights);
        (_rows, IgnoreIndex, ClassNames) = (rows, whole.IgnoreIndex, whole.ClassNames);
        TargetStandardizer = whole.TargetStandardizer;
    }

    /// <summary>
    /// Copies samples with class labels, some of which have a label to ignore. Train and evaluate with a loss that has the same
    /// <see cref="SoftmaxCrossEntropy.IgnoreIndex"/>.
    /// </summary>
    /// <param name="inputs">[samples, input size], row after row. The input size is the quotient of the two lengths.</param>
    /// <param name="labels">One class index per sample, at least 0, or <paramref name="ignoreIndex"/>.</param>
    /// <param name="ignoreIndex">Label of samples to ignore, for example -100. It does not count as a class.</param>
    /// <exception cref="ArgumentException">A span is empty, or the inputs are not a whole number of values per label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Another label is negative or <see cref="int.MaxValue"/>.</exception>
    public static DataSet WithIgnoredLabel(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, int ignoreIndex) =>
        new(inputs.ToArray(), labels.ToArray(), [], labels.Length, ignoreIndex: ignoreIndex);

    /// <summary>
    /// All inputs, [<see cref="DataSource.Count"/>, <see cref="DataSource.InputSize"/>]. A subset shares the rows of its data set, and
    /// copies them on first use of this property. <see cref="GetInput"/> copies nothing.
    /// </summary>
    public ReadOnlySpan<float> Inputs => InOrder(_inputs, InputSize, ref _inputsInOrder);

    /// <summary>
    /// All labels, [<see cref="DataSource.Count"/>]; empty if the samples have targets. A subset copies them, as with <see cref="Inputs"/>.
    /// </summary>
    public ReadOnlySpan<int> Labels => InOrder(_labels, HasLabels ? 1 : 0, ref _labelsInOrder);

    /// <summary>
    /// All targets, [<see cref="DataSource.Count"/>, <see cref="DataSource.TargetSize"/>]; empty if the samples have labels. A subset
    /// copies them, as with <see cref="Inputs"/>.
    /// </summary>
    public ReadOnlySpan<float> Targets => InOrder(_targets, TargetSize, ref _targetsInOrder);

    /// <summary>All rows of the arrays, in their order; <see cref="ToStored"/> returns indices of these rows. Read-only.</summary>
    internal SampleBatch Stored => new(_inputs, _labels, _targets, _inputs.Length / InputSize, _sampleWeights);

    /// <summary>Returns the inputs of one sample, [<see cref="DataSource.InputSize"/>].</summary>
    /// <param name="index">Index of the sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> GetInput(int index) => _inputs.AsSpan(RowOf(index) * InputSize, InputSize);

    /// <summary>Returns the label of one sample.</summary>
    /// <param name="index">Index of the sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="InvalidOperationException">The samples have targets.</exception>
    public int GetLabel(int index) => HasLabels
        ? _labels[RowOf(index)]
        : throw new InvalidOperationException($"The samples have {TargetSize} targets each and no labels.");

    /// <summary>Returns the targets of one sample, [<see cref="DataSource.TargetSize"/>].</summary>
    /// <param name="index">Index of the sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="InvalidOperationException">The samples have labels.</exception>
    public ReadOnlySpan<float> GetTarget(int index) => HasLabels
        ? throw new InvalidOperationException("The samples have labels and no targets.")
        : _targets.AsSpan(RowOf(index) * TargetSize, TargetSize);

    /// <summary>Returns the same samples with named classes, which a <see cref="ConfusionMatrix"/> prints.</summary>
    /// <param name="names">Names of the classes in order, different; at least <see cref="DataSource.ClassCount"/>.</param>
    /// <exception cref="ArgumentException">There are fewer names than classes, or a name is null or repeated.</exception>
    /// <exception cref="InvalidOperationException">The samples have targets.</exception>
    public DataSet WithClassNames(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return HasLabels
            ? With(InOrder(_inputs, InputSize, ref _inputsInOrder), names, InOrderWeights())
            : throw new InvalidOperationException($"The samples have {TargetSize} targets each and no classes.");
    }

    /// <summary>Returns a data set with inputs multiplied by a factor, for example <c>1f / 16</c> for pixels from 0 to 16.</summary>
    /// <param name="factor">The factor; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not finite.</exception>
    public DataSet Scale(float factor)
    {
        if (!float.IsFinite(factor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be finite.");
        }

        return WithInputs(Array.ConvertAll(InOrder(_inputs, InputSize, ref _inputsInOrder), value => value * factor));
    }

    /// <summary>
    /// Standardizes every input column to mean 0 and standard deviation 1. Apply the returned standardizer, which is fitted to the training
    /// data, to test data.
    /// </summary>
    /// <exception cref="ArgumentException">An input is not finite.</exception>
    public (DataSet Data, Standardizer Standardizer) Standardize()
    {
        Standardizer standardizer = Standardizer.Fit(this);
        return (standardizer.Apply(this), standardizer);
    }

    /// <summary>
    /// Standardizes every target column to mean 0 and standard deviation 1. The returned data set, its subsets and its splits have the
    /// returned standardizer as <see cref="DataSource.TargetStandardizer"/>: a trainer reports metrics in the original units. Apply the
    /// standardizer to the targets of test data with <see cref="Standardizer.ApplyToTargets"/>, and convert predictions with
    /// <see cref="Standardizer.Undo"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A target is not finite.</exception>
    /// <exception cref="InvalidOperationException">The samples have labels, or the targets are already standardized.</exception>
    /// <example>
    /// <code>
    /// (DataSet train, Standardizer scale) = data.StandardizeTargets();
    /// trainer.Fit(train);
    /// network.Forward(input, output);
    /// scale.Undo(output);
    /// </code>
    /// </example>
    public (DataSet Data, Standardizer Standardizer) StandardizeTargets()
    {
        Standardizer standardizer = Standardizer.FitTargets(this);
        return (standardizer.ApplyToTargets(this), standardizer);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Count} samples of {InputSize} inputs with {(HasLabels ? $"labels of {ClassCount} classes" : $"{TargetSize} targets")}"
        + (HasSampleWeights ? " and weights" : string.Empty);

    /// <summary>Returns the same samples with other inputs. Wraps the array, and shares labels and targets, which are immutable.</summary>
    internal DataSet WithInputs(float[] inputs) => With(inputs, ClassNames, InOrderWeights());

    /// <summary>Returns the same samples with other inputs, class names or weights. Wraps the arrays.</summary>
    private DataSet With(float[] inputs, IReadOnlyList<string> classNames, float[] sampleWeights) => new(
        inputs,
        InOrder(_labels, HasLabels ? 1 : 0, ref _labelsInOrder),
        InOrder(_targets, TargetSize, ref _targetsInOrder),
        Count,
        classNames,
        IgnoreIndex,
        TargetStandardizer,
        sampleWeights);

    /// <summary>Returns the same samples with standardized targets. Wraps the array, and shares the inputs, which are immutable.</summary>
    internal DataSet WithTargets(float[] targets, Standardizer standardizer) => new(
        InOrder(_inputs, InputSize, ref _inputsInOrder),
        [],
        targets,
        Count,
        targetStandardizer: standardizer,
        sampleWeights: InOrderWeights());

    /// <summary>Converts indices of samples to indices of rows in <see cref="Stored"/>, in place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no sample with one of the indices.</exception>
    internal void ToStored(Span<int> indices)
    {
        foreach (ref int index in indices)
        {
            index = RowOf(index);
        }
    }

    /// <inheritdoc/>
    internal override SampleBatch View(int first, int count, BatchBuffer buffer) =>
        _rows is null ? Stored.Slice(first, count) : base.View(first, count, buffer);

    /// <inheritdoc/>
    protected override void ReadSamples(int first, SampleBatch destination)
    {
        if (_rows is null)
        {
            SampleBatch source = Stored.Slice(first, destination.Count);
            source.Inputs.CopyTo(destination.Inputs);
            source.Labels.CopyTo(destination.Labels);
            source.Targets.CopyTo(destination.Targets);
            if (!destination.SampleWeights.IsEmpty)
            {
                source.SampleWeights.CopyTo(destination.SampleWeights);
            }
        }
        else
        {
            destination.Gather(Stored, _rows.AsSpan(first, destination.Count));
        }
    }

    private T[] InOrder<T>(T[] stored, int width, ref T[]? copy)
    {
        if (_rows is null)
        {
            return stored;
        }

        if (copy is null)
        {
            var values = new T[checked(Count * width)];
            for (int i = 0; i < Count; i++)
            {
                stored.AsSpan(_rows[i] * width, width).CopyTo(values.AsSpan(i * width));
            }

            // Published when it is complete: other threads may be reading.
            Volatile.Write(ref copy, values);
        }

        return copy;
    }

    private int RowOf(int index) => (uint)index >= (uint)Count
        ? throw new ArgumentOutOfRangeException(nameof(index), index, $"Samples have indices from 0 to {Count - 1}, but {index} was given.")
        : _rows is null ? index : _rows[index];

    /// <summary>Returns the number of classes of some rows. Named classes remain without samples.</summary>
    private static int ClassesOf(DataSet whole, int[] rows) =>
        !whole.HasLabels ? 0
        : whole.ClassNames.Count > 0 ? whole.ClassCount
        : CountClasses(Array.ConvertAll(rows, row => whole._labels[row]), whole.IgnoreIndex);

    private static int PositiveCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return count;
    }

    private static int AnyCount(int count) => count != 0
        ? count
        : throw new ArgumentException("A data set needs at least one sample, but no labels were given.", "labels");

    private static int TargetLength(int[] labels, float[] targets, int count) =>
        labels.Length == 0 ? RowLength(targets.Length, count, nameof(targets)) : 0;

    private static int RowLength(int length, int count, string parameter) => length > 0 && length % count == 0
        ? length / count
        : throw new ArgumentException(
            $"{count} samples need a whole number of values each and at least one, but {length} values were given.", parameter);

    private static int CountClasses(int[] labels, int? ignored = null)
    {
        // Labels that are all ignored still are labels, of at least one class.
        int count = labels.Length > 0 ? 1 : 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == ignored)
            {
                continue;
            }

            if (labels[i] is < 0 or int.MaxValue)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(labels), labels[i], $"A label is a class index from 0 to {int.MaxValue - 1}, but label {i} is {labels[i]}.");
            }

            count = Math.Max(count, labels[i] + 1);
        }

        return count;
    }
}
