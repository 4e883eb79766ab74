using System.Globalization;

namespace FcGen.Tests.Training;

/// <summary>Results print on lines that people read, and Fit writes these lines to a log.</summary>
public sealed class ReadableResultTests
{
    private static readonly EvaluationResult Validation = new(0.23456f, 0.9714f, 360) { Metrics = [new MetricValue("f1 (macro)", 0.95312)] };

    private static readonly EpochResult Epoch = new(3, 0.12344f, Validation with { Metrics = [] }, TimeSpan.FromSeconds(1.23));

    [Fact]
    public void An_epoch_is_one_line() => Assert.Equal("epoch 3: loss 0.1234, validation loss 0.2346, accuracy 97.1 %, 1.2 s", Epoch.ToString());

    [Fact]
    public void Metrics_and_skipped_steps_are_listed_if_there_are_any()
    {
        Assert.Equal(
            "epoch 3: loss 0.1234, validation loss 0.2346, accuracy 97.1 %, f1 (macro) 0.9531, 2 steps skipped, 1.2 s",
            (Epoch with { Validation = Validation, SkippedSteps = 2 }).ToString());
        Assert.Equal("epoch 3: loss NaN, 1 step skipped, 1.2 s", (Epoch with { Loss = float.NaN, Validation = null, SkippedSteps = 1 }).ToString());
    }

    [Theory]
    [InlineData(12, "12 ms")]
    [InlineData(999.6, "1.0 s")]
    [InlineData(59_940, "59.9 s")]
    [InlineData(59_960, "1 min 0 s")]
    [InlineData(125_000, "2 min 5 s")]
    [InlineData(3_599_700, "1 h 0 min")]
    [InlineData(3_720_000, "1 h 2 min")]
    public void A_duration_has_the_units_of_its_size(double milliseconds, string text) =>
        Assert.EndsWith($", {text}", (Epoch with { Duration = TimeSpan.FromMilliseconds(milliseconds) }).ToString());

    [Fact]
    public void An_evaluation_and_a_metric_are_one_line()
    {
        Assert.Equal("loss 0.2346, accuracy 97.1 %, f1 (macro) 0.9531, 360 samples", Validation.ToString());
        Assert.Equal("loss 0.2346, 1 sample", new EvaluationResult(0.23456f, null, 1).ToString());
        Assert.Equal("f1 (macro) 1.2E-05", new MetricValue("f1 (macro)", 0.000012).ToString());
    }

    [Fact]
    public void Progress_is_one_line()
    {
        var progress = new FitProgress(3, 20, 12, 45, 0.12344f, null);

        Assert.Equal("epoch 3 of 20, batch 12 of 45: loss 0.1234", progress.ToString());
        Assert.Equal(
            "epoch 3 of 20, batch 12 of 45: loss 0.1234, validation loss 0.2346, accuracy 97.1 %, f1 (macro) 0.9531",
            (progress with { Validation = Validation }).ToString());
    }

    [Fact]
    public void A_history_has_a_line_per_epoch_and_marks_the_best()
    {
        EpochResult first = new(1, 0.5f, null, TimeSpan.FromSeconds(1));
        EpochResult second = first with { Epoch = 2, Loss = 0.25f };

        Assert.Equal(
            "epoch 1: loss 0.5, 1.0 s\nepoch 2: loss 0.25, 1.0 s (best)\n2 epochs, best epoch 2",
            new History([first, second], bestEpoch: 2, stoppedEarly: false).ToString());
        Assert.EndsWith("\n2 epochs, stopped early, best epoch 1", new History([first, second], bestEpoch: 1, stoppedEarly: true).ToString());
        Assert.EndsWith("\n1 epoch", new History([first], bestEpoch: 0, stoppedEarly: false).ToString());
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.PercentDecimalSeparator) = (",", ",");
        try
        {
            CultureInfo.CurrentCulture = comma;

            Assert.Equal("epoch 3: loss 0.1234, validation loss 0.2346, accuracy 97.1 %, 1.2 s", Epoch.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Fit_writes_a_line_per_epoch_and_a_summary()
    {
        var log = new StringWriter();

        History history = Trainer().Fit(
            TrainingData.WithLabels(8), new FitOptions { Epochs = 3, Validation = TrainingData.WithLabels(8), Log = log });

        string[] expected =
        [
            .. history.Epochs.Select(epoch => epoch.ToString().Replace($"epoch {epoch.Epoch}:", $"epoch {epoch.Epoch} of 3:")),
            history.ToString().Split('\n')[^1],
        ];
        Assert.Equal(expected, Lines(log));
        Assert.StartsWith("epoch 1 of 3: loss ", expected[0]);
    }

    [Fact]
    public void The_summary_names_early_stopping()
    {
        var log = new StringWriter();
        var trainer = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Sgd { LearningRate = 0 }, 4);

        trainer.Fit(TrainingData.WithLabels(8), new FitOptions { Epochs = 9, Shuffle = false, EarlyStopping = new EarlyStopping { Patience = 2 }, Log = log });

        Assert.Equal("3 epochs, stopped early, best epoch 1", Lines(log)[^1]);
    }

    [Fact]
    public void The_line_of_an_epoch_is_written_before_OnEpoch_is_called()
    {
        var log = new StringWriter();
        var counts = new List<int>();

        Trainer().Fit(TrainingData.WithLabels(8), new FitOptions { Epochs = 2, Log = log, OnEpoch = _ => counts.Add(Lines(log).Length) });

        Assert.Equal([1, 2], counts);
    }

    private static string[] Lines(StringWriter log) => log.ToString().Split(Environment.NewLine)[..^1];

    private static Trainer<SmallNet> Trainer() => new(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 4);
}
