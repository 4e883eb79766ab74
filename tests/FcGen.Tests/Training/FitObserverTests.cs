namespace FcGen.Tests.Training;

/// <summary>
/// Callbacks and metrics between the steps of Fit do not disturb it; metrics that cannot be computed are rejected before the first step.
/// </summary>
public sealed class FitObserverTests
{
    [Fact]
    public void Evaluating_the_watched_metric_elsewhere_does_not_change_what_is_watched()
    {
        var accuracy = new Accuracy();
        var single = new DataSet([0.1f, 0.2f, 0.3f], new[] { 0 });
        Trainer<SmallNet> trainer = Trainer();
        var options = new FitOptions
        {
            Epochs = 12,
            Validation = TrainingData.WithLabels(40),
            Monitor = accuracy,
            Progress = new Recorder(_ => trainer.Evaluate(single, accuracy)),
        };

        History history = trainer.Fit(TrainingData.WithLabels(40), options);

        Assert.Equal(history.Epochs.MaxBy(epoch => epoch.Validation!.Accuracy).Epoch, history.BestEpoch);
        Assert.InRange(history.BestEpoch, 2, 12);
    }

    [Fact]
    public void Evaluating_a_view_with_targets_does_not_disturb_training_with_labels()
    {
        DataSet view = TrainingData.WithTargets(20).Split(0.5).Train;
        Trainer<SmallNet> disturbed = Trainer();
        Trainer<SmallNet> alone = Trainer();

        disturbed.Fit(TrainingData.WithLabels(20), new FitOptions { Epochs = 2, Progress = new Recorder(_ => disturbed.Evaluate(view)) });
        alone.Fit(TrainingData.WithLabels(20), new FitOptions { Epochs = 2 });

        Assert.Equal(alone.Network.Parameters, disturbed.Network.Parameters);
    }

    [Fact]
    public void Metrics_that_do_not_fit_are_refused_before_the_first_step()
    {
        AssertRefused<NotSupportedException>(new Mae(), TrainingData.WithLabels(8), "Mae compares outputs with targets");
        AssertRefused<InvalidOperationException>(
            new Precision(ScoreAverage.Binary), TrainingData.WithLabels(8), "ScoreAverage.Binary needs 2 classes, but there are 4.");
        AssertRefused<NotSupportedException>(new TopKAccuracy(2), TrainingData.WithTargets(8), "TopKAccuracy compares outputs with class labels");

        static void AssertRefused<TException>(Metric metric, DataSet validation, string message)
            where TException : Exception
        {
            Trainer<SmallNet> trainer = Trainer();
            float[] before = [.. trainer.Network.Parameters];

            var exception = Assert.Throws<TException>(
                () => trainer.Fit(TrainingData.WithLabels(8), new FitOptions { Validation = validation, Metrics = [metric] }));

            Assert.Contains(message, exception.Message);
            Assert.Equal(before, trainer.Network.Parameters);
        }
    }

    private static Trainer<SmallNet> Trainer() => new(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Adam { LearningRate = 0.02f }, batchSize: 4);
}
