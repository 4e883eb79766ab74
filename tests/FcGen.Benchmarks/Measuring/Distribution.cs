namespace FcGen.Benchmarks;

/// <summary>Measured values, sorted.</summary>
internal sealed class Distribution(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Median => Quantile(0.5);

    public double LowerQuartile => Quantile(0.25);

    public double UpperQuartile => Quantile(0.75);

    /// <summary>The interquartile range, as a fraction of the median.</summary>
    public double Spread => (UpperQuartile - LowerQuartile) / Median;

    /// <summary>Returns all values multiplied by a positive factor.</summary>
    public Distribution Scaled(double factor) => new(_sorted.Select(value => value * factor));

    /// <summary>Returns a quantile, with linear interpolation.</summary>
    private double Quantile(double share)
    {
        double position = share * (_sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((position - below) * (_sorted[above] - _sorted[below]));
    }
}
