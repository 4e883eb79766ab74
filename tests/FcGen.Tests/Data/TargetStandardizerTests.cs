using FcGen.Tests.Networks;

namespace FcGen.Tests.Data;

/// <summary>Standardized targets: the scale belongs to the data set, and metrics are in the original units.</summary>
public sealed class TargetStandardizerTests
{
    /// <summary>Targets with means 5 and -100 and standard deviations 2 and 30.</summary>
    private static readonly DataSet Data = new(
        [.. Enumerable.Range(0, 8).Select(i => i / 8f)],
        [2, -130, 4, -70, 4, -130, 4, -70, 5, -130, 5, -70, 7, -130, 9, -70],
        count: 8);

    [Fact]
    public void Every_target_column_has_mean_0_and_standard_deviation_1()
    {
        (DataSet scaled, Standardizer standardizer) = Data.StandardizeTargets();

        Assert.Equal([5.0, -100.0], standardizer.Mean);
        Assert.Equal([2.0, 30.0], standardizer.StandardDeviation);
        Assert.Equal([-1.5f, -1f], scaled.GetTarget(0));
        Assert.Equal([2f, 1f], scaled.GetTarget(7));
        Assert.Equal(Data.Inputs, scaled.Inputs);
        Assert.Equal(2, Data.Targets[0]);
    }

    [Fact]
    public void Undo_restores_the_original_units_in_place()
    {
        (DataSet scaled, Standardizer standardizer) = Data.StandardizeTargets();
        float[] values = scaled.Targets.ToArray();

        float[] others = [.. values];

        standardizer.Undo(values);

        Assert.Equal(Data.Targets, values);
        Assert.Equal(0, AllocationTests.LeastAllocated(10, () => standardizer.Undo(others)));
        Assert.Contains(
            "Expected whole rows of 2 values, but got 3 values", Assert.Throws<ArgumentException>("values", () => standardizer.Undo(new float[3])).Message);
    }

    [Fact]
    public void A_constant_column_becomes_0_and_is_restored()
    {
        (DataSet scaled, Standardizer standardizer) = new DataSet([1, 2, 3], [0.1f, 0.1f, 0.1f], count: 3).StandardizeTargets();
        float[] values = scaled.Targets.ToArray();
        Assert.Equal([0f, 0f, 0f], values);

        standardizer.Undo(values);

        Assert.Equal([0.1f, 0.1f, 0.1f], values);
    }

    [Fact]
    public void Test_data_has_the_scale_of_the_training_data()
    {
        (_, Standardizer standardizer) = Data.StandardizeTargets();

        DataSet test = standardizer.ApplyToTargets(new DataSet([1], [9f, -40], count: 1));

        Assert.Equal([2f, 2f], test.Targets);
        Assert.Same(standardizer, test.TargetStandardizer);
    }

    [Fact]
    public void Parts_and_data_with_other_inputs_keep_the_scale()
    {
        (DataSet scaled, Standardizer standardizer) = Data.StandardizeTargets();
        (DataSet train, DataSet test) = scaled.Split(0.5);
        DataSet[] derived =
        [
            scaled, train, test, scaled.Subset([3, 1]), scaled.KFold(2)[1].Train, scaled.Scale(2), train.Standardize().Data, train.Scale(2).Subset([0]),
        ];

        Assert.All(derived, data => Assert.Same(standardizer, data.TargetStandardizer));
        Assert.Null(Data.TargetStandardizer);
        Assert.Equal(scaled.GetTarget(1), scaled.Subset([3, 1]).Targets[2..]);
    }

    [Fact]
    public void A_subset_is_standardized_by_its_own_targets()
    {
        (DataSet scaled, Standardizer standardizer) = Data.Subset([7, 0]).StandardizeTargets();

        Assert.Equal([5.5, -100], standardizer.Mean);
        Assert.Equal([1f, 1f, -1f, -1f], scaled.Targets);
        Assert.Equal([7 / 8f, 0], scaled.Inputs);
    }

    [Fact]
    public void Labels_standardized_targets_and_other_sizes_are_refused()
    {
        (DataSet scaled, Standardizer standardizer) = Data.StandardizeTargets();
        var labeled = new DataSet([1, 2], [0, 1]);

        Assert.Contains("but the samples have labels", Assert.Throws<InvalidOperationException>(() => labeled.StandardizeTargets()).Message);
        Assert.Throws<InvalidOperationException>(() => standardizer.ApplyToTargets(labeled));
        Assert.Contains("but the samples have standardized targets", Assert.Throws<InvalidOperationException>(() => scaled.StandardizeTargets()).Message);
        Assert.Throws<InvalidOperationException>(() => standardizer.ApplyToTargets(scaled));
        Assert.Throws<ArgumentException>(() => standardizer.ApplyToTargets(new DataSet([1, 2], [1f, 2], count: 2)));
        Assert.Contains(
            "finite targets, but row 1, column 0",
            Assert.Throws<ArgumentException>("data", () => new DataSet([1, 2], [1f, float.NaN], count: 2).StandardizeTargets()).Message);
    }

    [Fact]
    public void A_source_declares_the_scale_of_its_targets()
    {
        Assert.Equal(3, new ScaledSource(new Standardizer([3], [2])).TargetStandardizer!.Mean[0]);
        Assert.Contains(
            "Expected a standardizer with 1 columns, one for each target, but it has 2",
            Assert.Throws<ArgumentException>(() => new ScaledSource(new Standardizer([3, 3], [2, 2]))).Message);
    }

    private sealed class ScaledSource : DataSource
    {
        public ScaledSource(Standardizer standardizer)
            : base(count: 1, inputSize: 1, targetSize: 1, classCount: 0) => TargetStandardizer = standardizer;

        protected override void ReadSamples(int first, SampleBatch destination) => destination.Targets.Clear();
    }
}
