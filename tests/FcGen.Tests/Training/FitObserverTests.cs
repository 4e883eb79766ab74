namespace FcGen.Tests.Training;

/// <summary>What is done between the steps of Fit does not disturb it.</summary>
public sealed class FitObserverTests
{
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

    private static Trainer<SmallNet> Trainer() => new(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Adam { LearningRate = 0.02f }, batchSize: 4);
}
