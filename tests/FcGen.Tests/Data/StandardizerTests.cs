namespace FcGen.Tests.Data;

public sealed class StandardizerTests
{
    /// <summary>Mean and population standard deviation worked out by hand: column 0 is 5 and 2, column 1 is -1 and 3.</summary>
    private static readonly DataSet Data = new([2, 2, 4, -4, 4, 2, 4, -4, 5, 2, 5, -4, 7, 2, 9, -4], new int[8]);

    [Fact]
    public void Fit_takes_mean_and_population_standard_deviation_of_each_column()
    {
        Standardizer standardizer = Standardizer.Fit(Data);

        Assert.Equal([5.0, -1.0], standardizer.Mean);
        Assert.Equal([2.0, 3.0], standardizer.StandardDeviation);
    }

    [Fact]
    public void Applied_to_its_own_data_it_gives_mean_zero_and_deviation_one()
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 3000).Select(i => (i % 3 * 1000) + (random.NextSingle() * (i % 3 + 1)))];
        var data = new DataSet(inputs, new int[1000]);

        Standardizer again = Standardizer.Fit(Standardizer.Fit(data).Apply(data));

        for (int column = 0; column < 3; column++)
        {
            Assert.Equal(0, again.Mean[column], tolerance: 1e-6);
            Assert.Equal(1, again.StandardDeviation[column], tolerance: 1e-6);
        }
    }

    [Fact]
    public void New_data_is_transformed_with_the_figures_of_the_training_data()
    {
        var (standardized, standardizer) = Data.Standardize();

        DataSet other = standardizer.Apply(new DataSet([7, 5, 5, -1], [.5f, .25f], count: 2));

        Assert.Equal([1f, 2f, 0f, 0f], other.Inputs);
        Assert.Equal([.5f, .25f], other.Targets);
        Assert.Equal([-1.5f, 1f], standardized.GetInput(0));
        Assert.Equal(Data.Labels, standardized.Labels);
    }

    [Fact]
    public void A_constant_column_becomes_zero_even_where_its_mean_is_rounded()
    {
        float[] inputs = [.. Enumerable.Repeat(0.1f, 1001)];

        var (standardized, standardizer) = new DataSet(inputs, new int[1001]).Standardize();

        Assert.Equal(1.0, standardizer.StandardDeviation[0]);
        Assert.All(standardized.Inputs.ToArray(), value => Assert.Equal(0f, value));
        float[] sample = [1.1f];
        standardizer.Apply(sample, sample);
        Assert.Equal(1f, sample[0], tolerance: 1e-6f);
    }

    [Fact]
    public void A_large_mean_does_not_swallow_small_differences()
    {
        var (standardized, _) = new DataSet([1_000_000, 1_000_001, 1_000_002, 1_000_003], new int[4]).Standardize();

        Assert.Equal(-1.3416408f, standardized.Inputs[0], tolerance: 1e-6f);
        Assert.Equal(0.4472136f, standardized.Inputs[2], tolerance: 1e-6f);
    }

    [Fact]
    public void One_sample_is_transformed_in_place_or_to_another_span_without_allocation()
    {
        Standardizer standardizer = Standardizer.Fit(Data);
        float[] sample = [7, 5];
        float[] destination = new float[2];
        standardizer.Apply(sample, destination);

        long before = GC.GetAllocatedBytesForCurrentThread();
        standardizer.Apply(sample, destination);
        standardizer.Apply(sample, sample);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal([1f, 2f], destination);
        Assert.Equal([1f, 2f], sample);
    }

    [Fact]
    public void Wrong_lengths_and_shifted_overlaps_are_refused()
    {
        Standardizer standardizer = Standardizer.Fit(Data);
        var memory = new float[3];

        Assert.Throws<ArgumentException>("input", () => standardizer.Apply(new float[3], new float[2]));
        Assert.Throws<ArgumentException>("destination", () => standardizer.Apply(new float[2], new float[1]));
        Assert.Throws<ArgumentException>("destination", () => standardizer.Apply(memory.AsSpan(0, 2), memory.AsSpan(1, 2)));
        Assert.Throws<ArgumentException>(() => standardizer.Apply(new DataSet(new float[3], new int[1])));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Fitting_data_that_is_not_finite_is_refused_with_its_place(float value)
    {
        var data = new DataSet([1, 2, 3, value], [0, 1]);

        var exception = Assert.Throws<ArgumentException>(() => Standardizer.Fit(data));

        Assert.Contains("row 1, column 1", exception.Message);
    }

    [Fact]
    public void Known_figures_make_the_same_standardizer()
    {
        Standardizer fitted = Standardizer.Fit(Data);

        var restored = new Standardizer(fitted.Mean, fitted.StandardDeviation);

        Assert.Equal(fitted.Apply(Data).Inputs, restored.Apply(Data).Inputs);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void A_standard_deviation_that_cannot_be_divided_by_is_refused(double deviation)
    {
        var exception = Assert.Throws<ArgumentException>(() => new Standardizer([0, 0], [1, deviation]));

        Assert.Contains("column 1", exception.Message);
    }
}
