using FcGen.Numerics;

namespace FcGen.Tests.Data;

public sealed class SamplerTests
{
    /// <summary>90 samples of class 0, 9 of class 2, 1 of class 3; none of class 1.</summary>
    private static readonly DataSet Unbalanced = new(new float[100], [.. Enumerable.Repeat(0, 90), .. Enumerable.Repeat(2, 9), 3]);

    [Fact]
    public void In_order_is_in_order_and_random_is_a_permutation()
    {
        Assert.Equal(Enumerable.Range(0, 100), Sample(new SequentialSampler(), Unbalanced, epoch: 1));
        Assert.Equal(Enumerable.Range(0, 100), Sample(new RandomSampler(), Unbalanced, epoch: 1).Order());
        Assert.NotEqual(Enumerable.Range(0, 100), Sample(new RandomSampler(), Unbalanced, epoch: 1));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    [InlineData(301)]
    [InlineData(2)]
    public void Every_class_is_taken_equally_often_and_so_is_every_sample_of_a_class(int? count)
    {
        var sampler = new ClassBalancedSampler(count);
        for (int epoch = 1; epoch <= 20; epoch++)
        {
            int[] indices = Sample(sampler, Unbalanced, epoch);

            Assert.Equal(count ?? 100, indices.Length);
            foreach (int label in new[] { 0, 2, 3 })
            {
                int taken = indices.Count(index => Unbalanced.GetLabel(index) == label);
                Assert.InRange(taken, indices.Length / 3, (indices.Length + 2) / 3);

                int[] times = [.. Enumerable.Range(0, 100).Where(i => Unbalanced.GetLabel(i) == label).Select(i => indices.Count(index => index == i))];
                Assert.InRange(times.Max() - times.Min(), 0, 1);
            }
        }
    }

    [Fact]
    public void Over_many_epochs_a_frequent_class_shows_all_its_samples_and_no_class_is_favored()
    {
        var sampler = new ClassBalancedSampler(50);
        int[][] epochs = [.. Enumerable.Range(1, 300).Select(epoch => Sample(sampler, Unbalanced, epoch))];

        // Of 50 samples two classes get 17 and one 16: over 300 epochs 5,000 each, with a standard deviation of 8.2.
        foreach (int label in new[] { 0, 2, 3 })
        {
            Assert.InRange(epochs.Sum(epoch => epoch.Count(index => Unbalanced.GetLabel(index) == label)), 5_000 - 41, 5_000 + 41);
        }

        Assert.Equal(100, epochs.SelectMany(epoch => epoch).Distinct().Count());
        Assert.NotEqual(epochs[0].Order(), epochs[0]);
    }

    [Fact]
    public void Weights_are_probabilities_of_independent_draws()
    {
        double[] weights = [1, 0, 3, 0.5, 5.5, 0];
        const int Draws = 100_000;
        var data = new DataSet(new float[6], new int[6]);

        int[] indices = Sample(new WeightedRandomSampler(weights, Draws), data, epoch: 1);

        Assert.Equal(Draws, indices.Length);
        for (int i = 0; i < weights.Length; i++)
        {
            double expected = Draws * weights[i] / 10;
            double deviation = Math.Sqrt(expected * (1 - (weights[i] / 10)));
            Assert.InRange(indices.Count(index => index == i), expected - (5 * deviation), expected + (5 * deviation));
        }
    }

    [Fact]
    public void The_smallest_and_the_largest_random_number_reach_samples_with_weight()
    {
        var data = new DataSet(new float[4], new int[4]);
        var sampler = new WeightedRandomSampler([0, 1e-300, double.Epsilon, 0], 1000);

        Assert.All(Sample(sampler, data, epoch: 1), index => Assert.InRange(index, 1, 2));
    }

    [Fact]
    public void Seed_and_epoch_determine_the_samples()
    {
        foreach (Sampler sampler in new Sampler[] { new RandomSampler(), new ClassBalancedSampler(), new WeightedRandomSampler(Weights(100)) })
        {
            Assert.Equal(Sample(sampler, Unbalanced, epoch: 3), Sample(sampler, Unbalanced, epoch: 3));
            Assert.NotEqual(Sample(sampler, Unbalanced, epoch: 3), Sample(sampler, Unbalanced, epoch: 4));
        }
    }

    [Fact]
    public void Weights_that_make_no_sense_are_refused()
    {
        Assert.Contains("weight 1 is -1", Assert.Throws<ArgumentException>(() => new WeightedRandomSampler([1, -1])).Message);
        Assert.Contains("weight 0 is NaN", Assert.Throws<ArgumentException>(() => new WeightedRandomSampler([double.NaN])).Message);
        Assert.Contains("but is 0", Assert.Throws<ArgumentException>(() => new WeightedRandomSampler([0, 0])).Message);
        Assert.Throws<ArgumentException>("weights", () => new WeightedRandomSampler([]));
        Assert.Throws<ArgumentException>("weights", () => new WeightedRandomSampler([double.MaxValue, double.MaxValue]));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new WeightedRandomSampler([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new ClassBalancedSampler(0));
        Assert.Contains(
            "has 3 weights, but the data set has 100 samples",
            Assert.Throws<ArgumentException>(() => new WeightedRandomSampler(Weights(3)).CountFor(Unbalanced)).Message);
        Assert.Contains(
            "needs samples with labels",
            Assert.Throws<ArgumentException>(() => new ClassBalancedSampler().CountFor(new DataSet([1], [1f], 1))).Message);
    }

    private static double[] Weights(int count) => [.. Enumerable.Range(1, count).Select(i => (double)i)];

    private static int[] Sample(Sampler sampler, DataSet data, int epoch)
    {
        var indices = new int[sampler.CountFor(data)];
        var random = new PhiloxRandom(seed: 1, (ulong)epoch);
        sampler.Sample(data, indices, ref random);
        return indices;
    }
}
