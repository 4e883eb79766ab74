using System.Runtime.Intrinsics;

namespace FcGen.Tests.Optimizers;

/// <summary>State of optimizers that has decayed to nothing must not make arithmetic slow.</summary>
public sealed class SubnormalsTests
{
    /// <summary>The rate by which a mean of squares decays; a zero gradient, as padding has it, adds nothing.</summary>
    [Theory]
    [InlineData(0.999f)]
    [InlineData(0.9f)]
    [InlineData(0.1f)]
    public void A_raised_mean_of_squares_decays_once_more_without_becoming_subnormal(float rate)
    {
        Assert.True(float.IsNormal(rate * Subnormals.Raise(0f)));
        Assert.True(float.IsNormal(rate * Subnormals.Raise(Vector128<float>.Zero)[3]));
        Assert.True(float.IsNormal(rate * Subnormals.Raise(Vector256<float>.Zero)[7]));
        Assert.True(float.IsNormal(rate * Subnormals.Raise(Vector512<float>.Zero)[15]));
    }

    [Fact]
    public void A_mean_of_squares_that_counts_stays_as_it_is()
    {
        Assert.Equal(1e-36f, Subnormals.Raise(1e-36f));
        Assert.Equal(float.PositiveInfinity, Subnormals.Raise(float.PositiveInfinity));
    }
}
