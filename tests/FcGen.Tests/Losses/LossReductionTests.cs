using FcGen.Tests.Training;

namespace FcGen.Tests.Losses;

/// <summary>A sum is the mean times the number of terms; reported losses are means in both cases.</summary>
public sealed class LossReductionTests
{
    public static TheoryData<Loss, Loss> WithTargets => new()
    {
        { new MeanSquaredError(), new MeanSquaredError { Reduction = LossReduction.Sum } },
        { new Huber(0.5f), new Huber(0.5f) { Reduction = LossReduction.Sum } },
        { new MeanAbsoluteError(), new MeanAbsoluteError { Reduction = LossReduction.Sum } },
        { new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy { Reduction = LossReduction.Sum } },
    };

    [Theory]
    [MemberData(nameof(WithTargets))]
    public void Evaluate_and_Fit_report_the_mean_over_targets(Loss mean, Loss sum) => AssertSameReports(mean, sum, TrainingData.WithTargets(10));

    [Fact]
    public void Evaluate_and_Fit_report_the_mean_over_labels() => AssertSameReports(
        new SoftmaxCrossEntropy { ClassWeights = [1, 2, 3, 4] },
        new SoftmaxCrossEntropy { ClassWeights = [1, 2, 3, 4], Reduction = LossReduction.Sum },
        TrainingData.WithLabels(10));

    [Fact]
    public void Step_returns_the_sum_and_its_gradients()
    {
        DataSet data = TrainingData.WithLabels(5);
        Trainer<SmallNet> mean = Create(new SoftmaxCrossEntropy(), 5);
        Trainer<SmallNet> sum = Create(new SoftmaxCrossEntropy { Reduction = LossReduction.Sum }, 5);

        Assert.Equal(5 * mean.Step(data.Inputs, data.Labels), sum.Step(data.Inputs, data.Labels), 1e-5f);
        Assert.Equal(mean.Gradients.ToArray().Select(g => 5 * g), sum.Gradients.ToArray(), (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    [Fact]
    public void An_unknown_reduction_is_named() => Assert.Contains(
        "There is no LossReduction 2",
        Assert.Throws<ArgumentOutOfRangeException>("Reduction", () => new Huber { Reduction = (LossReduction)2 }).Message);

    private static void AssertSameReports(Loss mean, Loss sum, DataSet data)
    {
        // A learning rate of 0, and a smaller last batch.
        Assert.Equal(Create(mean, 4).Evaluate(data).Loss, Create(sum, 4).Evaluate(data).Loss, 1e-5f);
        Assert.Equal(Create(mean, 4).Fit(data, 1).Epochs[0].Loss, Create(sum, 4).Fit(data, 1).Epochs[0].Loss, 1e-5f);
    }

    private static Trainer<SmallNet> Create(Loss loss, int batchSize) =>
        new(new SmallNet(seed: 1), loss, new Sgd { LearningRate = 0 }, batchSize);
}
