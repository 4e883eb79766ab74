namespace FcGen.Tests.Data;

public sealed class DataSetSplitTests
{
    [Fact]
    public void The_fraction_is_the_share_of_the_first_part()
    {
        var (train, test) = Numbered(1797).Split(0.8);

        Assert.Equal((1438, 359), (train.Count, test.Count));
    }

    [Fact]
    public void Every_sample_lands_in_exactly_one_part_with_its_label()
    {
        var (train, test) = Numbered(100).Split(0.7, seed: 3);

        Assert.Equal(Enumerable.Range(0, 100), train.Labels.ToArray().Concat(test.Labels.ToArray()).Order());
        foreach (DataSet part in new[] { train, test })
        {
            for (int i = 0; i < part.Count; i++)
            {
                Assert.Equal([part.GetLabel(i), -part.GetLabel(i)], part.GetInput(i));
            }
        }
    }

    [Fact]
    public void Samples_with_targets_keep_them()
    {
        float[] values = [.. Enumerable.Range(0, 20).Select(i => (float)i)];

        var (train, test) = new DataSet(values, values, count: 20).Split(0.5, seed: 1);

        Assert.Equal(train.Inputs, train.Targets);
        Assert.Equal(test.Inputs, test.Targets);
    }

    /// <summary>Orders computed by a second implementation of Philox and of the shuffle, in Python. They must never change.</summary>
    [Theory]
    [InlineData(7, "8 5 0 1 9 6 | 4 2 7 3")]
    [InlineData(-1, "5 1 7 8 4 9 | 0 6 3 2")]
    public void The_same_seed_gives_the_same_parts_on_every_machine(int seed, string expected)
    {
        var (train, test) = Numbered(10).Split(0.6, seed);

        Assert.Equal(expected, $"{string.Join(' ', train.Labels.ToArray())} | {string.Join(' ', test.Labels.ToArray())}");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.5)]
    [InlineData(80.0)]
    [InlineData(double.NaN)]
    public void A_fraction_outside_the_unit_interval_is_refused(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Numbered(10).Split(fraction));

    [Theory]
    [InlineData(0.04, "0 to 10")]
    [InlineData(0.96, "10 to 0")]
    public void A_fraction_that_leaves_a_part_empty_is_refused(double fraction, string sizes)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Numbered(10).Split(fraction));

        Assert.Contains(sizes, exception.Message);
    }

    /// <summary>Sample i has the label i and the inputs i and -i.</summary>
    private static DataSet Numbered(int count) => new(
        [.. Enumerable.Range(0, count).SelectMany(i => new float[] { i, -i })],
        [.. Enumerable.Range(0, count)]);
}
