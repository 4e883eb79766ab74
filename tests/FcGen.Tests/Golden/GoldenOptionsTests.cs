namespace FcGen.Tests.Golden;

/// <summary>A case has to set an option so that an error in it would show.</summary>
public class GoldenOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(new[] { 1f })]
    [InlineData(new[] { 1f, 1, 1 })]
    [InlineData(new[] { 2f, 2, 2 })]
    public void Weights_that_are_all_the_same_do_not_count(float[]? weights)
    {
        Assert.Contains("NegativeLogLikelihood.ClassWeights", MissingOptions(weights));
        Assert.DoesNotContain("NegativeLogLikelihood.ClassWeights", MissingOptions([1, 2, 1]));
    }

    private static string MissingOptions(float[]? weights) => Assert.ThrowsAny<Exception>(
        () => GoldenOptions.AssertCovered(typeof(Loss), [new NegativeLogLikelihood { ClassWeights = weights }])).Message;
}
