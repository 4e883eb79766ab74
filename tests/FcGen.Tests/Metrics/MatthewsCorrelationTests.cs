namespace FcGen.Tests.Metrics;

/// <summary>The Matthews correlation coefficient by its definitions and at its limits.</summary>
public sealed class MatthewsCorrelationTests
{
    [Fact]
    public void The_documentation_of_scikit_learn_has_the_same_value() =>
        Assert.Equal(-1 / 3.0, Of([1, 1, 1, 0], predicted: [1, 0, 1, 1], classCount: 2), 1e-12);

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void It_is_the_correlation_of_one_hot_rows(int classCount)
    {
        var random = new Random(classCount);
        int[] labels = Predictions.RandomClasses(random, 200, classCount);
        int[] predicted = [.. labels.Select(label => random.Next(3) == 0 ? random.Next(classCount) : label)];

        double expected = Covariance(labels, predicted) / Math.Sqrt(Covariance(labels, labels) * Covariance(predicted, predicted));
        Assert.Equal(expected, Of(labels, predicted, classCount), 1e-12);

        double Covariance(int[] a, int[] b) => Enumerable.Range(0, classCount).Sum(c =>
        {
            double meanA = a.Average(label => label == c ? 1.0 : 0);
            double meanB = b.Average(label => label == c ? 1.0 : 0);
            return a.Zip(b, (x, y) => ((x == c ? 1 : 0) - meanA) * ((y == c ? 1 : 0) - meanB)).Sum();
        });
    }

    [Fact]
    public void It_is_1_for_correct_predictions_and_minus_1_for_wrong_ones_of_two_classes()
    {
        Assert.Equal(1, Of([0, 1, 2, 1], predicted: [0, 1, 2, 1], classCount: 3), 1e-12);
        Assert.Equal(-1, Of([0, 1, 0, 1], predicted: [1, 0, 1, 0], classCount: 2), 1e-12);
    }

    [Fact]
    public void It_is_0_if_only_one_class_occurs_or_is_predicted()
    {
        Assert.Equal(0, Of([1, 1, 1], predicted: [0, 1, 2], classCount: 3));
        Assert.Equal(0, Of([0, 1, 2], predicted: [1, 1, 1], classCount: 3));
        Assert.Equal(0, Of([1, 1], predicted: [1, 1], classCount: 2));
    }

    [Fact]
    public void A_sample_with_NaN_is_predicted_in_an_additional_class()
    {
        var metric = new MatthewsCorrelation();

        metric.Add([1, 0, 0, 1, float.NaN, 0], [0, 1, 1], 2);

        Assert.Equal(Of([0, 1, 1], predicted: [0, 1, 2], classCount: 3), metric.Value, 1e-12);
    }

    private static double Of(int[] labels, int[] predicted, int classCount) =>
        Predictions.After(new MatthewsCorrelation(), labels, predicted, classCount).Value;
}
