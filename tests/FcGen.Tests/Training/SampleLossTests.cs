using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>Evaluate returns the loss of each sample, PyTorch's reduction "none" averaged over outputs.</summary>
public sealed class SampleLossTests
{
    private const int Ignored = -100;

    public static TheoryData<Loss> LossesOfLabels => new()
    {
        new SoftmaxCrossEntropy(),
        new SoftmaxCrossEntropy { LabelSmoothing = 0.1f },
        new SoftmaxCrossEntropy { Reduction = LossReduction.Sum },
    };

    public static TheoryData<Loss> LossesOfTargets => new()
    {
        new MeanSquaredError(),
        new Huber { Reduction = LossReduction.Sum },
        new SoftmaxCrossEntropy(),
        new SoftmaxCrossEntropy { Reduction = LossReduction.Sum },
    };

    [Theory]
    [MemberData(nameof(LossesOfLabels))]
    public void The_loss_of_a_sample_with_a_label_is_that_of_a_data_set_with_this_sample(Loss loss) =>
        AssertSampleLosses(loss, TrainingData.WithLabels(10));

    [Theory]
    [MemberData(nameof(LossesOfTargets))]
    public void The_loss_of_a_sample_with_targets_is_that_of_a_data_set_with_this_sample(Loss loss) =>
        AssertSampleLosses(loss, TrainingData.WithTargets(10));

    [Fact]
    public void Class_weights_multiply_losses_and_sample_weights_do_not()
    {
        DataSet data = TrainingData.WithLabels(4);
        (float[] plain, float[] weighted) = (new float[4], new float[4]);
        float[] classWeights = [1, 2, 0, 3];

        Create(new SoftmaxCrossEntropy()).Evaluate(data, plain);
        Create(new SoftmaxCrossEntropy { ClassWeights = classWeights }).Evaluate(data.WithSampleWeights([5, 0, 5, 5]), weighted);

        Assert.Equal(
            plain.Select((loss, i) => loss * classWeights[data.GetLabel(i)]), weighted, (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    [Fact]
    public void The_loss_of_an_ignored_sample_is_0()
    {
        DataSet data = DataSet.WithIgnoredLabel(TrainingData.Inputs(3), [1, Ignored, 2], Ignored);
        float[] losses = [7, 7, 7];

        EvaluationResult result = Create(new SoftmaxCrossEntropy { IgnoreIndex = Ignored }).Evaluate(data, losses);

        Assert.Equal(0, losses[1]);
        Assert.Equal((losses[0] + losses[2]) / 2, result.Loss, 1e-6f);
    }

    [Fact]
    public void The_result_is_that_of_Evaluate_with_the_same_metrics()
    {
        DataSet data = TrainingData.WithLabels(10);
        Trainer<SmallNet> trainer = Create(new SoftmaxCrossEntropy());

        Assert.Equal(trainer.Evaluate(data, new F1Score(), new Recall()), trainer.Evaluate(data, new float[10], new F1Score(), new Recall()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void Another_length_is_named(int length)
    {
        float[] losses = [.. Enumerable.Repeat(7f, length)];

        var exception = Assert.Throws<ArgumentException>(
            "sampleLosses", () => Create(new SoftmaxCrossEntropy()).Evaluate(TrainingData.WithLabels(4), losses));

        Assert.Contains($"Expected a span for 4 losses, one per sample, but its length is {length}.", exception.Message);
        Assert.All(losses, loss => Assert.Equal(7, loss));
    }

    [Fact]
    public void Only_the_result_is_allocated()
    {
        DataSet data = TrainingData.WithLabels(10);
        Trainer<SmallNet> trainer = Create(new SoftmaxCrossEntropy());
        var losses = new float[10];

        Assert.Equal(
            AllocationTests.LeastAllocated(10, () => trainer.Evaluate(data)),
            AllocationTests.LeastAllocated(10, () => trainer.Evaluate(data, losses)));
    }

    private static void AssertSampleLosses(Loss loss, DataSet data)
    {
        Trainer<SmallNet> trainer = Create(loss);
        var losses = new float[data.Count];

        EvaluationResult result = trainer.Evaluate(data, losses);

        for (int i = 0; i < data.Count; i++)
        {
            Assert.Equal(trainer.Evaluate(data.Subset([i])).Loss, losses[i], 1e-6f);
        }

        Assert.Equal(result.Loss, losses.Average(), 1e-6f);
    }

    /// <summary>A trainer with batches that do not divide the data.</summary>
    private static Trainer<SmallNet> Create(Loss loss) => new(new SmallNet(1), loss, new Sgd(), batchSize: 4);
}
