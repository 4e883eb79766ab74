namespace FcGen.Tests.Data;

public sealed class DataSetTests
{
    /// <summary>Three samples of two inputs.</summary>
    private static readonly float[] Inputs = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void With_labels_the_input_size_follows_from_the_number_of_labels()
    {
        var data = new DataSet(Inputs, [0, 4, 1]);

        Assert.Equal((3, 2, 0, 5, true), (data.Count, data.InputSize, data.TargetSize, data.ClassCount, data.HasLabels));
        Assert.Equal([3f, 4f], data.GetInput(1));
        Assert.Equal(4, data.GetLabel(1));
        Assert.Equal([0, 4, 1], data.Labels);
        Assert.True(data.Targets.IsEmpty);
    }

    [Fact]
    public void With_targets_both_sizes_follow_from_the_count()
    {
        var data = new DataSet(Inputs, [.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f, .9f], count: 3);

        Assert.Equal((3, 2, 3, 0, false), (data.Count, data.InputSize, data.TargetSize, data.ClassCount, data.HasLabels));
        Assert.Equal([5f, 6f], data.GetInput(2));
        Assert.Equal([.7f, .8f, .9f], data.GetTarget(2));
        Assert.True(data.Labels.IsEmpty);
    }

    [Fact]
    public void Later_changes_of_the_arrays_do_not_reach_the_data_set()
    {
        float[] inputs = [1, 2];
        int[] labels = [0, 1];
        float[] targets = [7, 8];
        var labeled = new DataSet(inputs, labels);
        var targeted = new DataSet(inputs, targets, count: 2);

        (inputs[0], labels[0], targets[0]) = (99, 99, 99);

        Assert.Equal([1f, 2f], labeled.Inputs);
        Assert.Equal([0, 1], labeled.Labels);
        Assert.Equal([7f, 8f], targeted.Targets);
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(2, 3)]
    [InlineData(0, 3)]
    [InlineData(6, 0)]
    public void Inputs_that_do_not_divide_among_the_labels_are_refused(int values, int labels)
    {
        var exception = Assert.Throws<ArgumentException>(() => new DataSet(new float[values], new int[labels]));

        Assert.Contains(labels == 0 ? "no labels" : $"{values} values", exception.Message);
    }

    [Theory]
    [InlineData(5, 3, "inputs")]
    [InlineData(6, 4, "targets")]
    [InlineData(6, 0, "targets")]
    public void Values_that_do_not_divide_by_the_count_are_refused(int inputs, int targets, string parameter)
    {
        var exception = Assert.Throws<ArgumentException>(() => new DataSet(new float[inputs], new float[targets], count: 3));

        Assert.Equal(parameter, exception.ParamName);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_count_below_one_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new DataSet(Inputs, Inputs, count));

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_label_that_is_no_class_index_is_refused_with_its_place(int label)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new DataSet(Inputs, [0, label, 1]));

        Assert.Equal(label, exception.ActualValue);
        Assert.Contains("label 1", exception.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void An_index_without_sample_is_refused(int index)
    {
        var labeled = new DataSet(Inputs, [0, 1, 2]);
        var targeted = new DataSet(Inputs, Inputs, count: 3);

        Assert.Throws<ArgumentOutOfRangeException>("index", () => labeled.GetInput(index).Length);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => labeled.GetLabel(index));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => targeted.GetTarget(index).Length);
    }

    [Fact]
    public void Asking_for_what_the_samples_do_not_have_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => new DataSet(Inputs, [0, 1, 2]).GetTarget(0).Length);
        Assert.Throws<InvalidOperationException>(() => new DataSet(Inputs, Inputs, count: 3).GetLabel(0));
    }

    [Fact]
    public void A_subset_has_the_chosen_samples_in_the_order_given()
    {
        DataSet labeled = new DataSet(Inputs, [7, 8, 9]).Subset([2, 0, 2]);
        DataSet targeted = new DataSet(Inputs, [.1f, .2f, .3f], count: 3).Subset([1]);

        Assert.Equal([5f, 6f, 1f, 2f, 5f, 6f], labeled.Inputs);
        Assert.Equal([9, 7, 9], labeled.Labels);
        Assert.Equal([3f, 4f], targeted.Inputs);
        Assert.Equal([.2f], targeted.Targets);
    }

    [Fact]
    public void A_subset_of_nothing_or_of_missing_samples_is_refused()
    {
        var data = new DataSet(Inputs, [0, 1, 2]);

        Assert.Throws<ArgumentException>("indices", () => data.Subset([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Subset([0, 3]));
    }

    [Fact]
    public void Scaling_multiplies_inputs_and_leaves_labels_and_the_original_alone()
    {
        var data = new DataSet(Inputs, [0, 1, 2]);

        DataSet scaled = data.Scale(0.5f);

        Assert.Equal([.5f, 1, 1.5f, 2, 2.5f, 3], scaled.Inputs);
        Assert.Equal(data.Labels, scaled.Labels);
        Assert.Equal(Inputs, data.Inputs);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Scale(float.NaN));
    }
}
