namespace FcGen;

/// <summary>The mean of means, each with its own weight; NaN without weight.</summary>
internal struct WeightedMean
{
    private double _sum;
    private double _weight;

    /// <summary>The mean of all so far.</summary>
    public readonly float Value => (float)(_sum / _weight);

    /// <summary>Takes in a mean. One without weight is left out: it is a quotient by zero.</summary>
    public void Add(double mean, double weight)
    {
        if (weight != 0)
        {
            _sum += mean * weight;
            _weight += weight;
        }
    }
}
