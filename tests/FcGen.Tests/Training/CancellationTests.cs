namespace FcGen.Tests.Training;

/// <summary>Training that is canceled.</summary>
public sealed class CancellationTests
{
    [Fact]
    public void The_network_stays_as_the_last_finished_step_left_it()
    {
        using var cancellation = new CancellationTokenSource();
        Trainer<SmallNet> cancelled = Trainer();
        Trainer<SmallNet> stepped = Trainer();
        DataSet data = TrainingData.WithLabels(20);
        var progress = new Recorder(report =>
        {
            if (report is { Epoch: 2, Batch: 3 })
            {
                cancellation.Cancel();
            }
        });

        var exception = Assert.Throws<OperationCanceledException>(() => cancelled.Fit(
            data, new FitOptions { Shuffle = false, Progress = progress }, cancellation.Token));

        for (int step = 0; step < 5 + 3; step++)
        {
            int first = step % 5 * 4;
            stepped.Step(data.Inputs.Slice(first * 3, 12), data.Labels.Slice(first, 4));
        }

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal(8, progress.Reports.Count);
        Assert.Equal(stepped.Network.Parameters, cancelled.Network.Parameters);
    }

    [Fact]
    public void The_best_parameters_are_not_restored()
    {
        using var cancellation = new CancellationTokenSource();
        Trainer<SmallNet> trainer = Trainer();
        float[] last = [];
        var progress = new Recorder(report =>
        {
            last = [.. trainer.Network.Parameters];
            if (report is { Epoch: 3, Batch: 1 })
            {
                cancellation.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(
            TrainingData.WithLabels(20),
            new FitOptions { EarlyStopping = new EarlyStopping { Patience = 9 }, Validation = TrainingData.WithLabels(4), Progress = progress },
            cancellation.Token));

        Assert.Equal(last, trainer.Network.Parameters);
    }

    [Fact]
    public void An_epoch_whose_validation_is_cancelled_counts_for_the_schedule()
    {
        using var cancellation = new CancellationTokenSource();
        var schedule = new StepLR { StepSize = 1 };
        var trainer = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 4) { Schedule = schedule };
        var validation = new NumberedSource(12) { Reading = first => CancelIf(first == 4) };

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(
            TrainingData.WithLabels(20), new FitOptions { Validation = validation }, cancellation.Token));

        Assert.Equal(1, schedule.Count);

        void CancelIf(bool condition)
        {
            if (condition)
            {
                cancellation.Cancel();
            }
        }
    }

    [Fact]
    public void Cancelled_before_it_begins_nothing_is_trained()
    {
        Trainer<SmallNet> trainer = Trainer();
        float[] before = [.. trainer.Network.Parameters];

        var canceled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(TrainingData.WithLabels(20), new FitOptions(), canceled));
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(TrainingData.WithLabels(20), epochs: 3, canceled));

        Assert.Equal(before, trainer.Network.Parameters);
    }

    [Fact]
    public void A_trainer_goes_on_after_it_was_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        Trainer<SmallNet> trainer = Trainer();
        var progress = new Recorder(_ => cancellation.Cancel());
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(
            TrainingData.WithLabels(20), new FitOptions { Progress = progress }, cancellation.Token));

        History history = trainer.Fit(TrainingData.WithLabels(20), new FitOptions { Epochs = 2 });

        Assert.Equal(2, history.Epochs.Count);
    }

    private static Trainer<SmallNet> Trainer() => new(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), batchSize: 4);
}
