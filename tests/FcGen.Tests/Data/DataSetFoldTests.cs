namespace FcGen.Tests.Data;

/// <summary>Cross-validation, and that parts are views.</summary>
public sealed class DataSetFoldTests
{
    [Theory]
    [InlineData(10, 2)]
    [InlineData(10, 3)]
    [InlineData(11, 11)]
    [InlineData(103, 5)]
    public void Every_sample_is_held_out_once_and_trained_on_in_all_other_folds(int count, int folds)
    {
        AssertPartition(Numbered(count).KFold(folds, seed: 1), count, folds);
        AssertPartition(Numbered(count).StratifiedKFold(folds, seed: 1), count, folds);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    public void Stratified_folds_have_nearly_the_same_number_of_each_class(int folds)
    {
        // 60, 25, 4 and 1 samples of four classes, mixed.
        int[] labels = [.. Enumerable.Range(0, 90).OrderBy(i => i * 37 % 90).Select(i => i < 60 ? 0 : i < 85 ? 1 : i < 89 ? 2 : 3)];
        var data = new DataSet(Enumerable.Range(0, 90).Select(i => (float)i).ToArray(), labels);

        IReadOnlyList<(DataSet Train, DataSet Validation)> parts = data.StratifiedKFold(folds, seed: 3);

        AssertPartition(parts, 90, folds);
        for (int label = 0; label < 4; label++)
        {
            int[] counts = [.. parts.Select(part => part.Validation.Labels.Count(label))];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
            Assert.Equal(labels.Count(l => l == label), counts.Sum());
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_folds_and_another_seed_others()
    {
        Assert.Equal(Held(seed: 1), Held(seed: 1));
        Assert.NotEqual(Held(seed: 1), Held(seed: 2));

        static float[] Held(int seed) => [.. Numbered(50).KFold(3, seed).SelectMany(part => part.Validation.Inputs.ToArray())];
    }

    [Fact]
    public void Parts_of_parts_keep_inputs_with_their_labels_and_targets()
    {
        float[] values = [.. Enumerable.Range(0, 30).Select(i => (float)i)];
        DataSet labeled = Numbered(30).KFold(3)[1].Train.Split(0.5).Train.Subset([4, 4, 0]);
        DataSet targeted = new DataSet(values, [.. values.Select(value => -value)], 30).KFold(3)[1].Train.Split(0.5).Train.Subset([4, 4, 0]);

        Assert.Equal((3, 3), (labeled.Count, targeted.Count));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal([(float)labeled.GetLabel(i)], labeled.GetInput(i));
            Assert.Equal([-targeted.GetInput(i)[0]], targeted.GetTarget(i));
        }

        Assert.Equal(labeled.GetLabel(0), labeled.GetLabel(1));
        Assert.Equal([labeled.GetLabel(0), labeled.GetLabel(1), labeled.GetLabel(2)], labeled.Labels);
        Assert.Equal(labeled.Inputs, [.. labeled.Labels.ToArray().Select(label => (float)label)]);
        Assert.Equal(targeted.Inputs, [.. targeted.Targets.ToArray().Select(target => -target)]);
        Assert.Equal([2f * targeted.GetInput(2)[0]], targeted.Scale(2).GetInput(2));
    }

    [Fact]
    public void Parts_share_the_rows_until_they_are_asked_for_all_of_them()
    {
        const int Values = 1 << 20;
        var data = new DataSet(new float[Values], new int[64]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        IReadOnlyList<(DataSet Train, DataSet Validation)> parts = data.KFold(8);
        int label = parts.Sum(part => part.Train.GetLabel(5) + (int)part.Validation.GetInput(3)[7]);
        long made = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, label);
        Assert.InRange(made, 1, Values * sizeof(float) / 10);
        Assert.Equal(Values / 8 * 7, parts[0].Train.Inputs.Length);
        Assert.True(parts[0].Train.Inputs == parts[0].Train.Inputs, "The copy is made once.");
    }

    [Fact]
    public void Numbers_of_folds_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Numbered(10).KFold(1));
        Assert.Contains("2 to 10 folds, but 11", Assert.Throws<ArgumentOutOfRangeException>("folds", () => Numbered(10).StratifiedKFold(11)).Message);
        Assert.Throws<InvalidOperationException>(() => new DataSet([1, 2], [1f, 2], 2).StratifiedKFold(2));
    }

    private static void AssertPartition(IReadOnlyList<(DataSet Train, DataSet Validation)> parts, int count, int folds)
    {
        Assert.Equal(folds, parts.Count);
        Assert.Equal(Enumerable.Range(0, count), parts.SelectMany(part => Numbers(part.Validation)).Order());
        foreach ((DataSet train, DataSet validation) in parts)
        {
            Assert.InRange(validation.Count, count / folds, (count + folds - 1) / folds);
            Assert.Equal(Enumerable.Range(0, count), Numbers(train).Concat(Numbers(validation)).Order());
            Assert.Equal(Numbers(train).Order(), Numbers(train));
        }

        static IEnumerable<int> Numbers(DataSet data) => data.Inputs.ToArray().Select(value => (int)value);
    }

    /// <summary>Sample i has the label i and the input i.</summary>
    private static DataSet Numbered(int count) => new([.. Enumerable.Range(0, count).Select(i => (float)i)], [.. Enumerable.Range(0, count)]);
}
