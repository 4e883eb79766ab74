using FcGen.Numerics;

namespace FcGen.Tests.Data;

/// <summary>Weights of the samples of a data set, and the sampler that draws by them.</summary>
public sealed class SampleWeightDataTests
{
    /// <summary>Four samples with weights equal to their inputs.</summary>
    private static readonly DataSet Data = new DataSet([1f, 2, 3, 4], [0, 1, 0, 1]).WithSampleWeights([1, 2, 3, 4]);

    [Fact]
    public void Every_operation_keeps_the_weights_of_its_samples()
    {
        (DataSet train, DataSet test) = Data.Split(0.5);
        DataSet[] parts =
        [
            train, test, Data.KFold(2)[0].Train, Data.StratifiedKFold(2)[1].Validation, Data.Subset([3, 0, 0]), Data.Subset([2]).WithClassNames("a", "b"),
        ];

        Assert.All(parts, part => Assert.Equal(part.Inputs, part.SampleWeights));
        Assert.Equal(Data.SampleWeights, Data.Scale(2).SampleWeights);
        Assert.Equal(Data.SampleWeights, Data.Standardize().Data.SampleWeights);
        Assert.EndsWith("labels of 2 classes and weights", Data.ToString());
    }

    [Fact]
    public void Weights_are_copied_replaced_and_removed()
    {
        float[] weights = [1, 2];
        var plain = new DataSet([1f, 2], [1f, 2], 2);
        DataSet weighted = plain.WithSampleWeights(weights);
        weights[0] = 9;

        Assert.True(plain.SampleWeights.IsEmpty);
        Assert.Equal([1f, 2], weighted.SampleWeights);
        Assert.Equal([3f, 0], weighted.WithSampleWeights([3, 0]).SampleWeights);
        Assert.True(weighted.WithSampleWeights([]).SampleWeights.IsEmpty);
        Assert.Equal(plain.Targets, weighted.Targets);
    }

    [Fact]
    public void Weights_leave_names_and_the_ignored_label_alone()
    {
        DataSet data = DataSet.WithIgnoredLabel([1f, 2, 3], [0, -100, 1], -100).WithClassNames("a", "b").WithSampleWeights([1, 2, 3]);

        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.Equal([0, -100, 1], data.Labels);
    }

    [Theory]
    [InlineData(-0.5f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_weight_out_of_range_is_named(float weight)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("weights", () => Data.WithSampleWeights([1, 2, weight, 4]));

        Assert.Equal(weight, exception.ActualValue);
        Assert.Contains("finite and at least 0, but the weight of sample 2 is", exception.Message);
    }

    [Fact]
    public void Another_number_of_weights_is_named() => Assert.Contains(
        "Expected 4 sample weights, one per sample, but got 3.",
        Assert.Throws<ArgumentException>("weights", () => Data.WithSampleWeights([1, 2, 3])).Message);

    [Fact]
    public void A_column_of_a_CSV_text_has_the_weights()
    {
        const string Text = "weight,size,kind\n0.5,1,a\n0,2,b\n2e1,3,a\n";
        var options = new CsvOptions { HasHeader = true, TextLabels = true, WeightColumn = "weight" };

        DataSet named = Read(Text, options);
        DataSet indexed = Read("1,7,2\n3,8,4\n", new CsvOptions { TargetColumns = [2], WeightColumn = 1 });

        Assert.Equal([0.5f, 0, 20], named.SampleWeights);
        Assert.Equal([1f, 2, 3], named.Inputs);
        Assert.Equal([7f, 8], indexed.SampleWeights);
        Assert.Equal([1f, 3], indexed.Inputs);
        Assert.Equal([0.5f, 0, 20], Read(Text, options.Fit(new StringReader(Text))).SampleWeights);
        Assert.True(Read("1,0\n2,1\n", new CsvOptions()).SampleWeights.IsEmpty);
    }

    [Fact]
    public void A_field_that_is_not_a_weight_is_named_with_its_place()
    {
        var options = new CsvOptions { WeightColumn = 0 };

        AssertRefused("1,2,0\n-1,2,0\n", options, "line 2, column 1: expected a weight, a finite number of at least 0, but found '-1'.");
        AssertRefused("x,2,0\n", options, "line 1, column 1: expected a finite number but found 'x'.");
        AssertRefused("NA,2,0\n", options with { MissingValues = MissingValues.FillMean }, "A missing label, target or weight cannot be filled.");
        Assert.Equal([3f], Read("NA,2,0\n3,2,0\n", options with { MissingValues = MissingValues.SkipRow }).SampleWeights);
    }

    [Fact]
    public void A_column_cannot_have_two_roles_or_a_name_without_a_header()
    {
        Assert.Contains(
            "WeightColumn names column 2, which LabelColumn names too.",
            Assert.Throws<ArgumentException>("options", () => Read("1,2,0\n", new CsvOptions { WeightColumn = -1 })).Message);
        Assert.Contains(
            "column 'w' is named and HasHeader is false",
            Assert.Throws<ArgumentException>("options", () => Read("1,2,0\n", new CsvOptions { WeightColumn = "w" })).Message);
    }

    [Fact]
    public void A_file_of_rows_rejects_weights_instead_of_losing_them()
    {
        using var folder = new TemporaryFolder();
        string text = folder.Write("data.csv", "1,2,0\n");
        string rows = folder.Path("data.f32");

        Assert.Contains("has no weights", Assert.Throws<ArgumentException>("samples", () => StreamedDataSet.Write(rows, Data)).Message);
        Assert.Contains(
            "WeightColumn is 0",
            Assert.Throws<ArgumentException>("options", () => StreamedDataSet.ConvertCsv(text, rows, new CsvOptions { WeightColumn = 0 })).Message);
        Assert.False(File.Exists(rows));
    }

    [Fact]
    public void Samples_are_read_with_their_weights_into_the_batch_of_a_caller_without()
    {
        var inputs = new float[2];

        Data.Read(1, new SampleBatch(inputs, new int[2], [], 2));

        Assert.Equal([2f, 3], inputs);
    }

    [Fact]
    public void A_sampler_draws_by_the_weights_of_the_data()
    {
        var sampler = new WeightedRandomSampler(count: 100_000);
        var random = new PhiloxRandom(seed: 1, 1);
        var indices = new int[sampler.CountFor(Data)];

        sampler.Sample(Data, indices, ref random);

        // Probabilities of 0.1 to 0.4; a standard deviation is at most 155.
        Assert.True(sampler.UsesSampleWeights);
        Assert.All(Enumerable.Range(0, 4), i => Assert.InRange(
            indices.Count(index => index == i), (10_000 * (i + 1)) - 775, (10_000 * (i + 1)) + 775));
        Assert.Equal(4, new WeightedRandomSampler().CountFor(Data));
        Assert.False(new WeightedRandomSampler([1]).UsesSampleWeights);
    }

    [Fact]
    public void Data_that_a_sampler_cannot_draw_from_is_named()
    {
        var sampler = new WeightedRandomSampler();

        Assert.Contains(
            "draws by the SampleWeights of the data set, but it has none",
            Assert.Throws<ArgumentException>("data", () => sampler.CountFor(Data.WithSampleWeights([]))).Message);
        Assert.Contains(
            "The sum of the weights must be finite and above 0, but is 0.",
            Assert.Throws<ArgumentException>("data", () => sampler.CountFor(Data.WithSampleWeights([0, 0, 0, 0]))).Message);
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new WeightedRandomSampler(count: 0));
    }

    private static DataSet Read(string text, CsvOptions options) => DataSet.FromCsv(new StringReader(text), options);

    private static void AssertRefused(string text, CsvOptions options, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(text, options)).Message);
}
