namespace FcGen.Benchmarks;

/// <summary>Measured values in order of size.</summary>
internal sealed class Distribution(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Median => Quantile(0.5);

    public double LowerQuartile => Quantile(0.25);

    public double UpperQuartile => Quantile(0.75);

    /// <summary>Distance of the quartiles, as a share of the median.</summary>
    public double Spread => (UpperQuartile - LowerQuartile) / Median;

    /// <summary>Every value times a positive factor.</summary>
    public Distribution Scaled(double factor) => new(_sorted.Select(value => value * factor));

    /// <summary>The value below which a share of all lies, with linear interpolation.</summary>
    private double Quantile(double share)
    {
        double position = share * (_sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((position - below) * (_sorted[above] - _sorted[below]));
    }
}
