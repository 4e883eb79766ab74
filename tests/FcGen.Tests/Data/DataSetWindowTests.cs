namespace FcGen.Tests.Data;

/// <summary>A series of steps becomes windows of consecutive steps for networks on sequences.</summary>
public sealed class DataSetWindowTests
{
    /// <summary>Six steps with two features 0 to 11; the target of a step is a hundred times its number.</summary>
    private static DataSet Series => new(Numbers(12), [0, 100, 200, 300, 400, 500], 6);

    [Fact]
    public void Windows_overlap_and_have_the_target_of_their_last_step()
    {
        DataSet windows = Series.Windows(3);
        Assert.Equal((4, 6, 1), (windows.Count, windows.InputSize, windows.TargetSize));
        Assert.Equal([0, 1, 2, 3, 4, 5], windows.GetInput(0));
        Assert.Equal([6, 7, 8, 9, 10, 11], windows.GetInput(3));
        Assert.Equal([200, 300, 400, 500], windows.Targets);
    }

    [Fact]
    public void A_horizon_takes_later_targets_and_a_stride_leaves_out_windows()
    {
        DataSet windows = Series.Windows(2, stride: 2, horizon: 1);
        Assert.Equal(2, windows.Count);
        Assert.Equal([4, 5, 6, 7], windows.GetInput(1));
        Assert.Equal([200, 400], windows.Targets);
    }

    [Fact]
    public void Each_step_may_have_its_targets()
    {
        DataSet windows = Series.Windows(2, stride: 3, WindowTargets.EachStep, horizon: 1);
        Assert.Equal((2, 2), (windows.Count, windows.TargetSize));
        Assert.Equal([100, 200, 400, 500], windows.Targets);
    }

    [Fact]
    public void Labels_class_names_ignored_labels_and_weights_belong_to_the_last_step()
    {
        DataSet series = DataSet.WithIgnoredLabel(Numbers(4), [0, 1, -100, 1], -100).WithSampleWeights([1, 2, 3, 4]).WithClassNames("low", "high");
        DataSet windows = series.Windows(2);
        Assert.Equal([1, -100, 1], windows.Labels);
        Assert.Equal([2, 3, 4], windows.SampleWeights);
        Assert.Equal(["low", "high"], windows.ClassNames);
        Assert.Equal(-100, windows.IgnoreIndex);
    }

    [Fact]
    public void A_window_may_be_the_whole_series() => Assert.Equal(Series.Inputs, Series.Windows(6).GetInput(0));

    [Fact]
    public void Subsets_are_cut_in_their_order() => Assert.Equal([10, 11, 0, 1], Series.Subset([5, 0, 3]).Windows(2).GetInput(0));

    [Fact]
    public void Standardized_targets_of_each_step_are_undone_step_by_step()
    {
        DataSet windows = Series.StandardizeTargets().Data.Windows(2, targets: WindowTargets.EachStep);
        float[] targets = windows.GetTarget(1).ToArray();
        windows.TargetStandardizer!.Undo(targets);
        Assert.Equal([100f, 200f], targets.Select(target => MathF.Round(target)));
    }

    [Fact]
    public void A_network_trains_on_windows_with_targets_of_each_step()
    {
        var trainer = new Trainer<StepsOfTwo>(new StepsOfTwo(1), new MeanSquaredError(), new Adam { LearningRate = 0.01f }, 2);
        DataSet windows = Series.Scale(0.1f).Windows(3, targets: WindowTargets.EachStep);
        float before = trainer.Evaluate(windows).Loss;
        trainer.Fit(windows, new FitOptions { Epochs = 20 });
        Assert.True(trainer.Evaluate(windows).Loss < before);
    }

    [Theory]
    [InlineData(0, 1, 0, "steps")]
    [InlineData(7, 1, 0, "steps")]
    [InlineData(6, 1, 1, "steps")]
    [InlineData(2, 0, 0, "stride")]
    [InlineData(2, 1, -1, "horizon")]
    [InlineData(int.MaxValue, 1, int.MaxValue, "steps")]
    public void Windows_that_do_not_fit_are_refused(int steps, int stride, int horizon, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => Series.Windows(steps, stride, horizon: horizon)).ParamName);

    [Fact]
    public void A_message_names_the_steps_that_are_needed_and_those_that_exist() => Assert.StartsWith(
        "A window of 5 steps and a horizon of 2 need 7 steps, but the data set has 6.",
        Assert.Throws<ArgumentOutOfRangeException>(() => Series.Windows(5, horizon: 2)).Message);

    [Fact]
    public void Labels_of_each_step_and_undefined_targets_are_refused()
    {
        var labeled = new DataSet(Numbers(4), [0, 1, 1, 0]);
        Assert.Throws<InvalidOperationException>(() => labeled.Windows(2, targets: WindowTargets.EachStep));
        Assert.Throws<ArgumentOutOfRangeException>(() => Series.Windows(2, targets: (WindowTargets)5));
    }

    [Fact]
    public void More_values_than_an_array_holds_are_refused()
    {
        var series = new DataSet(new float[100_000], new float[100_000], 100_000);
        Assert.Equal("stride", Assert.Throws<ArgumentOutOfRangeException>(() => series.Windows(50_000)).ParamName);
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(number => (float)number)];
}

[Network]
[Sequence(3, 2)]
[Dense(4), Tanh, Dense(1)]
internal sealed partial class StepsOfTwo;
