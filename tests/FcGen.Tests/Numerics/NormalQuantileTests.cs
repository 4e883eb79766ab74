using FcGen.Numerics;

namespace FcGen.Tests.Numerics;

public class NormalQuantileTests
{
    /// <summary>Values computed with 25 digits, in the center and in both tail formulas.</summary>
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.1, 0.2533471031357998)]
    [InlineData(0.4, 1.2815515655446005)]
    [InlineData(0.425, 1.4395314709384559)]
    [InlineData(0.426, 1.4466320671589785)]
    [InlineData(0.475, 1.9599639845400543)]
    [InlineData(0.499, 3.0902323061678135)]
    [InlineData(0.49999, 4.2648907939228246)]
    [InlineData(0.5 - (1.0 / (1L << 20)), 4.763001034267814)]
    [InlineData(0.5 - (1.0 / (1L << 31)), 6.120756285971941)]
    [InlineData(0.5 - (1.0 / (1L << 33)), 6.3379577545537893)]
    public void Quantiles_are_those_of_the_normal_distribution(double q, double expected)
    {
        // Near 1/2 the rounding of q itself moves the quantile by more than the formula errs.
        double tolerance = (4e-16 * expected) + (6e-17 * Math.Sqrt(2 * Math.PI) * Math.Exp(expected * expected / 2));
        Assert.Equal(expected, NormalQuantile.Compute(q), tolerance);
        Assert.Equal(-expected, NormalQuantile.Compute(-q), tolerance);
    }

    [Fact]
    public void Log_is_that_of_the_library_to_the_last_bits()
    {
        for (int exponent = -1022; exponent <= 1023; exponent += 31)
        {
            for (int i = 0; i < 1000; i++)
            {
                double x = Math.ScaleB(1 + (i / 1000.0), exponent);
                double expected = Math.Log(x);
                Assert.Equal(expected, NormalQuantile.Log(x), 1e-15 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }
}
