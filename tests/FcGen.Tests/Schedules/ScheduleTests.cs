using FcGen.Tests.Training;

namespace FcGen.Tests.Schedules;

/// <summary>Schedules in a trainer, and options that schedules reject.</summary>
public class ScheduleTests
{
    private readonly Adam _optimizer = new() { LearningRate = 0.1f };

    [Fact]
    public void A_schedule_of_epochs_goes_on_when_an_epoch_ends()
    {
        Trainer<SmallNet> trainer = Create(new StepLR { StepSize = 2, Gamma = 0.5 });
        List<float> rates = [];
        for (int epoch = 0; epoch < 5; epoch++)
        {
            Step(trainer);
            Step(trainer);
            rates.Add(_optimizer.LearningRate);
            trainer.EndEpoch();
        }

        Assert.Equal([0.1f, 0.1f, 0.05f, 0.05f, 0.025f], rates);
    }

    [Fact]
    public void A_schedule_of_steps_goes_on_after_each_step_and_not_at_the_end_of_an_epoch()
    {
        Trainer<SmallNet> trainer = Create(new ExponentialLR { Gamma = 0.5, Interval = ScheduleInterval.Step });
        Step(trainer);
        trainer.EndEpoch();
        Step(trainer);

        Assert.Equal(0.025f, _optimizer.LearningRate);
    }

    [Fact]
    public void One_cycle_goes_by_steps_and_ends_where_it_says()
    {
        var schedule = new OneCycleLR { MaxLearningRate = 1, TotalSteps = 10 };
        Trainer<SmallNet> trainer = Create(schedule);
        List<float> rates = [];
        for (int step = 0; step < 12; step++)
        {
            Step(trainer);
            rates.Add(_optimizer.LearningRate);
        }

        // The rates after each step: those of steps 1 to 9, and then the last one for good.
        Assert.Equal(1, rates[1]);
        Assert.Equal(rates[8..], Enumerable.Repeat(1f / 25 / 1e4f, 4));
    }

    [Fact]
    public void The_first_step_has_the_first_rate_of_a_warm_up()
    {
        var schedule = new LinearLR { StartFactor = 0.5 };
        Trainer<SmallNet> trainer = Create(schedule);
        var slow = new SmallNet(seed: 1);
        Step(new Trainer<SmallNet>(slow, new SoftmaxCrossEntropy(), new Adam { LearningRate = 0.05f }, 8));

        Step(trainer);

        Assert.Equal(slow.Parameters, trainer.Network.Parameters);
        Assert.Equal((0.1f, 0.05f), ((float)schedule.BaseLearningRate, _optimizer.LearningRate));
    }

    [Fact]
    public void The_base_rate_is_that_of_the_optimizer_when_training_begins()
    {
        Trainer<SmallNet> trainer = Create(new StepLR { StepSize = 1 });
        _optimizer.LearningRate = 0.2f;
        Step(trainer);
        trainer.EndEpoch();

        Assert.Equal(0.02f, _optimizer.LearningRate, 1e-8f);
    }

    [Fact]
    public void Fit_ends_epochs_with_the_validation_loss_or_the_training_loss()
    {
        DataSet data = TrainingData.WithLabels(16);
        var recorder = new Recorder();
        Trainer<SmallNet> trainer = Create(recorder);
        History history = trainer.Fit(data, new FitOptions { Epochs = 2 });
        History validated = trainer.Fit(data, new FitOptions { Epochs = 1, Validation = data });

        Assert.Equal([history.Epochs[0].Loss, history.Epochs[1].Loss, validated.Epochs[0].Validation!.Loss], recorder.Metrics);
    }

    [Fact]
    public void Fit_ends_epochs_with_the_metric_that_is_watched()
    {
        DataSet data = TrainingData.WithLabels(16);
        var recorder = new Recorder();

        History history = Create(recorder).Fit(
            data, new FitOptions { Epochs = 4, Validation = data, Metrics = [new F1Score()], Monitor = new Accuracy() });

        Assert.Equal(history.Epochs.Select(epoch => (float)epoch.Validation!["accuracy"]), recorder.Metrics);
    }

    [Fact]
    public void A_plateau_of_a_metric_that_is_better_when_larger_keeps_the_rate_while_it_rises()
    {
        DataSet data = TrainingData.WithLabels(16);
        History history = Create(new ReduceLROnPlateau { Mode = PlateauMode.Max, Patience = 0, Factor = 0.9 }).Fit(
            data, new FitOptions { Epochs = 8, Validation = data, Monitor = new Accuracy() });
        var expected = new ReduceLROnPlateau { Mode = PlateauMode.Max, Patience = 0, Factor = 0.9 };
        List<float> rates = [(float)expected.Begin(0.1f)];
        foreach (EpochResult epoch in history.Epochs)
        {
            rates.Add((float)expected.Advance((float)epoch.Validation!["accuracy"]));
        }

        Assert.Equal(rates[..^1], history.Epochs.Select(epoch => epoch.LearningRate));

        // After the first epoch the accuracy is better in some epochs, and in some it is not.
        Assert.InRange(rates.Distinct().Count(), 2, rates.Count - 2);
    }

    /// <summary>
    /// The rates of PyTorch: with a best metric below 0, a relative threshold counts a constant metric, and a metric that becomes slowly worse,
    /// as an improvement in each epoch.
    /// </summary>
    [Theory]
    [InlineData(PlateauMode.Min, ThresholdMode.Relative, 1, 0, 0.125)]
    [InlineData(PlateauMode.Max, ThresholdMode.Relative, 1, 0, 0.125)]
    [InlineData(PlateauMode.Min, ThresholdMode.Relative, -1, 0, 1)]
    [InlineData(PlateauMode.Max, ThresholdMode.Relative, -1, 0, 1)]
    [InlineData(PlateauMode.Min, ThresholdMode.Relative, -1, 0.01, 1)]
    [InlineData(PlateauMode.Max, ThresholdMode.Relative, -1, -0.01, 1)]
    [InlineData(PlateauMode.Min, ThresholdMode.Absolute, -1, 0, 0.125)]
    [InlineData(PlateauMode.Max, ThresholdMode.Absolute, -1, 0, 0.125)]
    [InlineData(PlateauMode.Min, ThresholdMode.Absolute, -1, 0.01, 0.125)]
    [InlineData(PlateauMode.Max, ThresholdMode.Absolute, -1, -0.01, 0.125)]
    public void A_relative_threshold_never_finds_a_plateau_below_0(
        PlateauMode mode, ThresholdMode thresholdMode, double first, double change, double lastRate)
    {
        var schedule = new ReduceLROnPlateau { Mode = mode, ThresholdMode = thresholdMode, Threshold = 0.1, Patience = 0, Factor = 0.5 };
        schedule.Begin(1);

        double rate = 1;
        for (int epoch = 0; epoch < 4; epoch++)
        {
            rate = schedule.Advance((float)(first + (epoch * change)));
        }

        Assert.Equal(lastRate, rate);
    }

    [Fact]
    public void A_plateau_of_the_other_mode_than_what_is_watched_is_refused()
    {
        DataSet data = TrainingData.WithLabels(16);
        var accuracy = new FitOptions { Validation = data, Monitor = new Accuracy() };
        var warmUp = new SequentialLR { Schedules = [new LinearLR(), new ReduceLROnPlateau()], Milestones = [5] };

        AssertMessage("(accuracy) and needs the Mode Max", () => Create(new ReduceLROnPlateau()).Fit(data, accuracy));
        AssertMessage("(accuracy) and needs the Mode Max", () => Other(warmUp).Fit(data, accuracy));
        AssertMessage("(the loss) and needs the Mode Min", () => Other(new ReduceLROnPlateau { Mode = PlateauMode.Max }).Fit(data));

        static Trainer<SmallNet> Other(LearningRateSchedule schedule) =>
            new(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 8) { Schedule = schedule };
    }

    [Fact]
    public void Fit_reports_the_rate_that_an_epoch_was_trained_with()
    {
        DataSet data = TrainingData.WithLabels(16);
        History history = Create(new StepLR { StepSize = 1, Gamma = 0.5 }).Fit(data, new FitOptions { Epochs = 3 });

        Assert.Equal([0.1f, 0.05f, 0.025f], history.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void Of_a_schedule_of_steps_that_is_the_rate_of_the_last_step()
    {
        var perStep = new ExponentialLR { Gamma = 0.5, Interval = ScheduleInterval.Step };
        History history = Create(perStep).Fit(TrainingData.WithLabels(16), new FitOptions { Epochs = 2 });

        // Two steps in each epoch.
        Assert.Equal([0.05f, 0.0125f], history.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void A_plateau_may_follow_a_warm_up()
    {
        var schedule = new SequentialLR { Schedules = [new LinearLR { TotalIters = 2 }, new ReduceLROnPlateau { Patience = 0 }], Milestones = [2] };
        schedule.Begin(1);

        double[] rates = [.. Enumerable.Range(0, 5).Select(_ => schedule.Advance(7f))];

        // The first metric of the plateau is its best one.
        Assert.Equal([2 / 3.0, 1, 1, 0.1, 0.01], rates, (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void A_plateau_says_that_it_needs_a_metric_of_an_epoch()
    {
        Trainer<SmallNet> trainer = Create(new ReduceLROnPlateau());
        Step(trainer);

        Assert.Contains("needs a metric, such as the validation loss", Assert.Throws<ArgumentNullException>(() => trainer.EndEpoch()).Message);
        AssertMessage("its Interval is Step", () => new ReduceLROnPlateau { Interval = ScheduleInterval.Step }.Begin(1));
    }

    [Fact]
    public void A_schedule_serves_one_trainer_only()
    {
        var schedule = new StepLR { StepSize = 1 };
        Create(schedule);

        var exception = Assert.Throws<InvalidOperationException>(() => CreateAnother(schedule));
        Assert.StartsWith("This StepLR is already attached to a trainer", exception.Message);
    }

    [Fact]
    public void A_schedule_within_another_serves_no_second_trainer_either()
    {
        var inner = new StepLR { StepSize = 1 };
        Create(new SequentialLR { Schedules = [inner], Milestones = [] });

        foreach (LearningRateSchedule second in new LearningRateSchedule[] { inner, new SequentialLR { Schedules = [inner], Milestones = [] } })
        {
            Assert.StartsWith(
                "This StepLR is already attached to a trainer",
                Assert.Throws<InvalidOperationException>(() => CreateAnother(second)).Message);
        }
    }

    [Fact]
    public void What_is_wrong_with_a_later_schedule_is_told_before_training()
    {
        AssertRefused(
            "has 2 schedules and 0 milestones.",
            new SequentialLR { Schedules = [new LinearLR(), new LinearLR()], Milestones = [] });
        AssertRefused("ReduceLROnPlateau needs a metric", new ReduceLROnPlateau { Interval = ScheduleInterval.Step });

        void AssertRefused(string message, LearningRateSchedule later)
        {
            AssertMessage(message, () => CreateAnother(Later(later, ScheduleInterval.Epoch)));
            AssertMessage(message, () => Later(later, ScheduleInterval.Epoch).Begin(1));
        }
    }

    [Fact]
    public void A_plateau_is_no_part_of_a_schedule_of_steps()
    {
        AssertMessage(
            "Schedules[1], a ReduceLROnPlateau, needs a metric, which is available at the end of an epoch, but the Interval of the SequentialLR is Step.",
            () => CreateAnother(Later(new ReduceLROnPlateau(), ScheduleInterval.Step)));
        AssertMessage(
            "Schedules[1], a SequentialLR, needs a metric",
            () => CreateAnother(Later(Later(new ReduceLROnPlateau(), ScheduleInterval.Epoch), ScheduleInterval.Step)));
    }

    [Fact]
    public void A_schedule_that_has_not_begun_says_so() =>
        Assert.Contains(
            "StepLR.Begin must be called before Advance.",
            Assert.Throws<InvalidOperationException>(() => new StepLR { StepSize = 1 }.Advance()).Message);

    [Fact]
    public void Options_out_of_range_are_named()
    {
        AssertMessage("StepSize must be at least 1, but is 0.", () => new StepLR { StepSize = 0 });
        AssertMessage("Gamma must be a finite number of at least 0, but is -1.", () => new StepLR { StepSize = 1, Gamma = -1 });
        AssertMessage("Gamma must be a finite number of at least 0, but is NaN.", () => new ExponentialLR { Gamma = double.NaN });
        AssertMessage("Gamma must be a finite number of at least 0, but is -1.", () => new MultiStepLR { Milestones = [1], Gamma = -1 });
        AssertMessage("StartFactor must be a finite number above 0, but is 0.", () => new LinearLR { StartFactor = 0 });
        AssertMessage("StartFactor must be from 0 to 1, but is 2.", () => new LinearLR { StartFactor = 2 });
        AssertMessage("EndFactor must be from 0 to 1, but is -1.", () => new LinearLR { EndFactor = -1 });
        AssertMessage("TotalIters must be at least 1, but is 0.", () => new LinearLR { TotalIters = 0 });
        AssertMessage("TMax must be at least 1, but is 0.", () => new CosineAnnealingLR { TMax = 0 });
        AssertMessage("EtaMin must be a finite number of at least 0, but is -1.", () => new CosineAnnealingLR { TMax = 1, EtaMin = -1 });
        AssertMessage("T0 must be at least 1, but is 0.", () => new CosineAnnealingWarmRestarts { T0 = 0 });
        AssertMessage("TMult must be at least 1, but is 0.", () => new CosineAnnealingWarmRestarts { T0 = 1, TMult = 0 });
        AssertMessage("TotalSteps must be at least 1, but is 0.", () => new OneCycleLR { MaxLearningRate = 1, TotalSteps = 0 });
        AssertMessage("PctStart must be from 0 to 1, but is 2.", () => new OneCycleLR { MaxLearningRate = 1, TotalSteps = 1, PctStart = 2 });
        AssertMessage("DivFactor must be a finite number above 0, but is 0.", () => new OneCycleLR { MaxLearningRate = 1, TotalSteps = 1, DivFactor = 0 });
        AssertMessage("Factor must be at least 0 and below 1, but is 1.", () => new ReduceLROnPlateau { Factor = 1 });
        AssertMessage("Patience must be at least 0, but is -1.", () => new ReduceLROnPlateau { Patience = -1 });
        AssertMessage("Cooldown must be at least 0, but is -1.", () => new ReduceLROnPlateau { Cooldown = -1 });
        AssertMessage("Parameter 'Milestones'", () => new MultiStepLR { Milestones = null! });
        AssertMessage("Parameter 'Milestones'", () => new SequentialLR { Schedules = [new LinearLR()], Milestones = null! });
        AssertMessage("Parameter 'Schedules'", () => new SequentialLR { Schedules = null!, Milestones = [] });
        AssertMessage("Schedules[1] is null.", () => new SequentialLR { Schedules = [new LinearLR(), null!], Milestones = [1] });
        AssertMessage(
            "has 2 schedules and 2 milestones.",
            () => new SequentialLR { Schedules = [new LinearLR(), new LinearLR()], Milestones = [1, 2] }.Begin(1));
        AssertMessage(
            "Milestones[1] must be at least 6, but is 5.",
            () => new SequentialLR { Schedules = [new LinearLR(), new LinearLR(), new LinearLR()], Milestones = [5, 5] }.Begin(1));
    }

    /// <summary>A trainer with the optimizer of the test.</summary>
    private Trainer<SmallNet> Create(LearningRateSchedule schedule) =>
        new(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), _optimizer, batchSize: 8) { Schedule = schedule };

    private static Trainer<SmallNet> CreateAnother(LearningRateSchedule schedule) =>
        new(new SmallNet(), new SoftmaxCrossEntropy(), new Sgd(), 8) { Schedule = schedule };

    private static SequentialLR Later(LearningRateSchedule later, ScheduleInterval interval) =>
        new() { Schedules = [new LinearLR(), later], Milestones = [5], Interval = interval };

    private static void Step(Trainer<SmallNet> trainer) => trainer.Step(TrainingData.Inputs(5), TrainingData.Labels(5));

    private static void AssertMessage(string expected, Func<object> action) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(action).Message);

    private sealed class Recorder : LearningRateSchedule
    {
        public List<float> Metrics { get; } = [];

        protected override double ComputeRate(float? metric)
        {
            if (metric is { } value)
            {
                Metrics.Add(value);
            }

            return BaseLearningRate;
        }
    }
}
