namespace FcGen;

/// <summary>Weighted mean of means; NaN without weight.</summary>
internal struct WeightedMean
{
    private double _sum;
    private double _weight;

    /// <summary>Mean of all means so far.</summary>
    public readonly float Value => (float)(_sum / _weight);

    /// <summary>Adds a mean. A mean with weight 0 is skipped, because it is NaN.</summary>
    public void Add(double mean, double weight)
    {
        if (weight != 0)
        {
            _sum += mean * weight;
            _weight += weight;
        }
    }
}
