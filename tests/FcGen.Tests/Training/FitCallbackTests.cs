namespace FcGen.Tests.Training;

/// <summary>OnBatch and OnEpoch run on the training thread, in a defined order.</summary>
public sealed class FitCallbackTests
{
    [Fact]
    public void Callbacks_run_on_the_training_thread_in_order_before_Fit_returns()
    {
        List<string> calls = [];
        int thread = Environment.CurrentManagedThreadId;
        bool returned = false;

        History history = Trainer().Fit(TrainingData.WithLabels(10), new FitOptions
        {
            Epochs = 2,
            Validation = TrainingData.WithLabels(8),
            OnBatch = progress => Note($"batch {progress.Epoch}.{progress.Batch} of {progress.Epochs}.{progress.Batches}"),
            OnEpoch = result => Note($"epoch {result.Epoch}"),
            Progress = new Recorder(progress => Note(progress.Validation is null ? "progress" : "progress with validation")),
        });
        returned = true;

        string[] epochs = [.. Enumerable.Range(1, 2).SelectMany(epoch => (string[])[
            $"batch {epoch}.1 of 2.3", "progress", $"batch {epoch}.2 of 2.3", "progress", $"batch {epoch}.3 of 2.3", "progress",
            "progress with validation", $"epoch {epoch}",
        ])];
        Assert.Equal(epochs, calls);
        Assert.Equal(2, history.Epochs.Count);

        void Note(string call)
        {
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            Assert.False(returned);
            calls.Add(call);
        }
    }

    [Fact]
    public void OnEpoch_receives_the_results_that_the_history_keeps()
    {
        List<EpochResult> results = [];

        History history = Trainer().Fit(
            TrainingData.WithLabels(20),
            new FitOptions { Epochs = 3, Validation = TrainingData.WithLabels(8), Metrics = [new F1Score()], OnEpoch = results.Add });

        Assert.Equal(history.Epochs, results);
    }

    [Fact]
    public void OnEpoch_runs_without_a_validation_set()
    {
        List<EpochResult> results = [];

        Trainer().Fit(TrainingData.WithLabels(20), new FitOptions { Epochs = 2, OnEpoch = results.Add });

        Assert.Equal([1, 2], results.Select(result => result.Epoch));
        Assert.All(results, result => Assert.Null(result.Validation));
    }

    [Fact]
    public void OnBatch_sees_the_network_after_its_step()
    {
        Trainer<SmallNet> trainer = Trainer();
        Trainer<SmallNet> stepped = Trainer();
        DataSet data = TrainingData.WithLabels(12);
        List<float[]> states = [];

        trainer.Fit(data, new FitOptions { Epochs = 1, Shuffle = false, OnBatch = _ => states.Add([.. trainer.Network.Parameters]) });

        for (int batch = 0; batch < 3; batch++)
        {
            stepped.Step(data.Inputs.Slice(batch * 12, 12), data.Labels.Slice(batch * 4, 4));
            Assert.Equal([.. stepped.Network.Parameters], states[batch]);
        }
    }

    [Fact]
    public void OnEpoch_of_the_last_epoch_runs_before_the_best_state_is_restored()
    {
        Trainer<SmallNet> trainer = Trainer(learningRate: 5);
        Dictionary<int, float[]> states = [];

        History history = trainer.Fit(TrainingData.WithLabels(20), new FitOptions
        {
            Epochs = 50,
            EarlyStopping = new EarlyStopping { Patience = 2 },
            Validation = TrainingData.WithLabels(8),
            OnEpoch = result => states.Add(result.Epoch, [.. trainer.Network.Parameters]),
        });

        Assert.True(history.StoppedEarly);
        Assert.Equal(history.BestEpoch + 2, states.Count);
        Assert.NotEqual(states[states.Count], states[history.BestEpoch]);
        Assert.Equal(states[history.BestEpoch], trainer.Network.Parameters);
    }

    [Fact]
    public void OnEpoch_runs_after_the_schedule_has_advanced_and_sees_the_rate_of_its_epoch()
    {
        var adam = new Adam { LearningRate = 1 };
        var trainer = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), adam, batchSize: 4)
        {
            Schedule = new StepLR { StepSize = 1, Gamma = 0.5f },
        };
        List<(float Epoch, float Next)> rates = [];

        trainer.Fit(TrainingData.WithLabels(8), new FitOptions { Epochs = 2, OnEpoch = result => rates.Add((result.LearningRate, adam.LearningRate)) });

        Assert.Equal([(1, 0.5f), (0.5f, 0.25f)], rates);
    }

    [Theory]
    [InlineData("OnBatch", 2)]
    [InlineData("OnEpoch", 5)]
    [InlineData("Progress", 2)]
    public void An_exception_of_a_callback_leaves_Fit_after_the_last_finished_step(string callback, int steps)
    {
        Trainer<SmallNet> trainer = Trainer();
        Trainer<SmallNet> stepped = Trainer();
        DataSet data = TrainingData.WithLabels(20);
        int batches = 0;

        var exception = Assert.Throws<FormatException>(() => trainer.Fit(data, new FitOptions
        {
            Shuffle = false,
            EarlyStopping = new EarlyStopping { Patience = 1 },
            OnBatch = _ => ThrowIf(++batches == 2 && callback == "OnBatch"),
            OnEpoch = _ => ThrowIf(callback == "OnEpoch"),
            Progress = new Recorder(progress => ThrowIf(progress.Batch == 2 && callback == "Progress")),
        }));

        Assert.Equal("callback", exception.Message);
        for (int step = 0; step < steps; step++)
        {
            stepped.Step(data.Inputs.Slice(step * 12, 12), data.Labels.Slice(step * 4, 4));
        }

        Assert.Equal(stepped.Network.Parameters, trainer.Network.Parameters);

        // The trainer continues with the next epoch, in its own order.
        Assert.Equal(2, trainer.Fit(data, new FitOptions { Epochs = 2 }).Epochs.Count);

        static void ThrowIf(bool condition)
        {
            if (condition)
            {
                throw new FormatException("callback");
            }
        }
    }

    [Fact]
    public void Training_stops_when_OnBatch_cancels_it()
    {
        using var cancellation = new CancellationTokenSource();
        int batches = 0;

        Assert.Throws<OperationCanceledException>(() => Trainer().Fit(TrainingData.WithLabels(20), new FitOptions
        {
            OnBatch = _ =>
            {
                batches++;
                cancellation.Cancel();
            },
        }, cancellation.Token));

        Assert.Equal(1, batches);
    }

    private static Trainer<SmallNet> Trainer(float learningRate = 0.02f) =>
        new(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Adam { LearningRate = learningRate }, batchSize: 4);
}
