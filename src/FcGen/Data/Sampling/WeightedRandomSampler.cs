using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Draws samples independently, with replacement: sample i with probability <c>weight[i] / sum of weights</c>
/// (<see href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.WeightedRandomSampler">torch.utils.data.WeightedRandomSampler</see>).
/// </summary>
public sealed class WeightedRandomSampler : Sampler
{
    private readonly double[]? _cumulative;
    private readonly int? _count;

    /// <summary>
    /// Initializes a sampler that draws by <see cref="DataSet.SampleWeights"/> of the training set. The training loss then does not use these
    /// weights: they decide how often a sample is drawn, not how much it counts. Allocates sums of the weights in every epoch.
    /// </summary>
    /// <param name="count">Number of samples in an epoch, at least 1. Default: the size of the data set.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public WeightedRandomSampler(int? count = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count ?? 1, 1, nameof(count));
        _count = count;
    }

    /// <summary>
    /// Initializes a sampler with weights. If the data set also has <see cref="DataSet.SampleWeights"/>, the training loss uses them.
    /// </summary>
    /// <param name="weights">
    /// One weight per sample of the training set, finite and at least 0. Their sum must be finite and above 0, but need not be 1.
    /// </param>
    /// <param name="count">Number of samples in an epoch, at least 1. Default: the number of weights.</param>
    /// <exception cref="ArgumentException">A weight is out of range, or their sum is.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public WeightedRandomSampler(ReadOnlySpan<double> weights, int? count = null)
    {
        _cumulative = Accumulate(weights, nameof(weights));
        _count = count ?? weights.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(_count.Value, 1, nameof(count));
    }

    /// <inheritdoc/>
    public override bool UsesSampleWeights => _cumulative is null;

    /// <inheritdoc/>
    public override int CountFor(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        string? problem =
            _cumulative is null && !data.HasSampleWeights
                ? $"{nameof(WeightedRandomSampler)} without weights draws by the {nameof(DataSet.SampleWeights)} of the data set, but it has none."
            : _cumulative is not null && data.Count != _cumulative.Length
                ? $"The sampler has {_cumulative.Length} weights, but the data set has {data.Count} samples."
            : null;
        if (problem is not null)
        {
            throw new ArgumentException(problem, nameof(data));
        }

        // Rejects weights whose sum is 0 or infinite.
        CumulativeOf(data);
        return _count ?? data.Count;
    }

    /// <inheritdoc/>
    public override void Sample(DataSet data, Span<int> indices, ref PhiloxRandom random)
    {
        double[] cumulative = CumulativeOf(data);
        double total = cumulative[^1];
        for (int i = 0; i < indices.Length; i++)
        {
            // The product may be rounded up to the total, which is above every sample.
            indices[i] = IndexAbove(cumulative, Math.Min(random.NextDouble() * total, Math.BitDecrement(total)));
        }
    }

    /// <summary>Returns the first sample with a cumulative weight above a value. Its weight is above 0.</summary>
    private static int IndexAbove(double[] cumulative, double value)
    {
        int low = 0;
        int high = cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > value)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private double[] CumulativeOf(DataSet data) =>
        _cumulative ?? Accumulate(Array.ConvertAll(data.SampleWeights.ToArray(), weight => (double)weight), nameof(data));

    /// <summary>Returns the sum of the weights up to each sample.</summary>
    private static double[] Accumulate(ReadOnlySpan<double> weights, string parameter)
    {
        var cumulative = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])))
            {
                throw new ArgumentException($"A weight must be finite and at least 0, but weight {i} is {weights[i]}.", parameter);
            }

            cumulative[i] = sum += weights[i];
        }

        return sum > 0 && double.IsFinite(sum)
            ? cumulative
            : throw new ArgumentException($"The sum of the weights must be finite and above 0, but is {sum}.", parameter);
    }
}
