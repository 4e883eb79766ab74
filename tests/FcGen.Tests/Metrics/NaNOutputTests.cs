using FcGen.Tests.Training;

namespace FcGen.Tests.Metrics;

/// <summary>A sample with NaN among its outputs is of no class: it counts, and is never right.</summary>
public sealed class NaNOutputTests
{
    // Chosen: 0, none, 1, none. Right: the first and the third.
    private static readonly float[] Outputs = [2, 1, 0, float.NaN, 1, 0, 0, 3, 1, 5, 6, float.NaN];
    private static readonly int[] Labels = [0, 0, 1, 2];
    private static readonly float[] OneHot = [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1];

    [Fact]
    public void Accuracy_and_top_k()
    {
        Assert.Equal(2 / 4.0, ByLabels(new Accuracy()).Value);
        Assert.Equal(2 / 4.0, ByTargets(new Accuracy()).Value);
        Assert.Equal(2 / 4.0, ByLabels(new TopKAccuracy(1)).Value);
        Assert.Equal(2 / 4.0, ByLabels(new TopKAccuracy(3)).Value);
    }

    [Fact]
    public void The_confusion_matrix_counts_them_beside_its_columns()
    {
        foreach (ConfusionMatrix matrix in new[] { ByLabels(new ConfusionMatrix()), ByTargets(new ConfusionMatrix()) })
        {
            Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 0], Enumerable.Range(0, 9).Select(i => (int)matrix[i / 3, i % 3]));
            Assert.Equal([1L, 0L, 1L], Enumerable.Range(0, 3).Select(matrix.WithoutPrediction));
            Assert.Equal(2 / 4.0, matrix.Value);
            Assert.Throws<ArgumentOutOfRangeException>("actual", () => matrix.WithoutPrediction(3));
            matrix.Reset();
            Assert.Equal(0, matrix.WithoutPrediction(0));
        }
    }

    [Theory]
    [InlineData(ScoreAverage.Macro, 2 / 3.0, 1.5 / 3, (4 / 6.0 + 1) / 3)]
    [InlineData(ScoreAverage.Micro, 1.0, 2 / 4.0, 4 / 6.0)]
    [InlineData(ScoreAverage.Weighted, 3 / 4.0, 2 / 4.0, ((2 * 4 / 6.0) + 1) / 4)]
    public void Precision_recall_and_f1_count_them_for_their_class_and_for_no_chosen_one(
        ScoreAverage average, double precision, double recall, double f1)
    {
        Assert.Equal(precision, ByLabels(new Precision(average)).Value, 1e-12);
        Assert.Equal(recall, ByLabels(new Recall(average)).Value, 1e-12);
        Assert.Equal(f1, ByLabels(new F1Score(average)).Value, 1e-12);
        Assert.Equal(recall, ByTargets(new Recall(average)).Value, 1e-12);
    }

    [Fact]
    public void A_single_output_decides_nothing_then()
    {
        float[] outputs = [float.NaN, float.NaN, 1, -1];
        int[] labels = [0, 1, 1, 0];
        var matrix = new ConfusionMatrix { Threshold = 0 };
        var recall = new Recall(ScoreAverage.Binary) { Threshold = 0 };
        var precision = new Precision(ScoreAverage.Binary) { Threshold = 0 };
        foreach (Metric metric in new Metric[] { matrix, recall, precision })
        {
            metric.Add(outputs, labels, 1);
        }

        Assert.Equal(2 / 4.0, matrix.Value);
        Assert.Equal((1, 0, 0, 1), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
        Assert.Equal((1, 1), (matrix.WithoutPrediction(0), matrix.WithoutPrediction(1)));
        Assert.Equal((1 / 2.0, 1.0), (recall.Value, precision.Value));
    }

    [Fact]
    public void Targets_with_NaN_have_no_true_class()
    {
        float[] targets = [float.NaN, 0, 0, 1, 0, 0, 0, 1, 0, 0, float.NaN, 1];
        ConfusionMatrix matrix = new();
        Accuracy accuracy = new();
        F1Score f1 = new(ScoreAverage.Micro);
        foreach (Metric metric in new Metric[] { matrix, accuracy, f1 })
        {
            metric.Add(Outputs, targets, 3);
        }

        Assert.Equal((1 / 4.0, 1 / 4.0), (accuracy.Value, matrix.Value));
        Assert.Equal(1, Enumerable.Range(0, 9).Sum(i => matrix[i / 3, i % 3]));
        Assert.Equal(2 * 1 / (2.0 + 2), f1.Value);
    }

    [Fact]
    public void Without_any_chosen_class_every_score_is_0()
    {
        foreach (ScoreAverage average in new[] { ScoreAverage.Macro, ScoreAverage.Micro, ScoreAverage.Weighted })
        {
            foreach (Metric metric in new Metric[] { new Precision(average), new Recall(average), new F1Score(average) })
            {
                metric.Add([float.NaN, 0, 0, float.NaN], [0, 1], 2);
                Assert.Equal(0, metric.Value);
            }
        }
    }

    [Fact]
    public void Regression_metrics_show_it()
    {
        // The targets of the second case are constant.
        foreach (float[] targets in new float[][] { [1, 2, 3], [2, 2, 2] })
        {
            foreach (Metric metric in new Metric[] { new Mae(), new Rmse(), new R2Score() })
            {
                metric.Add([1, float.NaN, 3], targets, 1);
                Assert.Equal(double.NaN, metric.Value);
            }
        }
    }

    [Fact]
    public void Evaluate_counts_them_as_wrong()
    {
        var network = new SmallNet(seed: 1);
        var trainer = new Trainer<SmallNet>(network, new SoftmaxCrossEntropy(), new Sgd(), batchSize: 4);
        float[] inputs = TrainingData.Inputs(8);
        int[] labels = [.. Enumerable.Range(0, 8).Select(i => network.Classify(inputs.AsSpan(i * 3, 3)))];
        Assert.Equal(1, trainer.Evaluate(new DataSet(inputs, labels)).Accuracy);
        inputs[0] = float.NaN;
        labels[0] = 0;

        EvaluationResult result = trainer.Evaluate(new DataSet(inputs, labels), new ConfusionMatrix());

        Assert.Equal(0, network.Classify(inputs.AsSpan(0, 3)));
        Assert.Equal((7 / 8f, 7 / 8.0, float.NaN), (result.Accuracy, result["confusion matrix"], result.Loss));
    }

    private static TMetric ByLabels<TMetric>(TMetric metric)
        where TMetric : Metric
    {
        metric.Add(Outputs, Labels, 3);
        return metric;
    }

    private static TMetric ByTargets<TMetric>(TMetric metric)
        where TMetric : Metric
    {
        metric.Add(Outputs, OneHot, 3);
        return metric;
    }
}
