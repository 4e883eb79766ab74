namespace FcGen.Tests.Training;

/// <summary>Training on whole data sets.</summary>
public class FitTests
{
    public static TheoryData<int> TenSeeds => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(TenSeeds))]
    public void Xor_is_learnt_without_errors_from_any_seed(int seed)
    {
        var trainer = new Trainer<XorNet>(new XorNet(seed), new SoftmaxCrossEntropy(), new Adam { LearningRate = 0.05f }, batchSize: 4);

        History history = trainer.Fit(TrainingData.Xor, new FitOptions { Epochs = 300, Seed = seed });

        Assert.Equal(1, trainer.Evaluate(TrainingData.Xor).Accuracy);
        Assert.True(history.Epochs[^1].Loss < 0.05f, $"loss {history.Epochs[^1].Loss}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_parameters_and_another_seed_others()
    {
        float[] first = Train(seed: 5);

        Assert.Equal(first, Train(seed: 5));
        Assert.NotEqual(first, Train(seed: 6));

        static float[] Train(int seed)
        {
            Trainer<SmallNet> trainer = Labeled(batchSize: 4);
            trainer.Fit(TrainingData.WithLabels(30), new FitOptions { Epochs = 3, Seed = seed });
            return [.. trainer.Network.Parameters];
        }
    }

    [Fact]
    public void Without_shuffling_the_batches_are_those_of_the_data_set_in_order()
    {
        Trainer<SmallNet> fitted = Labeled(batchSize: 4);
        Trainer<SmallNet> stepped = Labeled(batchSize: 4);
        DataSet data = TrainingData.WithLabels(10);

        History history = fitted.Fit(data, new FitOptions { Epochs = 1, Shuffle = false });
        float first = stepped.Step(data.Inputs[..12], data.Labels[..4]);
        float second = stepped.Step(data.Inputs[12..24], data.Labels[4..8]);
        float third = stepped.Step(data.Inputs[24..], data.Labels[8..]);

        Assert.Equal(stepped.Network.Parameters, fitted.Network.Parameters);
        Assert.Equal(((4 * first) + (4 * second) + (2 * third)) / 10, history.Epochs[0].Loss, 1e-6f);
    }

    [Fact]
    public void A_last_batch_that_is_shorter_can_be_left_out()
    {
        Trainer<SmallNet> dropping = Labeled(batchSize: 4);
        Trainer<SmallNet> stepped = Labeled(batchSize: 4);
        DataSet data = TrainingData.WithLabels(11);
        var progress = new Recorder();

        dropping.Fit(data, new FitOptions { Epochs = 1, Shuffle = false, DropLast = true, Progress = progress });
        stepped.Step(data.Inputs[..12], data.Labels[..4]);
        stepped.Step(data.Inputs[12..24], data.Labels[4..8]);

        Assert.Equal(stepped.Network.Parameters, dropping.Network.Parameters);
        Assert.Equal((2, 2), (progress.Reports[^1].Batch, progress.Reports[^1].Batches));
        Assert.Equal(2, BatchesOf(samples: 8));
        Assert.Contains(
            "Expected at least one batch of 4 samples, because DropLast is set, but an epoch has 3 samples",
            Assert.Throws<ArgumentException>(() => BatchesOf(samples: 3)).Message);

        static int BatchesOf(int samples)
        {
            var progress = new Recorder();
            Labeled(batchSize: 4).Fit(TrainingData.WithLabels(samples), new FitOptions { Epochs = 1, DropLast = true, Progress = progress });
            return progress.Reports.Count;
        }
    }

    [Fact]
    public void Every_epoch_visits_every_sample_once_in_a_new_order()
    {
        // Samples of one batch each: the loss of a batch tells which sample it was, because a learning rate of 0 keeps the network.
        Trainer<SmallNet> trainer = Labeled(batchSize: 1, learningRate: 0);
        var progress = new Recorder();
        trainer.Fit(TrainingData.WithLabels(12), new FitOptions { Epochs = 2, Seed = 1, Progress = progress });

        double[] first = LossesOfEpoch(1);
        double[] second = LossesOfEpoch(2);

        Assert.Equal(12, first.Distinct().Count());
        Assert.NotEqual(first, second);
        Assert.Equal(first.Order(), second.Order());

        double[] LossesOfEpoch(int epoch)
        {
            // The running mean of n losses, times n, less the sum before.
            IEnumerable<FitProgress> reports = progress.Reports.Where(report => report.Epoch == epoch);
            double[] sums = [0, .. reports.Select(report => (double)report.Loss * report.Batch)];
            return [.. sums.Zip(sums.Skip(1), (before, after) => Math.Round(after - before, 3))];
        }
    }

    [Fact]
    public void Two_calls_of_one_epoch_train_like_one_call_of_two()
    {
        Trainer<SmallNet> once = Labeled(batchSize: 4);
        Trainer<SmallNet> twice = Labeled(batchSize: 4);
        DataSet data = TrainingData.WithLabels(30);

        once.Fit(data, new FitOptions { Epochs = 2, Seed = 3 });
        twice.Fit(data, new FitOptions { Epochs = 1, Seed = 3 });
        twice.Fit(data, new FitOptions { Epochs = 1, Seed = 3 });

        Assert.Equal(once.Network.Parameters, twice.Network.Parameters);
    }

    [Fact]
    public void A_number_of_epochs_is_all_that_Fit_needs()
    {
        Trainer<SmallNet> brief = Labeled(batchSize: 4);
        Trainer<SmallNet> full = Labeled(batchSize: 4);
        DataSet data = TrainingData.WithLabels(30);

        History history = brief.Fit(data, epochs: 3);
        full.Fit(data, new FitOptions { Epochs = 3 });

        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(full.Network.Parameters, brief.Network.Parameters);
        Assert.Equal(new FitOptions().Epochs, brief.Fit(data).Epochs.Count);
        Assert.Equal("epochs", Assert.Throws<ArgumentOutOfRangeException>(() => brief.Fit(data, epochs: 0)).ParamName);
    }

    [Fact]
    public void The_room_for_a_batch_grows_with_the_data_set()
    {
        Trainer<SmallNet> trainer = Labeled(batchSize: 1000);

        trainer.Fit(TrainingData.WithLabels(5), new FitOptions { Epochs = 1 });
        History history = trainer.Fit(TrainingData.WithLabels(50), new FitOptions { Epochs = 1 });

        Assert.True(float.IsFinite(history.Epochs[0].Loss));
    }

    [Fact]
    public void Targets_are_fitted_too()
    {
        var trainer = new Trainer<SmallNet>(new SmallNet(seed: 1), new MeanSquaredError(), new Adam { LearningRate = 0.02f }, batchSize: 4);

        History history = trainer.Fit(TrainingData.WithTargets(6), new FitOptions { Epochs = 200 });

        Assert.True(history.Epochs[^1].Loss < 0.3f * history.Epochs[0].Loss, $"from {history.Epochs[0].Loss} to {history.Epochs[^1].Loss}");
    }

    [Fact]
    public void NaN_stops_fit_before_the_batch_is_applied()
    {
        float[] inputs = TrainingData.Inputs(12);
        inputs[(9 * 3) + 1] = float.NaN;
        Trainer<SmallNet> trainer = Labeled(batchSize: 4);
        float[] lastGood = [];
        var progress = new Recorder(_ => lastGood = [.. trainer.Network.Parameters]);

        var exception = Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(
            new DataSet(inputs, TrainingData.Labels(12)), new FitOptions { Epochs = 5, Shuffle = false, Progress = progress }));

        Assert.Contains("Training stopped in epoch 1 of 5, batch 3 of 3: the loss is NaN, not a finite number.", exception.Message);
        Assert.Equal(double.NaN, exception.OffendingNumber);
        Assert.Equal(2, progress.Reports.Count);
        Assert.Equal(lastGood, trainer.Network.Parameters);
        Assert.All(trainer.Network.Parameters.ToArray(), parameter => Assert.True(float.IsFinite(parameter)));
    }

    [Fact]
    public void Progress_is_reported_after_each_batch_and_with_the_validation_of_each_epoch()
    {
        var progress = new Recorder();
        Trainer<SmallNet> trainer = Labeled(batchSize: 4);
        History history = trainer.Fit(
            TrainingData.WithLabels(10), new FitOptions { Epochs = 2, Validation = TrainingData.WithLabels(5), Progress = progress });

        Assert.Equal(
            ["1/2 1/3 ", "1/2 2/3 ", "1/2 3/3 ", "1/2 3/3 validated", "2/2 1/3 ", "2/2 2/3 ", "2/2 3/3 ", "2/2 3/3 validated"],
            progress.Reports.Select(r => $"{r.Epoch}/{r.Epochs} {r.Batch}/{r.Batches} {(r.Validation is null ? "" : "validated")}"));
        Assert.Equal([1, 2], history.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(progress.Reports[3].Validation, history.Epochs[0].Validation);
        Assert.Equal(progress.Reports[3].Loss, history.Epochs[0].Loss);
        Assert.Equal(trainer.Evaluate(TrainingData.WithLabels(5)), history.Epochs[1].Validation);
        Assert.All(history.Epochs, epoch => Assert.True(epoch.Duration > TimeSpan.Zero));
    }

    [Fact]
    public void Without_validation_set_there_is_no_result_of_it()
    {
        var progress = new Recorder();
        History history = Labeled(batchSize: 4).Fit(TrainingData.WithLabels(4), new FitOptions { Progress = progress });

        Assert.Equal(10, history.Epochs.Count);
        Assert.Equal(10, progress.Reports.Count);
        Assert.All(history.Epochs, epoch => Assert.Null(epoch.Validation));
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused_before_the_first_step()
    {
        AssertRefused(new DataSet(new float[8], new int[2]), "The data set has 4 inputs per sample, but SmallNet expects 3.");
        AssertRefused(
            new DataSet(new float[6], new[] { 0, 4 }),
            "The data set has labels up to 4, but SmallNet has 4 outputs, so labels must be from 0 to 3.");
        AssertRefused(new DataSet(new float[6], new float[6], 2), "The data set has 3 targets per sample, but SmallNet has 4 outputs.");
        Assert.Throws<ArgumentOutOfRangeException>(() => Labeled(4).Fit(TrainingData.WithLabels(4), new FitOptions { Epochs = 0 }));

        static void AssertRefused(DataSet data, string message)
        {
            Trainer<SmallNet> trainer = Labeled(batchSize: 4);
            float[] before = [.. trainer.Network.Parameters];

            Assert.Contains(message, Assert.Throws<ArgumentException>(() => trainer.Fit(data)).Message);
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => trainer.Evaluate(data)).Message);
            var validated = new FitOptions { Validation = data };
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => trainer.Fit(TrainingData.WithLabels(4), validated)).Message);
            Assert.Equal(before, trainer.Network.Parameters);
        }
    }

    [Fact]
    public void History_tells_metrics_learning_rate_and_the_best_epoch()
    {
        var progress = new Recorder();
        var f1 = new F1Score();
        Trainer<SmallNet> trainer = Labeled(batchSize: 4, learningRate: 0.02f);

        History history = trainer.Fit(
            TrainingData.WithLabels(20),
            new FitOptions { Epochs = 3, Validation = TrainingData.WithLabels(9), Metrics = [f1], Monitor = new Accuracy(), Progress = progress });

        EvaluationResult last = history.Epochs[2].Validation!;
        Assert.Equal(["f1 (macro)", "accuracy"], last.Metrics.Select(metric => metric.Name));
        Assert.Equal(f1.Value, last["f1 (macro)"]);
        Assert.Equal(last.Accuracy, (float)last["accuracy"]);
        Assert.Equal(last, progress.Reports[^1].Validation);
        Assert.All(history.Epochs, epoch => Assert.Equal(0.02f, epoch.LearningRate));
        Assert.Equal(
            history.Epochs.MaxBy(epoch => epoch.Validation!.Accuracy).Epoch, history.BestEpoch);
        Assert.False(history.StoppedEarly);
    }

    private static Trainer<SmallNet> Labeled(int batchSize, float learningRate = 0.01f) =>
        new(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Adam { LearningRate = learningRate }, batchSize);
}
