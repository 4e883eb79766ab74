using FcGen.Tests.Networks;
using FcGen.Tests.Training;

namespace FcGen.Tests.Metrics;

/// <summary>Log loss, ROC AUC and average precision by their definitions, and the conversion of outputs to probabilities.</summary>
public sealed class ProbabilityMetricTests
{
    private const double Tolerance = 1e-6;

    private static readonly double LargestLoss = -Math.Log(1.0 / (1 << 23));

    [Fact]
    public void The_documentation_of_scikit_learn_has_the_same_values()
    {
        float[] scores = [0.1f, 0.4f, 0.35f, 0.8f];

        Assert.Equal(0.75, After(new RocAuc(), scores, [0, 0, 1, 1], 1).Value, Tolerance);
        Assert.Equal(0.8333333, After(new AveragePrecision(), scores, [0, 0, 1, 1], 1).Value, Tolerance);
        Assert.Equal(0.2161618, After(new LogLoss(), [.1f, .9f, .9f, .1f, .8f, .2f, .35f, .65f], [1, 0, 0, 1], 2).Value, Tolerance);
    }

    /// <summary>Scores from 0 to 9, so that many are equal.</summary>
    [Fact]
    public void ROC_AUC_is_the_fraction_of_pairs_in_order_and_ties_are_counted_half()
    {
        var random = new Random(3);
        float[] scores = [.. Enumerable.Range(0, 200).Select(_ => (float)random.Next(10))];
        int[] labels = [.. scores.Select(score => random.Next(15) < score ? 1 : 0)];
        double[] pairs =
        [
            .. from positive in Enumerable.Range(0, 200).Where(i => labels[i] == 1)
               from negative in Enumerable.Range(0, 200).Where(i => labels[i] == 0)
               select (Math.Sign(scores[positive] - scores[negative]) + 1) / 2.0,
        ];

        Assert.Equal(pairs.Average(), After(new RocAuc(), scores, labels, 1).Value, 1e-12);
    }

    [Fact]
    public void Average_precision_sums_the_precision_at_each_threshold()
    {
        // Thresholds 4, 3 (a tie of two) and 1: precisions 1/1, 2/3 and 3/4, and recall grows by a third each time.
        double value = After(new AveragePrecision(), [3, 4, 1, 3], [0, 1, 1, 1], 1).Value;

        Assert.Equal((1 + (2 / 3.0) + (3 / 4.0)) / 3, value, 1e-12);
    }

    [Fact]
    public void Large_logits_are_not_tied_by_rounding_of_probabilities()
    {
        // In 32-bit floats, the softmax of class 1 is 1 for all three samples.
        float[] outputs = [0, 30, 0, 40, 0, 50];

        Assert.Equal(1, After(new RocAuc { FromLogits = true }, outputs, [0, 0, 1], 2).Value);
        Assert.Equal(0, After(new RocAuc { FromLogits = true }, outputs, [1, 0, 0], 2).Value);
    }

    [Fact]
    public void Log_loss_is_clipped()
    {
        Assert.Equal(LargestLoss, After(new LogLoss(), [0], [1], 1).Value, 1e-12);
        Assert.Equal(LargestLoss, After(new LogLoss { FromLogits = true }, [0, 1000], [0], 2).Value, 1e-12);
        Assert.Equal(1 / (double)(1 << 23), After(new LogLoss(), [1, 0], [0], 2).Value, 1e-12);
        Assert.False(new LogLoss().HigherIsBetter);
    }

    [Theory]
    [InlineData(ScoreAverage.Micro)]
    [InlineData(ScoreAverage.Binary)]
    [InlineData((ScoreAverage)9)]
    public void Other_averages_are_refused(ScoreAverage average)
    {
        Assert.Contains(
            $"Expected Macro or Weighted, but got {average}",
            Assert.Throws<ArgumentOutOfRangeException>("average", () => new RocAuc(average)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("average", () => new AveragePrecision(average));
    }

    [Fact]
    public void A_class_without_samples_or_with_all_samples_makes_the_order_undefined()
    {
        float[] outputs = [3, 1, 0, 2, 3, 0];
        foreach (ScoreAverage average in new[] { ScoreAverage.Macro, ScoreAverage.Weighted })
        {
            Assert.Equal(double.NaN, After(new RocAuc(average), outputs, [0, 1], 3).Value);
            Assert.Equal(double.NaN, After(new AveragePrecision(average), outputs, [0, 1], 3).Value);
        }

        Assert.Equal(double.NaN, After(new RocAuc(), [1, 2], [1, 1], 1).Value);
        Assert.Equal(double.NaN, After(new AveragePrecision(), [1, 2], [0, 0], 1).Value);
        Assert.Equal(1, After(new AveragePrecision(), [1, 2], [1, 1], 1).Value);
    }

    [Fact]
    public void NaN_makes_the_value_NaN_until_the_next_reset()
    {
        foreach (Metric metric in new Metric[] { new LogLoss { FromLogits = true }, new RocAuc { FromLogits = true }, new AveragePrecision() })
        {
            metric.Add([1, 0, 0, 1, float.NaN, 0], [0, 1, 1], 2);
            Assert.Equal(double.NaN, metric.Value);
            metric.Reset();
            metric.Add([1, 0, 0, 1], [0, float.NaN, 0, 1], 2);
            Assert.Equal(double.NaN, metric.Value);
            metric.Reset();
            metric.Add([1, 0, 0, 1], [0, 1], 2);
            Assert.True(double.IsFinite(metric.Value), metric.Name);
        }
    }

    [Fact]
    public void One_infinite_logit_has_the_probability_1_and_two_have_none()
    {
        const float Infinity = float.PositiveInfinity;

        Assert.Equal(1, After(new RocAuc { FromLogits = true }, [0, 50, 0, Infinity], [0, 1], 2).Value);
        Assert.Equal(double.NaN, After(new RocAuc { FromLogits = true }, [0, 50, Infinity, Infinity], [0, 1], 2).Value);
        Assert.Equal(double.NaN, After(new LogLoss { FromLogits = true }, [0, 50, Infinity, Infinity], [0, 1], 2).Value);
    }

    [Fact]
    public void Targets_have_the_class_of_the_largest()
    {
        float[] outputs = [.7f, .2f, .1f, .3f, .3f, .4f, .1f, .5f, .4f];
        float[] targets = [.8f, .1f, .1f, 0, 1, 0, 0, 0, 1];
        foreach (Func<Metric> make in new Func<Metric>[] { () => new LogLoss(), () => new RocAuc(), () => new AveragePrecision() })
        {
            Metric metric = make();
            metric.Add(outputs, targets, 3);
            Assert.Equal(After(make(), outputs, [0, 1, 2], 3).Value, metric.Value);
        }
    }

    [Fact]
    public void A_second_evaluation_of_as_many_samples_allocates_nothing()
    {
        float[] outputs = [.. Enumerable.Range(0, 300).Select(i => i * 37 % 101 / 101f)];
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i * 7 % 3)];
        foreach (Metric metric in new Metric[] { new RocAuc { FromLogits = true }, new AveragePrecision(ScoreAverage.Weighted), new LogLoss() })
        {
            double sum = 0;
            Assert.Equal(0, AllocationTests.LeastAllocated(10, () =>
            {
                metric.Reset();
                metric.Add(outputs.AsSpan(0, 90), labels.AsSpan(0, 30), 3);
                metric.Add(outputs.AsSpan(90), labels.AsSpan(30), 3);
                sum += metric.Value;
            }));
            Assert.True(double.IsFinite(sum), metric.Name);
        }
    }

    /// <summary>The cross entropies that are the log loss, except for clipping.</summary>
    [Fact]
    public void The_loss_of_a_trainer_determines_the_probabilities()
    {
        DataSet labeled = TrainingData.WithLabels(40);
        var binary = new DataSet(labeled.Inputs, [.. labeled.Labels.ToArray().Select(label => label % 2)]);

        AssertLogLossIsTheLoss(new SoftmaxCrossEntropy(), new SmallNet(seed: 1), labeled);
        AssertLogLossIsTheLoss(new NegativeLogLikelihood(), new LogProbabilityNet(seed: 1), labeled);
        AssertLogLossIsTheLoss(new BinaryCrossEntropy(), new ProbabilityNet(seed: 1), binary);
        AssertLogLossIsTheLoss(new BinaryCrossEntropyWithLogits(), new Training.LogitNet(seed: 1), TrainingData.Xor);
    }

    [Fact]
    public void Several_outputs_of_binary_cross_entropy_have_a_sigmoid_each()
    {
        var network = new XorNet(seed: 1);
        var data = new DataSet(TrainingData.Xor.Inputs, [1, 0, 0, 1, 0, 1, 1, 0f], 4);
        var trainer = new Trainer<XorNet>(network, new BinaryCrossEntropyWithLogits(), new Sgd(), batchSize: 3);

        double actual = trainer.Evaluate(data, new LogLoss())["log loss"];

        double expected = Enumerable.Range(0, 4).Average(i =>
        {
            int label = i is 0 or 3 ? 0 : 1;
            return Math.Log(1 + Math.Exp(-network.Predict(data.GetInput(i))[label]));
        });
        Assert.Equal(expected, actual, Tolerance);
    }

    [Fact]
    public void Ignored_samples_are_left_out()
    {
        float[] outputs = [.1f, .9f, .4f, .35f, .8f];
        foreach (Metric metric in new Metric[] { new LogLoss { IgnoreIndex = -1 }, new RocAuc { IgnoreIndex = -1 }, new MatthewsCorrelation { IgnoreIndex = -1 } })
        {
            metric.Add(outputs, [0, -1, 0, 1, 1], 1);
            double value = metric.Value;
            metric.Reset();
            metric.Add([.1f, .4f, .35f, .8f], [0, 0, 1, 1], 1);
            Assert.Equal(metric.Value, value);
        }
    }

    private static void AssertLogLossIsTheLoss<TNetwork>(Loss loss, TNetwork network, DataSet data)
        where TNetwork : class, INetwork<TNetwork>
    {
        EvaluationResult result = new Trainer<TNetwork>(network, loss, new Sgd(), batchSize: 16).Evaluate(data, new LogLoss());

        Assert.Equal(result.Loss, result["log loss"], 1e-5);
    }

    private static TMetric After<TMetric>(TMetric metric, float[] outputs, int[] labels, int outputSize)
        where TMetric : Metric
    {
        metric.Add(outputs, labels, outputSize);
        return metric;
    }
}
