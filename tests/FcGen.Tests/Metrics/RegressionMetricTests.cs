namespace FcGen.Tests.Metrics;

/// <summary>MAE, RMSE and R2, with the numbers of scikit-learn's documentation and by definition.</summary>
public sealed class RegressionMetricTests
{
    private const double Tolerance = 1e-7;

    [Fact]
    public void One_output_gives_the_numbers_of_the_documentation_of_scikit_learn()
    {
        float[] targets = [3, -0.5f, 2, 7];
        float[] outputs = [2.5f, 0, 2, 8];

        Assert.Equal(0.5, After(new Mae(), outputs, targets, 1).Value, Tolerance);
        Assert.Equal(0.6123724356957945, After(new Rmse(), outputs, targets, 1).Value, Tolerance);
        Assert.Equal(0.9486081370449679, After(new R2Score(), outputs, targets, 1).Value, Tolerance);
    }

    [Fact]
    public void Several_outputs_are_averaged()
    {
        float[] targets = [0.5f, 1, -1, 1, 7, -6];
        float[] outputs = [0, 2, -1, 2, 8, -5];

        Assert.Equal(0.75, After(new Mae(), outputs, targets, 2).Value, Tolerance);
        Assert.Equal(0.8227486121839513, After(new Rmse(), outputs, targets, 2).Value, Tolerance);
        Assert.Equal((1 - (1.25 / (217 / 6.0)) + 1 - (3 / (98 / 3.0))) / 2, After(new R2Score(), outputs, targets, 2).Value, Tolerance);
    }

    [Fact]
    public void A_constant_target_has_1_without_error_and_0_with_one_and_one_sample_has_none()
    {
        Assert.Equal(1, After(new R2Score(), [0.1f, 0.1f, 0.1f], [0.1f, 0.1f, 0.1f], 1).Value);
        Assert.Equal(0, After(new R2Score(), [0.1f, 0.1f, 0.2f], [0.1f, 0.1f, 0.1f], 1).Value);
        Assert.Equal(double.NaN, After(new R2Score(), [1], [1], 1).Value);
    }

    [Fact]
    public void Batches_far_from_zero_give_what_the_definition_gives_in_two_passes()
    {
        var random = new Random(2);
        float[] targets = [.. Enumerable.Range(0, 300).Select(_ => 10_000 + (float)random.NextDouble())];
        float[] outputs = [.. targets.Select(target => target + (0.1f * (float)random.NextDouble()))];
        var metric = new R2Score();
        foreach (Range part in new[] { ..99, 99..102, 102.. })
        {
            metric.Add(outputs.AsSpan(part), targets.AsSpan(part), 1);
        }

        double mean = targets.Average(target => (double)target);
        double errors = targets.Zip(outputs, (target, output) => Math.Pow((double)target - output, 2)).Sum();
        Assert.Equal(1 - (errors / targets.Sum(target => Math.Pow(target - mean, 2))), metric.Value, 1e-9);
    }

    [Fact]
    public void Smaller_errors_are_better_and_a_larger_R2()
    {
        Assert.False(new Mae().HigherIsBetter);
        Assert.False(new Rmse().HigherIsBetter);
        Assert.True(new R2Score().HigherIsBetter);
    }

    private static TMetric After<TMetric>(TMetric metric, float[] outputs, float[] targets, int outputSize)
        where TMetric : Metric
    {
        metric.Add(outputs, targets, outputSize);
        return metric;
    }
}
