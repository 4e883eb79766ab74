using FcGen.Data;

namespace FcGen;

/// <summary>
/// Samples to train or evaluate on, wherever they are: in memory (<see cref="DataSet"/>), in a file that may be larger than memory
/// (<see cref="StreamedDataSet"/>), or where a class of your own finds them. Each sample has a row of inputs and either the index of its
/// class (a label) or the outputs it should give (targets).
/// </summary>
public abstract class DataSource
{
    /// <summary>Describes the samples.</summary>
    /// <param name="count">Number of samples, at least 1.</param>
    /// <param name="inputSize">Number of input values of one sample, at least 1.</param>
    /// <param name="targetSize">Number of target values of one sample; 0 when the samples have labels.</param>
    /// <param name="classCount">Number that every label is below; 0 when the samples have targets.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
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

    /// <summary>Number of input values of one sample.</summary>
    public int InputSize { get; }

    /// <summary>Number of target values of one sample; 0 when the samples have labels.</summary>
    public int TargetSize { get; }

    /// <summary>Whether the samples have labels rather than targets.</summary>
    public bool HasLabels => TargetSize == 0;

    /// <summary>Number that every label is below, in a <see cref="DataSet"/> the largest label plus one; 0 when the samples have targets.</summary>
    public int ClassCount { get; }

    /// <summary>Reads samples that follow one another.</summary>
    /// <param name="first">Index of the first one, from 0.</param>
    /// <param name="destination">Receives the samples; its <see cref="SampleBatch.Count"/> tells how many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many samples.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is for samples of another form.</exception>
    /// <exception cref="InvalidDataException">What was read is damaged; the message tells what was expected and found.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public void Read(int first, SampleBatch destination)
    {
        if (first < 0 || first > Count - destination.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(first), first, $"There are {Count} samples, but {destination.Count} from index {first} on were asked for.");
        }

        if (destination.InputSize != InputSize || destination.TargetSize != TargetSize)
        {
            throw new ArgumentException(
                $"Expected room for samples of {InputSize} inputs and {TargetSize} targets, "
                + $"but it is for {destination.InputSize} inputs and {destination.TargetSize} targets.",
                nameof(destination));
        }

        ReadSamples(first, destination);
        for (int row = 0; row < destination.Labels.Length; row++)
        {
            if ((uint)destination.Labels[row] >= (uint)ClassCount)
            {
                throw new InvalidDataException(
                    $"Sample {first + row}: expected a label from 0 to {ClassCount - 1}, but found {destination.Labels[row]}.");
            }
        }
    }

    /// <summary>
    /// Reads samples that follow one another; the arguments have been checked. <see cref="Trainer{TNetwork}.Fit"/> calls it ahead of time
    /// on a thread of the pool, or on the training thread if no thread of the pool is free.
    /// </summary>
    /// <remarks>
    /// One <see cref="Trainer{TNetwork}.Fit"/> makes one call at a time. Calls overlap if several trainers use the source at once, or if a
    /// callback of <see cref="Trainer{TNetwork}.Fit"/> evaluates on the training set: such a source must allow concurrent calls. Those of
    /// FcGen do.
    /// </remarks>
    /// <param name="first">Index of the first one, from 0.</param>
    /// <param name="destination">Receives the samples.</param>
    protected abstract void ReadSamples(int first, SampleBatch destination);

    /// <summary>Samples that follow one another, in the buffer or where they are. They must not be written.</summary>
    internal virtual SampleBatch View(int first, int count, BatchBuffer buffer)
    {
        buffer.MakeRoom(this, count);
        SampleBatch batch = buffer.Take(count);
        Read(first, batch);
        return batch;
    }
}
