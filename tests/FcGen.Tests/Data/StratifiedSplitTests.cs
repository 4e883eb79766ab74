namespace FcGen.Tests.Data;

/// <summary>Stratified splits keep the proportions of the classes.</summary>
public sealed class StratifiedSplitTests
{
    [Theory]
    [InlineData("80 20", 0.5, "40 10")]
    [InlineData("60 30 10", 0.8, "48 24 8")]
    [InlineData("7 4", 0.5, "4 2")] // Exact shares 3.8 and 2.2 of 6 samples.
    [InlineData("10 3 3", 0.75, "8 2 2")] // Exact shares 7.5, 2.25 and 2.25 of 12 samples.
    [InlineData("50 25 25", 0.1, "5 3 2|5 2 3")] // Equal remainders: a random class is rounded up.
    public void Class_counts_are_those_of_scikit_learn(string counts, double fraction, string expected) =>
        Assert.Contains(TrainCounts(counts, fraction), expected.Split('|'));

    [Theory]
    [InlineData("96 2 2", 0.9, "88 1 1")] // Rounding alone would give 86, 2 and 2.
    [InlineData("96 2 2", 0.1, "8 1 1")] // Rounding alone would give 10, 0 and 0.
    [InlineData("3 3 3", 0.2, "1 1 0|1 0 1|0 1 1")] // Two samples cannot show three classes.
    [InlineData("19 1", 0.5, "9 1|10 0")] // A single sample is in one part.
    public void Every_class_of_two_samples_is_in_both_parts_where_possible(string counts, double fraction, string expected) =>
        Assert.Contains(TrainCounts(counts, fraction), expected.Split('|'));

    [Fact]
    public void Equal_remainders_are_rounded_up_at_random() =>
        Assert.Equal(
            ["5 2 3", "5 3 2"],
            Enumerable.Range(0, 20).Select(seed => TrainCounts("50 25 25", 0.1, seed)).Distinct().Order());

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.83)]
    public void Counts_are_within_one_of_the_exact_share(double fraction)
    {
        int[] labels = [.. Enumerable.Range(0, 500).Select(i => i * i % 97 % 13)];
        DataSet data = Numbered(labels);

        (DataSet train, DataSet test) = data.StratifiedSplit(fraction, seed: 2);

        Assert.Equal(data.Split(fraction).Train.Count, train.Count);
        Assert.Equal(Enumerable.Range(0, 500), train.Inputs.ToArray().Concat(test.Inputs.ToArray()).Select(input => (int)input).Order());
        for (int label = 0; label < data.ClassCount; label++)
        {
            double exact = (double)data.Labels.Count(label) * train.Count / data.Count;
            Assert.InRange(train.Labels.Count(label), Math.Floor(exact), Math.Ceiling(exact));
        }

        for (int i = 0; i < test.Count; i++)
        {
            Assert.Equal(labels[(int)test.GetInput(i)[0]], test.GetLabel(i));
        }
    }

    [Fact]
    public void Both_parts_are_in_random_order_that_the_seed_determines()
    {
        DataSet data = Numbered([.. Enumerable.Range(0, 40).Select(i => i / 20)]);
        (DataSet train, DataSet test) = data.StratifiedSplit(0.5, seed: 1);

        Assert.NotEqual(train.Labels.ToArray().Order(), train.Labels.ToArray());
        Assert.NotEqual(test.Labels.ToArray().Order(), test.Labels.ToArray());
        Assert.Equal(train.Inputs, data.StratifiedSplit(0.5, seed: 1).Train.Inputs);
        Assert.NotEqual(train.Inputs.ToArray(), data.StratifiedSplit(0.5, seed: 2).Train.Inputs.ToArray());
    }

    [Fact]
    public void Samples_to_ignore_are_divided_too()
    {
        DataSet data = DataSet.WithIgnoredLabel(new float[12], [0, 0, 0, 0, 0, 0, -100, -100, 1, 1, 1, 1], ignoreIndex: -100);

        Assert.Equal([-100, 0, 0, 0, 1, 1], data.StratifiedSplit(0.5).Train.Labels.ToArray().Order());
    }

    [Fact]
    public void Wrong_fractions_and_targets_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Numbered([0, 1]).StratifiedSplit(1));
        Assert.Contains(
            "split 0 to 2",
            Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Numbered([0, 1]).StratifiedSplit(0.1)).Message);
        Assert.Contains("no labels", Assert.Throws<InvalidOperationException>(() => new DataSet([1, 2], [1f, 2], 2).StratifiedSplit(0.5)).Message);
    }

    /// <summary>Counts of the classes in the first part, for counts of the classes in the whole data set.</summary>
    private static string TrainCounts(string counts, double fraction, int seed = 0)
    {
        int[] labels = [.. counts.Split(' ').SelectMany((count, label) => Enumerable.Repeat(label, int.Parse(count)))];
        ReadOnlySpan<int> train = Numbered(labels).StratifiedSplit(fraction, seed).Train.Labels;
        List<int> found = [];
        for (int label = 0; label <= labels[^1]; label++)
        {
            found.Add(train.Count(label));
        }

        return string.Join(' ', found);
    }

    /// <summary>Sample i has the input i.</summary>
    private static DataSet Numbered(int[] labels) => new([.. Enumerable.Range(0, labels.Length).Select(i => (float)i)], labels);
}
