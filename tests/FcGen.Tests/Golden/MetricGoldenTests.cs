namespace FcGen.Tests.Golden;

/// <summary>Metrics of probabilities, and the Matthews correlation, have scikit-learn's values.</summary>
public sealed class MetricGoldenTests
{
    private const double Tolerance = 1e-6;

    private static readonly GoldenFile Golden = GoldenFile.Read("metrics");

    public static TheoryData<string> Names => [.. Golden.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Log_loss_and_Matthews_correlation(string name)
    {
        bool areLogits = AreLogits(name);

        AssertValue(name, "logLoss", new LogLoss { FromLogits = areLogits });
        AssertValue(name, "matthewsCorrelation", new MatthewsCorrelation { Threshold = areLogits ? 0 : 0.5f });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Areas_of_both_averages(string name)
    {
        foreach (ScoreAverage average in new[] { ScoreAverage.Macro, ScoreAverage.Weighted })
        {
            string suffix = average.ToString().ToLowerInvariant();
            AssertValue(name, $"rocAuc {suffix}", new RocAuc(average) { FromLogits = AreLogits(name) });
            AssertValue(name, $"averagePrecision {suffix}", new AveragePrecision(average) { FromLogits = AreLogits(name) });
        }
    }

    /// <summary>The sigmoid keeps the order, so the areas of a single output need no conversion.</summary>
    [Theory]
    [InlineData("OneLogit")]
    [InlineData("OneLogitWithTies")]
    public void Areas_of_one_output_are_the_same_for_logits_and_probabilities(string name)
    {
        AssertValue(name, "rocAuc macro", new RocAuc { FromLogits = false });
        AssertValue(name, "averagePrecision macro", new AveragePrecision { FromLogits = false });
    }

    private static bool AreLogits(string name) => Golden.Part(name).Number("areLogits") == 1;

    /// <summary>Adds the samples in two batches.</summary>
    private static void AssertValue(string name, string key, Metric metric)
    {
        GoldenFile golden = Golden.Part(name);
        int outputSize = (int)golden.Number("outputSize");
        float[] outputs = golden.Floats("outputs");
        int[] labels = golden.Integers("labels");
        metric.Add(outputs.AsSpan(0, 17 * outputSize), labels.AsSpan(0, 17), outputSize);
        metric.Add(outputs.AsSpan(17 * outputSize), labels.AsSpan(17), outputSize);

        Assert.Equal(golden.Number(key), metric.Value, Tolerance);
    }
}
