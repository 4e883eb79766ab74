namespace FcGen.Tests.Metrics;

/// <summary>Accuracy, top-k accuracy and the confusion matrix.</summary>
public sealed class AccuracyTests
{
    [Fact]
    public void Accuracy_is_the_share_of_right_classes_over_all_batches()
    {
        var accuracy = new Accuracy();

        Predictions.After(accuracy, [0, 1, 2], [0, 1, 1], 3);
        Predictions.After(accuracy, [2], [2], 3);

        Assert.Equal(3 / 4.0, accuracy.Value);
        accuracy.Reset();
        Assert.Equal(double.NaN, accuracy.Value);
    }

    [Theory]
    [InlineData(null, 2 / 4.0)]
    [InlineData(0f, 3 / 4.0)]
    [InlineData(-2f, 1 / 4.0)]
    public void A_single_output_is_compared_with_a_threshold(float? threshold, double expected)
    {
        float[] outputs = [0.3f, -1, 0.7f, -0.2f];
        var byLabel = new Accuracy { Threshold = threshold };
        var byTarget = new Accuracy { Threshold = threshold };

        byLabel.Add(outputs, [1, 0, 0, 0], outputSize: 1);
        byTarget.Add(outputs, [1f, 0, 0, 0], outputSize: 1);

        Assert.Equal(expected, byLabel.Value);
        Assert.Equal(expected, byTarget.Value);
    }

    [Fact]
    public void A_row_of_targets_belongs_to_the_class_of_the_largest()
    {
        var accuracy = new Accuracy();

        accuracy.Add([1, 2, 3, 9, 8, 7], [0.1f, 0.2f, 0.7f, 0, 1, 0], outputSize: 3);

        Assert.Equal(1 / 2.0, accuracy.Value);
    }

    /// <summary>The example of scikit-learn's top_k_accuracy_score.</summary>
    [Theory]
    [InlineData(1, 2 / 4.0)]
    [InlineData(2, 3 / 4.0)]
    [InlineData(3, 1.0)]
    public void The_class_has_to_be_among_those_of_the_k_largest_outputs(int k, double expected)
    {
        var metric = new TopKAccuracy(k);

        metric.Add([0.5f, 0.2f, 0.2f, 0.3f, 0.4f, 0.2f, 0.2f, 0.4f, 0.3f, 0.7f, 0.2f, 0.1f], [0, 1, 2, 2], outputSize: 3);

        Assert.Equal(expected, metric.Value);
        Assert.Equal($"top-{k} accuracy", metric.Name);
    }

    [Fact]
    public void The_top_1_are_those_of_accuracy_with_equal_outputs_and_NaN_too()
    {
        var random = new Random(3);
        float[] values = [0, 1, 2, float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f];
        for (int round = 0; round < 200; round++)
        {
            float[] outputs = [.. Enumerable.Range(0, 5).Select(_ => values[random.Next(values.Length)])];
            for (int label = 0; label < 5; label++)
            {
                var top = new TopKAccuracy(1);
                var accuracy = new Accuracy();
                top.Add(outputs, [label], 5);
                accuracy.Add(outputs, [label], 5);

                Assert.Equal(accuracy.Value, top.Value);
            }

            bool hasNaN = outputs.Any(float.IsNaN);
            Assert.Equal(Enumerable.Range(0, 6).Select(k => hasNaN ? 0 : k), Enumerable.Range(0, 6).Select(k => ClassesAmongTop(outputs, k)));
        }

        static int ClassesAmongTop(float[] outputs, int k) => k == 0 ? 0 : Enumerable.Range(0, 5).Count(label =>
        {
            var top = new TopKAccuracy(k);
            top.Add(outputs, [label], 5);
            return top.Value == 1;
        });
    }

    /// <summary>The example of scikit-learn's confusion_matrix.</summary>
    [Fact]
    public void The_confusion_matrix_has_true_classes_in_rows_and_chosen_ones_in_columns()
    {
        ConfusionMatrix matrix = Predictions.After(new ConfusionMatrix(), [2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2], 3);

        Assert.Equal(
            [2, 0, 0, 0, 0, 1, 1, 0, 2],
            Enumerable.Range(0, 9).Select(i => (int)matrix[i / 3, i % 3]));
        Assert.Equal(4 / 6.0, matrix.Value);
        Assert.Throws<ArgumentOutOfRangeException>("predicted", () => matrix[0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>("actual", () => matrix[-1, 0]);
    }

    [Fact]
    public void A_single_output_makes_a_matrix_of_two_classes()
    {
        var matrix = new ConfusionMatrix { Threshold = 0 };

        matrix.Add([3, -3, 2, -1], [1, 1, 0, 0], outputSize: 1);

        Assert.Equal((1, 1, 1, 1), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
    }
}
