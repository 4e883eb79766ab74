using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Draws samples independently, with replacement: sample i with probability <c>weight[i] / sum of weights</c>
/// (<see href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.WeightedRandomSampler">torch.utils.data.WeightedRandomSampler</see>).
/// </summary>
public sealed class WeightedRandomSampler : Sampler
{
    private readonly double[] _cumulative;
    private readonly int _count;

    /// <summary>Initializes a sampler with weights.</summary>
    /// <param name="weights">
    /// One weight per sample of the training set, finite and at least 0. Their sum must be finite and above 0, but need not be 1.
    /// </param>
    /// <param name="count">Number of samples in an epoch, at least 1. Default: the number of weights.</param>
    /// <exception cref="ArgumentException">A weight is out of range, or their sum is.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public WeightedRandomSampler(ReadOnlySpan<double> weights, int? count = null)
    {
        _cumulative = new double[weights.Length];
        _count = count ?? weights.Length;
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])))
            {
                throw new ArgumentException($"A weight must be finite and at least 0, but weight {i} is {weights[i]}.", nameof(weights));
            }

            _cumulative[i] = sum += weights[i];
        }

        if (!(sum > 0 && double.IsFinite(sum)))
        {
            throw new ArgumentException($"The sum of the weights must be finite and above 0, but is {sum}.", nameof(weights));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(_count, 1, nameof(count));
    }

    /// <inheritdoc/>
    public override int CountFor(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Count == _cumulative.Length
            ? _count
            : throw new ArgumentException(
                $"The sampler has {_cumulative.Length} weights, but the data set has {data.Count} samples.", nameof(data));
    }

    /// <inheritdoc/>
    public override void Sample(DataSet data, Span<int> indices, ref PhiloxRandom random)
    {
        double total = _cumulative[^1];
        for (int i = 0; i < indices.Length; i++)
        {
            // The product may be rounded up to the total, which is above every sample.
            indices[i] = IndexAbove(Math.Min(random.NextDouble() * total, Math.BitDecrement(total)));
        }
    }

    /// <summary>Returns the first sample with a cumulative weight above a value. Its weight is above 0.</summary>
    private int IndexAbove(double value)
    {
        int low = 0;
        int high = _cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_cumulative[middle] > value)
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
}
