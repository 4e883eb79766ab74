using FcGen.Tests.Networks;

namespace FcGen.Tests.Metrics;

/// <summary>Properties that all metrics have in common.</summary>
public sealed class MetricTests
{
    private static readonly float[] Outputs = [1, 2, 3, 6, 5, 4, 2, 1, 3];
    private static readonly int[] Labels = [2, 1, 0];
    private static readonly float[] Targets = [1, 2, 3, 4, 5, 6, 9, 8, 7];

    private static readonly Dictionary<string, Func<Metric>> Makers = new Func<Metric>[]
    {
        () => new Accuracy(), () => new TopKAccuracy(2), () => new ConfusionMatrix(),
        () => new Precision(), () => new Recall(ScoreAverage.Weighted), () => new F1Score(ScoreAverage.Micro),
        () => new MatthewsCorrelation(), () => new LogLoss(), () => new RocAuc(), () => new AveragePrecision(ScoreAverage.Weighted),
        () => new Mae(), () => new Rmse(), () => new R2Score(),
    }.ToDictionary(make => make().Name);

    public static TheoryData<string> All => [.. Makers.Keys];

    [Fact]
    public void Every_metric_of_the_library_is_tested_here() => Assert.Equal(
        typeof(Metric).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract).Select(type => type.Name).Order(),
        Makers.Values.Select(make => make().GetType().Name).Order());

    [Theory]
    [MemberData(nameof(All))]
    public void Without_samples_there_is_no_value_and_reset_forgets_all(string name)
    {
        Metric metric = Makers[name]();
        Assert.Equal(double.NaN, metric.Value);
        Add(metric);
        double first = metric.Value;
        Add(metric);
        metric.Reset();
        Assert.Equal(double.NaN, metric.Value);
        Add(metric);

        Assert.True(double.IsFinite(first));
        Assert.Equal(first, metric.Value);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_allocated_after_the_first_batch(string name)
    {
        Metric metric = Makers[name]();

        if (metric is not RankingMetric)
        {
            Assert.Equal(0, AllocationTests.LeastAllocated(100, () => Add(metric)));
        }

        Assert.Equal(0, AllocationTests.LeastAllocated(100, () =>
        {
            metric.Reset();
            Add(metric);
        }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Lengths_that_do_not_fit_are_refused(string name)
    {
        Metric metric = Makers[name]();

        Assert.Contains("Expected 3 labels", Assert.Throws<ArgumentException>("labels", () => metric.Add(Outputs, [1, 2], 3)).Message);
        Assert.Contains("is 3, but labels must be from 0 to 2", Assert.Throws<ArgumentOutOfRangeException>("labels", () => metric.Add(Outputs, [1, 3, 0], 3)).Message);
        Assert.Contains("Expected 9 targets", Assert.Throws<ArgumentException>("targets", () => metric.Add(Outputs, [1f], 3)).Message);
        Assert.Contains("rows of 4 outputs, but got 9", Assert.Throws<ArgumentException>("outputs", () => metric.Add(Outputs, [1, 2], 4)).Message);
        Assert.Throws<ArgumentException>("outputs", () => metric.Add([], ReadOnlySpan<int>.Empty, 3));
        Assert.Throws<ArgumentOutOfRangeException>("outputSize", () => metric.Add(Outputs, Targets, 0));
    }

    [Fact]
    public void Another_number_of_outputs_is_refused_until_reset()
    {
        foreach (string name in new[] { "confusion matrix", "precision (macro)", "matthews correlation", "log loss", "roc auc (macro)", "r2", "rmse" })
        {
            Metric metric = Makers[name]();
            Add(metric);

            Assert.Contains("as in previous batches, but got 2", Assert.Throws<ArgumentException>(() => metric.Add([1, 2], [1f, 2], 2)).Message);
            metric.Reset();
            metric.Add([1, 2, 3, 4], [1, 2, 4, 3f], 2);
            Assert.True(double.IsFinite(metric.Value), name);
        }
    }

    [Fact]
    public void Regression_needs_targets_and_top_k_labels()
    {
        Assert.Contains("Mae compares outputs with targets", Assert.Throws<NotSupportedException>(() => new Mae().Add(Outputs, Labels, 3)).Message);
        Assert.Contains(
            "TopKAccuracy compares outputs with class labels",
            Assert.Throws<NotSupportedException>(() => new TopKAccuracy(1).Add(Outputs, Targets, 3)).Message);
    }

    private static void Add(Metric metric)
    {
        if (metric is Mae or Rmse or R2Score)
        {
            metric.Add(Outputs, Targets, 3);
        }
        else
        {
            metric.Add(Outputs, Labels, 3);
        }
    }
}
