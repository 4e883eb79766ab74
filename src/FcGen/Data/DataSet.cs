using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Samples to train or evaluate on: one row of inputs per sample, and for each either the index of its class (a label) or the
/// outputs it should give (targets). Immutable: training shuffles indices, never rows.
/// </summary>
public sealed partial class DataSet
{
    /// <summary>Stream of the random numbers of <see cref="Split"/>, so that a network made from the same seed does not share them.</summary>
    private const ulong SplitStream = 0x53504C4954; // "SPLIT"

    private readonly float[] _inputs;
    private readonly int[] _labels;
    private readonly float[] _targets;

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
        RowLength(targets.Length, count, nameof(targets));
    }

    /// <summary>Takes over arrays. Labels or targets are given, the other one is empty.</summary>
    internal DataSet(float[] inputs, int[] labels, float[] targets, int count)
    {
        if (count == 0)
        {
            throw new ArgumentException("A data set needs at least one sample, but no labels were given.", nameof(labels));
        }

        InputSize = RowLength(inputs.Length, count, nameof(inputs));
        Count = count;
        TargetSize = targets.Length / count;
        (_inputs, _labels, _targets) = (inputs, labels, targets);
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] is < 0 or int.MaxValue)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(labels), labels[i], $"A label is a class index from 0 to {int.MaxValue - 1}, but label {i} is {labels[i]}.");
            }

            ClassCount = Math.Max(ClassCount, labels[i] + 1);
        }
    }

    /// <summary>Number of samples, at least 1.</summary>
    public int Count { get; }

    /// <summary>Number of input values of one sample.</summary>
    public int InputSize { get; }

    /// <summary>Number of target values of one sample; 0 when the samples have labels.</summary>
    public int TargetSize { get; }

    /// <summary>Whether the samples have labels rather than targets.</summary>
    public bool HasLabels => TargetSize == 0;

    /// <summary>Largest label plus one; 0 when the samples have targets.</summary>
    public int ClassCount { get; }

    /// <summary>All inputs, [<see cref="Count"/>, <see cref="InputSize"/>].</summary>
    public ReadOnlySpan<float> Inputs => _inputs;

    /// <summary>All labels, [<see cref="Count"/>]; empty when the samples have targets.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>All targets, [<see cref="Count"/>, <see cref="TargetSize"/>]; empty when the samples have labels.</summary>
    public ReadOnlySpan<float> Targets => _targets;

    /// <summary>The inputs of one sample, [<see cref="InputSize"/>].</summary>
    /// <param name="index">Index of the sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> GetInput(int index) => _inputs.AsSpan(CheckIndex(index) * InputSize, InputSize);

    /// <summary>The label of one sample.</summary>
    /// <param name="index">Index of the sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="InvalidOperationException">The samples have targets.</exception>
    public int GetLabel(int index) => HasLabels
        ? _labels[CheckIndex(index)]
        : throw new InvalidOperationException($"The samples have {TargetSize} targets each and no labels.");

    /// <summary>The targets of one sample, [<see cref="TargetSize"/>].</summary>
    /// <param name="index">Index of the sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="InvalidOperationException">The samples have labels.</exception>
    public ReadOnlySpan<float> GetTarget(int index) => HasLabels
        ? throw new InvalidOperationException("The samples have labels and no targets.")
        : _targets.AsSpan(CheckIndex(index) * TargetSize, TargetSize);

    /// <summary>
    /// Splits the samples at random into two data sets. <paramref name="fraction"/> is the share of the first one:
    /// <c>Split(0.8)</c> gives four fifths to train on and holds out one fifth. Each part gets its samples in random order.
    /// The same seed gives the same parts on every machine.
    /// </summary>
    /// <param name="fraction">Share of the first part, above 0 and below 1; its size is rounded to a whole number, halves upward.</param>
    /// <param name="seed">Seed of the random order. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1, or leaves a part without samples.</exception>
    public (DataSet Train, DataSet Test) Split(double fraction, int seed = 0)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The share of the first part lies above 0 and below 1.");
        }

        int trainCount = (int)Math.Round(fraction * Count, MidpointRounding.AwayFromZero);
        if (trainCount == 0 || trainCount == Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction,
                $"Both parts need at least one sample, but {Count} samples would be split {trainCount} to {Count - trainCount}.");
        }

        int[] order = [.. Enumerable.Range(0, Count)];
        new PhiloxRandom((uint)seed, SplitStream).Shuffle(order);
        return (Subset(order.AsSpan(0, trainCount)), Subset(order.AsSpan(trainCount)));
    }

    /// <summary>A data set of chosen samples, in the order given. An index may occur more than once.</summary>
    /// <param name="indices">Indices of samples, from 0; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="indices"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no sample with one of the indices.</exception>
    public DataSet Subset(ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
        {
            throw new ArgumentException("A data set needs at least one sample, but no indices were given.", nameof(indices));
        }

        var inputs = new float[checked(indices.Length * InputSize)];
        var labels = new int[HasLabels ? indices.Length : 0];
        var targets = new float[checked(indices.Length * TargetSize)];
        for (int i = 0; i < indices.Length; i++)
        {
            GetInput(indices[i]).CopyTo(inputs.AsSpan(i * InputSize));
            if (HasLabels)
            {
                labels[i] = GetLabel(indices[i]);
            }
            else
            {
                GetTarget(indices[i]).CopyTo(targets.AsSpan(i * TargetSize));
            }
        }

        return new DataSet(inputs, labels, targets, indices.Length);
    }

    /// <summary>A data set whose inputs are multiplied by a factor, for example <c>1f / 16</c> for pixels from 0 to 16.</summary>
    /// <param name="factor">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not finite.</exception>
    public DataSet Scale(float factor)
    {
        if (!float.IsFinite(factor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor is a finite number.");
        }

        return WithInputs(Array.ConvertAll(_inputs, value => value * factor));
    }

    /// <summary>
    /// Gives every input column mean 0 and standard deviation 1. Test data must be transformed with the standardizer of the
    /// training data, which comes with it.
    /// </summary>
    /// <exception cref="ArgumentException">An input is not finite.</exception>
    public (DataSet Data, Standardizer Standardizer) Standardize()
    {
        Standardizer standardizer = Standardizer.Fit(this);
        return (standardizer.Apply(this), standardizer);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Count} samples of {InputSize} inputs with {(HasLabels ? $"labels of {ClassCount} classes" : $"{TargetSize} targets")}";

    /// <summary>The same samples with other inputs. Takes over the array and shares labels and targets, which never change.</summary>
    internal DataSet WithInputs(float[] inputs) => new(inputs, _labels, _targets, Count);

    private static int PositiveCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return count;
    }

    private static int RowLength(int length, int count, string parameter) => length > 0 && length % count == 0
        ? length / count
        : throw new ArgumentException(
            $"{count} samples need a whole number of values each and at least one, but {length} values were given.", parameter);

    private int CheckIndex(int index) => (uint)index < (uint)Count
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"Samples have indices from 0 to {Count - 1}, but {index} was given.");
}
