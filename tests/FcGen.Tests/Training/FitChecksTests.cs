using FcGen.Numerics;
using FcGen.Tests.Data;
using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>Errors that can be detected before the first step are detected then, and leave everything unchanged.</summary>
public sealed class FitChecksTests
{
    private static readonly NormedNet Untrained = new(seed: 1);

    [Theory]
    [InlineData(33, 32, "trains on batches of at least 2 samples, but 33 samples in batches of 32 leave 1 for the last batch. Set FitOptions.DropLast")]
    [InlineData(1, 32, "trains on batches of at least 2 samples, but 1 samples in batches of 32 leave 1 for the last batch. Add samples.")]
    [InlineData(4, 1, "trains on batches of at least 2 samples, but the BatchSize of the trainer is 1.")]
    public void A_last_batch_that_is_too_small_for_batch_norm(int samples, int batchSize, string message) =>
        AssertRefused<ArgumentException>($"NormedNet has batch norm, which {message}", TrainingData.WithLabels(samples), new(), batchSize);

    [Fact]
    public void A_sampler_that_leaves_a_last_batch_too_small_for_batch_norm() => AssertRefused<ArgumentException>(
        "9 samples in batches of 4 leave 1", TrainingData.WithLabels(8), new FitOptions { Sampler = new ClassBalancedSampler(count: 9) });

    [Fact]
    public void A_streamed_set_that_leaves_a_last_batch_too_small_for_batch_norm() =>
        AssertRefused<ArgumentException>("9 samples in batches of 4 leave 1", new NumberedSource(9), new());

    [Theory]
    [InlineData(33, true)]
    [InlineData(34, false)]
    public void Other_last_batches_are_trained(int samples, bool dropsLast)
    {
        Trainer<NormedNet> trainer = Create(batchSize: 32);

        History history = trainer.Fit(TrainingData.WithLabels(samples), new FitOptions { Epochs = 2, DropLast = dropsLast });

        Assert.All(history.Epochs, epoch => Assert.True(float.IsFinite(epoch.Loss)));
    }

    [Fact]
    public void A_label_anywhere_in_training_or_validation_set()
    {
        int[] labels = new int[100];
        labels[^1] = 4;
        var data = new DataSet(TrainingData.Inputs(100), labels);

        AssertRefused<ArgumentException>("has labels up to 4, but NormedNet has 4 outputs", data, new());
        AssertRefused<ArgumentException>(
            "has labels up to 4, but NormedNet has 4 outputs", TrainingData.WithLabels(8), new FitOptions { Validation = data });
    }

    [Fact]
    public void Labels_or_targets_that_the_loss_cannot_take_in_training_or_validation_set()
    {
        DataSet labeled = TrainingData.WithLabels(8);
        DataSet targeted = TrainingData.WithTargets(8);

        AssertRefused<NotSupportedException>("MeanSquaredError compares outputs with targets", labeled, new(), loss: new MeanSquaredError());
        AssertRefused<NotSupportedException>(
            "MeanSquaredError compares outputs with targets", targeted, new FitOptions { Validation = labeled }, loss: new MeanSquaredError());
        AssertRefused<NotSupportedException>("needs class labels", targeted, new(), loss: new NegativeLogLikelihood());
        AssertRefused<NotSupportedException>(
            "needs class labels", labeled, new FitOptions { Validation = targeted }, loss: new NegativeLogLikelihood());
    }

    [Fact]
    public void Class_weights_for_another_number_of_classes_or_of_nothing_but_zeros()
    {
        AssertRefused<ArgumentException>(
            "ClassWeights has 2 weights, but 4 outputs need one each",
            new NumberedSource(8),
            new(),
            loss: new SoftmaxCrossEntropy { ClassWeights = [1, 2] });
        AssertRefused<ArgumentException>(
            "All labels of the data set have a class weight of 0 in NegativeLogLikelihood",
            new NumberedSource(8, classCount: 2),
            new(),
            loss: new NegativeLogLikelihood { ClassWeights = [0, 0, 1, 1] });
        AssertRefused<ArgumentException>(
            "All labels of the data set have a class weight of 0 in SoftmaxCrossEntropy",
            new DataSet(TrainingData.Inputs(2), new[] { 1, 3 }),
            new(),
            loss: new SoftmaxCrossEntropy { ClassWeights = [1, 0, 1, 0] });
    }

    [Fact]
    public void Positive_weights_for_another_number_of_outputs() => AssertRefused<ArgumentException>(
        "PositiveWeight has 3 weights, but 4 outputs need one each",
        new DataSet(TrainingData.Inputs(4), new float[16], 4),
        new(),
        loss: new BinaryCrossEntropyWithLogits { PositiveWeight = [1, 2, 3] });

    [Theory]
    [InlineData(-1f)]
    [InlineData(1.5f)]
    [InlineData(float.PositiveInfinity)]
    public void A_target_that_is_no_probability(float bad)
    {
        float[] targets = new float[80];
        targets[^2] = bad;
        var data = new DataSet(TrainingData.Inputs(20), targets, count: 20);
        var good = new DataSet(TrainingData.Inputs(4), new float[16], count: 4);
        foreach (Loss loss in new Loss[] { new BinaryCrossEntropy(), new BinaryCrossEntropyWithLogits() })
        {
            string message = $"{loss.GetType().Name} expects targets from 0 to 1, but sample 19 of the data set has a target of {bad}.";
            AssertRefused<ArgumentException>(message, data, new(), loss: loss);
            AssertRefused<ArgumentException>(message, good, new FitOptions { Validation = data }, loss: loss);
        }
    }

    [Fact]
    public void A_target_in_a_file_that_is_no_probability_is_refused_before_its_batch_is_applied()
    {
        using var folder = new TemporaryFolder();
        float[] targets = new float[80];
        targets[^2] = 5;
        StreamedDataSet.Write(folder.Path("rows"), new DataSet(TrainingData.Inputs(20), targets, count: 20));
        using StreamedDataSet data = StreamedDataSet.OpenRows(folder.Path("rows"), 3, 4);

        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => Create(loss: new BinaryCrossEntropyWithLogits()).Fit(data, new FitOptions { Shuffle = false }));

        Assert.Contains("expects targets from 0 to 1, but sample 3 of batch 5 in epoch 1 has a target of 5.", exception.Message);
    }

    [Fact]
    public void An_optimizer_that_throws_leaves_the_running_statistics_of_the_step_before()
    {
        var network = new NormedNet(seed: 1);
        var trainer = new Trainer<NormedNet>(network, new SoftmaxCrossEntropy(), new ThrowingOptimizer(), batchSize: 4);

        Assert.Throws<InvalidOperationException>(() => trainer.Step(TrainingData.Inputs(4), TrainingData.Labels(4)));

        Assert.Equal(Untrained.State(), network.State());
    }

    [Fact]
    public void Metrics_that_are_null()
    {
        Assert.Throws<ArgumentException>("Metrics", () => new FitOptions { Metrics = [null!] });
        Assert.Throws<ArgumentNullException>("metrics", () => Create().Evaluate(TrainingData.WithLabels(4), [null!]));
    }

    [Fact]
    public void After_an_exception_in_the_middle_of_an_epoch_training_goes_on_from_the_last_finished_step()
    {
        // Which call fails: the data source in its last reading, the augmentation, and the receiver of progress.
        int step = 0;
        var source = new NumberedSource(24) { Reading = first => ThrowIf(first == 22) };
        AssertStateOfLastStep(source, new FitOptions { Shuffle = false, BufferedSamples = 4 });
        AssertStateOfLastStep(
            TrainingData.WithLabels(24),
            new FitOptions { Augmentation = (SampleBatch _, ref PhiloxRandom _) => ThrowIf(++step == 3) });

        static void AssertStateOfLastStep(DataSource data, FitOptions options)
        {
            Trainer<NormedNet> trainer = Create();
            float[] lastStep = [];
            var watched = new FitOptions
            {
                Shuffle = options.Shuffle,
                BufferedSamples = options.BufferedSamples,
                Augmentation = options.Augmentation,
                Progress = new Recorder(_ => lastStep = trainer.Network.State()),
            };

            Assert.Throws<InvalidOperationException>(() => trainer.Fit(data, watched));

            Assert.NotEmpty(lastStep);
            Assert.Equal(lastStep, trainer.Network.State());
            Assert.True(float.IsFinite(trainer.Fit(TrainingData.WithLabels(24), new FitOptions { Epochs = 1 }).Epochs[0].Loss));
            Assert.NotEqual(lastStep, trainer.Network.State());
        }

        static void ThrowIf(bool condition)
        {
            if (condition)
            {
                throw new InvalidOperationException("Not this time.");
            }
        }
    }

    private sealed class ThrowingOptimizer : Optimizer
    {
        protected override void BeginStep() => throw new InvalidOperationException("Not this time.");

        protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first)
        {
        }
    }

    private static Trainer<NormedNet> Create(int batchSize = 4, Loss? loss = null) => new(
        new NormedNet(seed: 1), loss ?? new SoftmaxCrossEntropy(), new Adam { LearningRate = 0.01f }, batchSize)
    {
        Schedule = new StepLR { StepSize = 1, Gamma = 0.5f },
    };

    /// <summary>Asserts that a call is rejected and nothing has changed: training continues as if the call had not been made.</summary>
    private static void AssertRefused<TException>(string message, DataSource data, FitOptions options, int batchSize = 4, Loss? loss = null)
        where TException : Exception
    {
        Trainer<NormedNet> trainer = Create(batchSize, loss);

        Assert.Contains(message, Assert.Throws<TException>(() => trainer.Fit(data, options)).Message);

        Assert.Equal(Untrained.State(), trainer.Network.State());
        if (loss is null && batchSize > 1)
        {
            Trainer<NormedNet> spared = Create(batchSize);
            trainer.Fit(TrainingData.WithLabels(8), new FitOptions { Epochs = 2 });
            spared.Fit(TrainingData.WithLabels(8), new FitOptions { Epochs = 2 });
            Assert.Equal(spared.Network.State(), trainer.Network.State());
        }
    }
}
