using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Samples all classes equally often, in random order: oversamples rare classes and undersamples frequent ones. Within an epoch, counts of
/// two classes differ by at most one, and so do counts of two samples of a class. Classes without samples are skipped, and so
/// are samples to ignore (<see cref="DataSet.WithIgnoredLabel"/>). Allocates lists of indices in every epoch.
/// </summary>
/// <param name="count">Number of samples in an epoch, at least 1. Default: the size of the data set.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
public sealed class ClassBalancedSampler(int? count = null) : Sampler
{
    private readonly int? _count = count is < 1
        ? throw new ArgumentOutOfRangeException(nameof(count), count, $"An epoch needs at least 1 sample, but {count} were given.")
        : count;

    /// <inheritdoc/>
    public override int CountFor(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.HasLabels
            ? _count ?? data.Count
            : throw new ArgumentException(
                $"{nameof(ClassBalancedSampler)} needs samples with labels, but the samples have targets.", nameof(data));
    }

    /// <inheritdoc/>
    public override void Sample(DataSet data, Span<int> indices, ref PhiloxRandom random)
    {
        int[][] classes = [.. Enumerable.Range(0, data.Count)
            .Where(i => data.GetLabel(i) != data.IgnoreIndex)
            .GroupBy(data.GetLabel)
            .OrderBy(group => group.Key)
            .Select(group => group.ToArray())];
        int[] order = [.. Enumerable.Range(0, classes.Length)];

        // If the classes do not divide the epoch, the first ones get an extra sample. Shuffling prevents a class from always being first.
        random.Shuffle(order);
        int next = 0;
        for (int i = 0; i < order.Length; i++)
        {
            int[] members = classes[order[i]];
            int share = (indices.Length / classes.Length) + (i < indices.Length % classes.Length ? 1 : 0);
            for (int taken = 0; taken < share; taken++)
            {
                if (taken % members.Length == 0)
                {
                    random.Shuffle(members);
                }

                indices[next++] = members[taken % members.Length];
            }
        }

        random.Shuffle(indices);
    }
}
