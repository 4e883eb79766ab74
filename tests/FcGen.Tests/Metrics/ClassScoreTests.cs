namespace FcGen.Tests.Metrics;

/// <summary>Precision, recall and F1, with the numbers of scikit-learn's user guide and a count by hand.</summary>
public sealed class ClassScoreTests
{
    private const double Tolerance = 1e-12;

    // y_true and y_pred of the examples of precision_score, recall_score and f1_score.
    private static readonly int[] Labels = [0, 1, 2, 0, 1, 2];
    private static readonly int[] Predicted = [0, 2, 1, 0, 0, 1];

    [Theory]
    [InlineData(ScoreAverage.Macro, 2 / 9.0, 1 / 3.0, 4 / 15.0)]
    [InlineData(ScoreAverage.Micro, 1 / 3.0, 1 / 3.0, 1 / 3.0)]
    [InlineData(ScoreAverage.Weighted, 2 / 9.0, 1 / 3.0, 4 / 15.0)]
    public void The_averages_are_those_of_the_documentation_of_scikit_learn(ScoreAverage average, double precision, double recall, double f1)
    {
        Assert.Equal(precision, Predictions.After(new Precision(average), Labels, Predicted, 3).Value, Tolerance);
        Assert.Equal(recall, Predictions.After(new Recall(average), Labels, Predicted, 3).Value, Tolerance);
        Assert.Equal(f1, Predictions.After(new F1Score(average), Labels, Predicted, 3).Value, Tolerance);
    }

    [Fact]
    public void Each_class_has_its_score_and_a_quotient_by_zero_is_zero()
    {
        Precision precision = Predictions.After(new Precision(), [0, 0, 0, 1, 1], [0, 0, 1, 1, 0], 4);
        Recall recall = Predictions.After(new Recall(), [0, 0, 0, 1, 1], [0, 0, 1, 1, 0], 4);
        F1Score f1 = Predictions.After(new F1Score(), [0, 0, 0, 1, 1], [0, 0, 1, 1, 0], 4);

        Assert.Equal([2 / 3.0, 1 / 2.0, 0, 0], Enumerable.Range(0, 4).Select(precision.OfClass));
        Assert.Equal([2 / 3.0, 1 / 2.0, 0, 0], Enumerable.Range(0, 4).Select(recall.OfClass));
        Assert.Equal([2 / 3.0, 1 / 2.0, 0, 0], Enumerable.Range(0, 4).Select(f1.OfClass));
        Assert.Throws<ArgumentOutOfRangeException>(() => f1.OfClass(4));
    }

    [Fact]
    public void The_macro_average_leaves_out_classes_that_occur_nowhere()
    {
        // Class 2 is chosen once but true never: it counts with 0. Class 3 occurs nowhere.
        Precision precision = Predictions.After(new Precision(), [0, 1, 1], [0, 1, 2], 4);

        Assert.Equal((1 + 1 + 0) / 3.0, precision.Value, Tolerance);
    }

    [Fact]
    public void The_binary_score_is_that_of_class_1_of_two()
    {
        int[] labels = [1, 1, 1, 0, 0];
        int[] predicted = [1, 0, 0, 1, 0];

        Assert.Equal(1 / 2.0, Predictions.After(new Precision(ScoreAverage.Binary), labels, predicted, 2).Value, Tolerance);
        Assert.Equal(1 / 3.0, Predictions.After(new Recall(ScoreAverage.Binary), labels, predicted, 2).Value, Tolerance);
        Assert.Equal(2 / 5.0, Predictions.After(new F1Score(ScoreAverage.Binary), labels, predicted, 2).Value, Tolerance);
        Assert.Contains(
            "needs 2 classes, but there are 3",
            Assert.Throws<InvalidOperationException>(() => Predictions.After(new F1Score(ScoreAverage.Binary), Labels, Predicted, 3).Value).Message);
    }

    [Theory]
    [InlineData(ScoreAverage.Macro)]
    [InlineData(ScoreAverage.Micro)]
    [InlineData(ScoreAverage.Weighted)]
    public void Random_batches_give_what_counting_by_definition_gives(ScoreAverage average)
    {
        var random = new Random(1);
        for (int round = 0; round < 50; round++)
        {
            int classCount = random.Next(2, 9);
            var precision = new Precision(average);
            var recall = new Recall(average);
            var f1 = new F1Score(average);
            List<int> labels = [];
            List<int> predicted = [];
            for (int batch = random.Next(1, 4); batch > 0; batch--)
            {
                int count = random.Next(1, 20);
                int[] batchLabels = Predictions.RandomClasses(random, count, classCount);
                int[] batchPredicted = Predictions.RandomClasses(random, count, classCount);
                labels.AddRange(batchLabels);
                predicted.AddRange(batchPredicted);
                foreach (Metric metric in new Metric[] { precision, recall, f1 })
                {
                    Predictions.After(metric, batchLabels, batchPredicted, classCount);
                }
            }

            var oracle = new Oracle(labels, predicted, classCount);
            Assert.Equal(oracle.Averaged(average, oracle.Precision, oracle.Accuracy), precision.Value, Tolerance);
            Assert.Equal(oracle.Averaged(average, oracle.Recall, oracle.Accuracy), recall.Value, Tolerance);
            Assert.Equal(oracle.Averaged(average, oracle.F1, oracle.Accuracy), f1.Value, Tolerance);
        }
    }

    [Fact]
    public void Names_tell_score_and_average()
    {
        Assert.Equal("precision (macro)", new Precision().Name);
        Assert.Equal("recall (weighted)", new Recall(ScoreAverage.Weighted).Name);
        Assert.Equal("f1 (micro)", new F1Score(ScoreAverage.Micro).Name);
        Assert.Throws<ArgumentOutOfRangeException>("average", () => new F1Score((ScoreAverage)7));
    }

    /// <summary>The definitions, pair by pair.</summary>
    private sealed class Oracle(List<int> labels, List<int> predicted, int classCount)
    {
        private IEnumerable<(int Actual, int Predicted)> Pairs => labels.Zip(predicted);

        public double Accuracy => Pairs.Average(pair => pair.Actual == pair.Predicted ? 1.0 : 0.0);

        public double Precision(int c) => Share(Pairs.Where(pair => pair.Predicted == c), pair => pair.Actual == c);

        public double Recall(int c) => Share(Pairs.Where(pair => pair.Actual == c), pair => pair.Predicted == c);

        public double F1(int c) => Precision(c) + Recall(c) == 0 ? 0 : 2 * Precision(c) * Recall(c) / (Precision(c) + Recall(c));

        public double Averaged(ScoreAverage average, Func<int, double> score, double micro) => average switch
        {
            ScoreAverage.Micro => micro,
            ScoreAverage.Macro => labels.Union(predicted).Average(score),
            _ => Enumerable.Range(0, classCount).Sum(c => score(c) * labels.Count(label => label == c)) / labels.Count,
        };

        private static double Share(IEnumerable<(int, int)> pairs, Func<(int Actual, int Predicted), bool> counts) =>
            pairs.Select(pair => counts(pair) ? 1.0 : 0.0).DefaultIfEmpty(0).Average();
    }
}
