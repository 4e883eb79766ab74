using FcGen.Data;

namespace FcGen;

/// <summary>
/// Base class of sources of samples for training or evaluation: in memory (<see cref="DataSet"/>), in a file that may be larger than memory
/// (<see cref="StreamedDataSet"/>), or a custom source. Each sample has a row of inputs, and a class label or a row of targets. In a
/// <see cref="DataSet"/> it can also have a weight.
/// </summary>
public abstract class DataSource
{
    /// <summary>Initializes a source with the number and shape of its samples.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="inputSize">Number of inputs per sample, at least 1.</param>
    /// <param name="targetSize">Number of targets per sample; 0 if the samples have labels.</param>
    /// <param name="classCount">Number of classes: every label is below it; 0 if the samples have targets.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    /// <exception cref="ArgumentException">Both or none of <paramref name="targetSize"/> and <paramref name="classCount"/> are 0.</exception>
    protected DataSource(int count, int inputSize, int targetSize, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(targetSize);
        ArgumentOutOfRangeException.ThrowIfNegative(classCount);
        if (targetSize == 0 == (classCount == 0))
        {
            throw new ArgumentException($"Samples have either labels or targets, but {classCount} classes and {targetSize} targets were given.");
        }

        (Count, InputSize, TargetSize, ClassCount) = (count, inputSize, targetSize, classCount);
    }

    /// <summary>Number of samples, at least 1.</summary>
    public int Count { get; }

    /// <summary>Label of samples that a loss with the same ignored label ignores; null for none.</summary>
    internal int? IgnoreIndex { get; private protected init; }

    /// <summary>Whether the samples have weights in the loss. Only those of a <see cref="DataSet"/> can have them.</summary>
    internal virtual bool HasSampleWeights => false;

    /// <summary>Number of inputs per sample.</summary>
    public int InputSize { get; }

    /// <summary>Number of targets per sample; 0 if the samples have labels.</summary>
    public int TargetSize { get; }

    /// <summary>Whether the samples have labels instead of targets.</summary>
    public bool HasLabels => TargetSize == 0;

    /// <summary>
    /// Number of classes, in a <see cref="DataSet"/> the number of <see cref="ClassNames"/> or, without names, the largest label plus one;
    /// 0 if the samples have targets.
    /// </summary>
    public int ClassCount { get; }

    /// <summary>Names of the classes, [<see cref="ClassCount"/>]; empty if the classes have no names. Default: empty.</summary>
    /// <exception cref="ArgumentException">The number of names is neither 0 nor <see cref="ClassCount"/>, or a name is null or repeated.</exception>
    public IReadOnlyList<string> ClassNames
    {
        get;
        protected init
        {
            if (value.Count != 0 && value.Count != ClassCount)
            {
                throw new ArgumentException($"Expected {ClassCount} class names, one for each class, but got {value.Count}.", nameof(value));
            }

            if (value.Any(name => name is null) || value.Distinct().Count() != value.Count)
            {
                throw new ArgumentException("Class names must be different texts, but one is repeated or null.", nameof(value));
            }

            field = [.. value];
        }
    } = [];

    /// <summary>
    /// Standardizer that was applied to the targets. Metrics of <see cref="Trainer{TNetwork}"/> are then measured in the original units:
    /// outputs and targets are converted with <see cref="Standardizer.Undo"/>. Losses are computed from the standardized targets. Subsets
    /// keep the standardizer; files do not store it. Default: null, the targets are in their original units.
    /// </summary>
    /// <exception cref="ArgumentException">The standardizer has another number of columns than <see cref="TargetSize"/>.</exception>
    public Standardizer? TargetStandardizer
    {
        get;
        protected init
        {
            if (value is not null && value.InputSize != TargetSize)
            {
                throw new ArgumentException(
                    $"Expected a standardizer with {TargetSize} columns, one for each target, but it has {value.InputSize}.", nameof(value));
            }

            field = value;
        }
    }

    /// <summary>Reads consecutive samples.</summary>
    /// <param name="first">Index of the first sample, from 0.</param>
    /// <param name="destination">Receives <see cref="SampleBatch.Count"/> samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range exceeds the samples of the source.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another input or target size.</exception>
    /// <exception cref="InvalidDataException">The data is invalid; the message contains the expected and the actual content.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public void Read(int first, SampleBatch destination)
    {
        if (first < 0 || first > Count - destination.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(first), first, $"There are {Count} samples, but {destination.Count} from index {first} were requested.");
        }

        if (destination.InputSize != InputSize || destination.TargetSize != TargetSize)
        {
            throw new ArgumentException(
                $"Expected a batch of samples with {InputSize} inputs and {TargetSize} targets, "
                + $"but it has {destination.InputSize} inputs and {destination.TargetSize} targets.",
                nameof(destination));
        }

        ReadSamples(first, destination);
        for (int row = 0; row < destination.Labels.Length; row++)
        {
            if ((uint)destination.Labels[row] >= (uint)ClassCount && destination.Labels[row] != IgnoreIndex)
            {
                throw new InvalidDataException(
                    $"Sample {first + row}: expected a label from 0 to {ClassCount - 1}, but found {destination.Labels[row]}.");
            }
        }
    }

    /// <summary>
    /// Reads consecutive samples. The arguments are valid. <c>Trainer.Fit</c> calls this method ahead of time on a thread
    /// pool thread, or on the training thread if the pool is busy.
    /// </summary>
    /// <remarks>
    /// A <c>Trainer.Fit</c> makes one call at a time. Calls overlap if several trainers share the source, or if a callback
    /// of <c>Trainer.Fit</c> evaluates on the training set. The source must then allow concurrent calls, as all sources of
    /// FcGen do.
    /// </remarks>
    /// <param name="first">Index of the first sample, from 0.</param>
    /// <param name="destination">Receives the samples.</param>
    protected abstract void ReadSamples(int first, SampleBatch destination);

    /// <summary>Returns consecutive samples, in place or copied to the buffer. Read-only.</summary>
    internal virtual SampleBatch View(int first, int count, BatchBuffer buffer)
    {
        buffer.MakeRoom(this, count, HasSampleWeights);
        SampleBatch batch = buffer.Take(count);
        Read(first, batch);
        return batch;
    }
}
