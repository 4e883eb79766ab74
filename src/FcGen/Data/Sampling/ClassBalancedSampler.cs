using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// The same number of samples of every class in each epoch, in random order: those of a rare class are taken several times, of a frequent
/// class only some. Within an epoch the numbers of two classes, and how often two samples of a class are taken, differ by at most one.
/// Classes without samples are left out. Makes lists of indices anew in every epoch.
/// </summary>
/// <param name="count">Number of samples in an epoch, at least 1. Default: as many as the data set has.</param>
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
            : throw new ArgumentException($"{nameof(ClassBalancedSampler)} needs samples with labels, but those given have targets.", nameof(data));
    }

    /// <inheritdoc/>
    public override void Sample(DataSet data, Span<int> indices, ref PhiloxRandom random)
    {
        int[][] classes = [.. Enumerable.Range(0, data.Count).GroupBy(data.GetLabel).OrderBy(group => group.Key).Select(group => group.ToArray())];
        int[] order = [.. Enumerable.Range(0, classes.Length)];

        // The first ones get one sample more where the classes do not divide the epoch: no class shall always be among them.
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
