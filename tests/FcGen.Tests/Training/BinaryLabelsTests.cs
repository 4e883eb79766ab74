using FcGen.Tests.Data;
using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>With one output and binary cross entropy, the labels 0 and 1 are targets.</summary>
public sealed class BinaryLabelsTests
{
    private static readonly float[] Inputs = TrainingData.Inputs(12);
    private static readonly int[] Labels = [0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1];
    private static readonly float[] Targets = [.. Labels.Select(label => (float)label)];

    public static TheoryData<Loss> Losses =>
    [
        new BinaryCrossEntropyWithLogits(),
        new BinaryCrossEntropyWithLogits { PositiveWeight = [2.5f] },
        new BinaryCrossEntropy(),
        new SquaredWithThreshold(),
    ];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Labels_give_what_targets_give(Loss loss)
    {
        Trainer<ProbabilityNet> labeled = Create(loss);
        Trainer<ProbabilityNet> targeted = Create(loss);
        var data = new DataSet(Inputs, Labels);
        var targets = new DataSet(Inputs, Targets, count: 12);

        Assert.Equal(targeted.ComputeGradients(Inputs, Targets), labeled.ComputeGradients(Inputs, Labels));
        Assert.Equal(targeted.Gradients, labeled.Gradients);
        Assert.Equal(targeted.Step(Inputs, Targets), labeled.Step(Inputs, Labels));
        FitOptions options = new() { Epochs = 3, Validation = data };
        FitOptions targetedOptions = new() { Epochs = 3, Validation = targets };
        Assert.Equal(
            targeted.Fit(targets, targetedOptions).Epochs.Select(epoch => (epoch.Loss, epoch.Validation)),
            labeled.Fit(data, options).Epochs.Select(epoch => (epoch.Loss, epoch.Validation)));
        Assert.Equal(targeted.Network.Parameters, labeled.Network.Parameters);
        Assert.Equal(targeted.Evaluate(targets), labeled.Evaluate(data));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(3000)]
    public void Batches_of_any_size_are_computed_as_with_targets(int samples)
    {
        float[] outputs = [.. Enumerable.Range(0, samples).Select(i => MathF.Sin(i))];
        int[] labels = [.. Enumerable.Range(0, samples).Select(i => i * 7 % 2)];
        float[] targets = [.. labels.Select(label => (float)label)];
        var byLabels = new float[samples];
        var byTargets = new float[samples];
        var loss = new BinaryCrossEntropyWithLogits();

        Assert.Equal(loss.Compute(outputs, targets, 1, byTargets), loss.Compute(outputs, labels, 1, byLabels));
        Assert.Equal(byTargets, byLabels);
        Assert.Equal(0, AllocationTests.LeastAllocated(10, () => loss.Compute(outputs, labels, 1, byLabels)));
    }

    [Fact]
    public void A_csv_file_with_labels_0_and_1_trains_as_it_is()
    {
        DataSet data = DataSet.FromCsv(new StringReader("0,0,0\n0,1,1\n1,0,1\n1,1,0\n"));
        var trainer = new Trainer<LogitNet>(
            new LogitNet(seed: 1), new BinaryCrossEntropyWithLogits(), new Adam { LearningRate = 0.05f }, batchSize: 4);

        trainer.Fit(data, new FitOptions { Epochs = 400 });
        EvaluationResult result = trainer.Evaluate(data, new Precision(ScoreAverage.Binary), new Recall(ScoreAverage.Binary), new F1Score(ScoreAverage.Binary));

        Assert.Equal(1, result.Accuracy);
        Assert.InRange(result.Loss, 0, 0.1f);
        Assert.All(result.Metrics, metric => Assert.Equal(1, metric.Value));
    }

    [Fact]
    public void Accuracy_and_metrics_decide_by_a_logit_of_0_or_a_probability_of_a_half()
    {
        var data = new DataSet([-1, 0.2f, 0.7f, 0.3f], [0, 1, 1, 0]);
        var matrix = new ConfusionMatrix();

        EvaluationResult logits = Pass(new BinaryCrossEntropyWithLogits()).Evaluate(data, matrix);

        Assert.Equal(3 / 4f, logits.Accuracy);
        Assert.Equal((1, 1, 0, 2), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
        data = new DataSet([0.1f, 0.2f, 0.7f, 0.3f], [0, 1, 1, 0]);
        EvaluationResult probabilities = Pass(new BinaryCrossEntropy()).Evaluate(data, matrix);
        Assert.Equal(3 / 4f, probabilities.Accuracy);
        Assert.Equal((2, 0, 1, 1), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
    }

    [Fact]
    public void Sets_in_which_a_class_is_missing_fit_too()
    {
        var zeros = new DataSet(TrainingData.Inputs(4), new int[4]);
        Trainer<ProbabilityNet> trainer = Create(new BinaryCrossEntropy());

        Assert.Equal(1, zeros.ClassCount);
        Assert.True(float.IsFinite(trainer.Fit(zeros, new FitOptions { Epochs = 1, Validation = zeros }).Epochs[0].Loss));
    }

    [Fact]
    public void Stratified_folds_and_a_balanced_sampler_take_them()
    {
        var data = new DataSet(Inputs, Labels);
        foreach ((DataSet train, DataSet validation) in data.StratifiedKFold(folds: 5))
        {
            History history = Create(new BinaryCrossEntropy()).Fit(
                train,
                new FitOptions { Epochs = 1, Validation = validation, Sampler = new ClassBalancedSampler(), Metrics = [new F1Score()] });

            Assert.True(float.IsFinite(history.Epochs[0].Loss));
        }
    }

    [Fact]
    public void Streamed_sets_take_them()
    {
        using var folder = new TemporaryFolder();
        var data = new DataSet(Inputs, Labels);
        StreamedDataSet.Write(folder.Path("rows.f32"), data);
        using StreamedDataSet streamed = StreamedDataSet.OpenLabeledRows(folder.Path("rows.f32"), inputSize: 3, classCount: 2);
        Trainer<ProbabilityNet> trainer = Create(new BinaryCrossEntropy());
        Trainer<ProbabilityNet> inMemory = Create(new BinaryCrossEntropy());

        trainer.Fit(streamed, new FitOptions { Epochs = 2, Shuffle = false, Validation = streamed });
        inMemory.Fit(data, new FitOptions { Epochs = 2, Shuffle = false, Validation = data });

        Assert.Equal(inMemory.Network.Parameters, trainer.Network.Parameters);
        Assert.Equal(inMemory.Evaluate(data), trainer.Evaluate(streamed));
    }

    [Fact]
    public void A_third_class_is_refused_by_naming_0_and_1()
    {
        Trainer<ProbabilityNet> trainer = Create(new BinaryCrossEntropy());
        var data = new DataSet(TrainingData.Inputs(2), new[] { 0, 2 });

        Assert.Contains(
            "The data set has labels up to 2, but ProbabilityNet has 1 output, so labels must be 0 or 1.",
            Assert.Throws<ArgumentException>(() => trainer.Fit(data)).Message);
        Assert.Contains("so labels must be 0 or 1.", Assert.Throws<ArgumentException>(() => trainer.Evaluate(data)).Message);
        Assert.Contains(
            "The label of sample 1 is 2, but labels must be from 0 to 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(TrainingData.Inputs(2), [0, 2])).Message);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Labels_for_several_outputs_are_refused_with_what_to_do(Loss loss)
    {
        var exception = Assert.Throws<NotSupportedException>(() => loss.Compute(new float[6], [0, 1], 3, default));

        Assert.Contains("accepts labels for one output only, but there are 3", exception.Message);
        Assert.Contains("one-hot rows", exception.Message);
        Assert.Contains("SoftmaxCrossEntropy", exception.Message);
    }

    [Fact]
    public void A_loss_of_numbers_says_how_to_give_targets_whatever_the_labels_are()
    {
        var data = new DataSet([1, 2, 3], [0, 7, 5]);
        foreach (Loss loss in new Loss[] { new MeanSquaredError(), new MeanAbsoluteError(), new Huber() })
        {
            foreach (Action refused in new Action[] { () => Pass(loss).Fit(data), () => Pass(loss).Evaluate(data), () => Pass(loss).Step([1], [0]) })
            {
                string message = Assert.Throws<NotSupportedException>(refused).Message;
                Assert.Contains($"{loss.GetType().Name} compares outputs with targets (1 value per sample), but class labels were given.", message);
                Assert.Contains("CsvOptions.TargetColumns", message);
            }
        }
    }

    [Fact]
    public void A_softmax_over_one_output_advises_the_loss_for_two_classes()
    {
        var data = new DataSet([1, 2, 3], [0, 1, 1]);
        foreach (Loss loss in new Loss[] { new SoftmaxCrossEntropy(), new NegativeLogLikelihood() })
        {
            Assert.Contains(
                $"has 1 output, which {loss.GetType().Name} treats as a single class. For two classes, use BinaryCrossEntropyWithLogits",
                Assert.Throws<ArgumentException>(() => Pass(loss).Fit(data)).Message);
            Assert.Contains(
                "For two classes, use BinaryCrossEntropyWithLogits",
                Assert.Throws<ArgumentOutOfRangeException>(() => Pass(loss).Step([1], [1])).Message);
        }
    }

    [Fact]
    public void An_output_that_is_no_probability_is_named_as_the_reason()
    {
        var exception = Assert.Throws<NotFiniteNumberException>(() => Pass(new BinaryCrossEntropy()).Step([0.5f, 3], [0, 1]));

        Assert.Contains("output 0 of sample 1 is 3, but BinaryCrossEntropy needs probabilities from 0 to 1.", exception.Message);
        Assert.Contains("BinaryCrossEntropyWithLogits", exception.Message);
    }

    private static Trainer<ProbabilityNet> Create(Loss loss) =>
        new(new ProbabilityNet(seed: 1), loss, new Adam { LearningRate = 0.01f }, batchSize: 12);

    /// <summary>The network passes its input on.</summary>
    private static Trainer<PassNet> Pass(Loss loss)
    {
        var network = new PassNet();
        network.SetTensor("0.weight", [1]);
        network.SetTensor("0.bias", [0]);
        return new Trainer<PassNet>(network, loss, new Sgd(), batchSize: 4);
    }

    /// <summary>A loss of the user's, which knows nothing of labels.</summary>
    private sealed class SquaredWithThreshold : Loss
    {
        public override float? DecisionThreshold => 0.5f;

        public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) =>
            new MeanSquaredError().Compute(outputs, targets, outputSize, gradients);
    }
}
