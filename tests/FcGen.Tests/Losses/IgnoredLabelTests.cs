using FcGen.Numerics;
using FcGen.Tests.Networks;
using FcGen.Tests.Training;

namespace FcGen.Tests.Losses;

/// <summary>Samples with the ignored label change neither loss nor gradients, metrics, evaluation or training.</summary>
public sealed class IgnoredLabelTests
{
    private const int Ignored = -100;

    public static TheoryData<string, Loss> Losses => new()
    {
        { "plain", new SoftmaxCrossEntropy { IgnoreIndex = Ignored } },
        { "weighted and smoothed", new SoftmaxCrossEntropy { IgnoreIndex = Ignored, ClassWeights = [0.1f, 1, 10, 2], LabelSmoothing = 0.1f } },
        { "sum", new SoftmaxCrossEntropy { IgnoreIndex = Ignored, Reduction = LossReduction.Sum } },
        { "likelihood", new NegativeLogLikelihood { IgnoreIndex = Ignored, ClassWeights = [0.1f, 1, 10, 2] } },
        { "likelihood sum", new NegativeLogLikelihood { IgnoreIndex = Ignored, Reduction = LossReduction.Sum } },
    };

    [Fact]
    public void The_mean_is_that_of_the_other_samples()
    {
        var gradients = new float[4];

        float loss = new SoftmaxCrossEntropy { IgnoreIndex = Ignored }.Compute([1, 2, 3, 0.4f], [Ignored, 1], 2, gradients);

        double p = 1 / (1 + Math.Exp(2.6));
        Assert.Equal(-Math.Log(p), loss, 1e-6);
        Assert.Equal([0f, 0f, (float)(1 - p), (float)(p - 1)], gradients, (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void An_ignored_sample_may_have_any_outputs(string name, Loss loss)
    {
        float[] outputs = [1, 2, 3, 4, float.NaN, float.PositiveInfinity, 0, 1, 4, 1, 0, 2];
        var gradients = new float[12];
        var others = new float[8];

        float value = loss.Compute(outputs, [2, Ignored, 0], 4, gradients);

        Assert.NotEmpty(name);
        Assert.Equal(loss.Compute([.. outputs[..4], .. outputs[8..]], [2, 0], 4, others), value, 1e-6f);
        float[] expected = [.. others[..4], 0, 0, 0, 0, .. others[4..]];
        Assert.Equal(expected, gradients, (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_batch_of_ignored_samples_has_a_loss_and_gradients_of_zero(string name, Loss loss)
    {
        float[] gradients = [7, 7, 7, 7, 7, 7, 7, 7];

        Assert.NotEmpty(name);
        Assert.Equal(0, loss.Compute(new float[8], [Ignored, Ignored], 4, gradients));
        Assert.All(gradients, gradient => Assert.Equal(0, gradient));
        Assert.Equal(0, loss.Compute(new float[8], [Ignored, Ignored], 4, default));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Nothing_is_allocated(string name, Loss loss)
    {
        float[] outputs = [.. Enumerable.Range(0, 36).Select(i => i % 5f)];
        int[] labels = [0, 1, Ignored, 3, 2, Ignored, 1, 0, 2];
        var gradients = new float[36];

        Assert.NotEmpty(name);
        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => loss.Compute(outputs, labels, 4, gradients)));
    }

    [Fact]
    public void A_class_can_be_ignored_and_other_labels_are_still_checked()
    {
        var loss = new SoftmaxCrossEntropy { IgnoreIndex = 1 };

        Assert.Equal(loss.Compute([1, 2, 3], [2], 3, default), loss.Compute([1, 2, 3, 9, 9, 9], [2, 1], 3, default));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => loss.Compute([1, 2, 3], [-100], 3, default));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => new SoftmaxCrossEntropy().Compute([1, 2, 3], [-100], 3, default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void Evaluate_and_its_metrics_skip_ignored_samples(int batchSize)
    {
        DataSet all = TrainingData.WithLabels(30);
        int[] masked = [.. all.Labels.ToArray().Select((label, i) => i % 4 == 1 ? Ignored : label)];
        DataSet some = DataSet.WithIgnoredLabel(all.Inputs, masked, Ignored);
        DataSet others = all.Subset([.. Enumerable.Range(0, 30).Where(i => i % 4 != 1)]);
        Trainer<SmallNet> trainer = Create(new SoftmaxCrossEntropy { IgnoreIndex = Ignored }, batchSize);

        EvaluationResult expected = trainer.Evaluate(others, new ConfusionMatrix(), new TopKAccuracy(2));
        EvaluationResult result = trainer.Evaluate(some, new ConfusionMatrix(), new TopKAccuracy(2));

        Assert.Equal(expected.Loss, result.Loss, 1e-6f);
        Assert.Equal(expected.Accuracy, result.Accuracy);
        Assert.Equal(expected.Metrics, result.Metrics);
    }

    [Fact]
    public void Fit_skips_ignored_samples_and_batches()
    {
        DataSet all = TrainingData.WithLabels(8);
        int[] masked = [.. all.Labels.ToArray().Select((label, i) => i < 4 ? Ignored : label)];
        DataSet some = DataSet.WithIgnoredLabel(all.Inputs, masked, Ignored);
        var loss = new SoftmaxCrossEntropy { IgnoreIndex = Ignored };
        var fitted = new Trainer<SmallNet>(new SmallNet(seed: 1), loss, new Adam(), batchSize: 4);
        var stepped = new Trainer<SmallNet>(new SmallNet(seed: 1), loss, new Adam(), batchSize: 4);

        History history = fitted.Fit(some, new FitOptions { Epochs = 1, Shuffle = false });
        float expected = stepped.Step(all.Inputs[(4 * SmallNet.InputSize)..], all.Labels[4..]);

        Assert.Equal(expected, history.Epochs[0].Loss);
        Assert.Equal(stepped.Network.Parameters.ToArray(), fitted.Network.Parameters.ToArray());
    }

    [Fact]
    public void Data_without_any_other_sample_is_rejected_by_Fit_and_has_no_loss_in_Evaluate()
    {
        DataSet none = DataSet.WithIgnoredLabel(TrainingData.WithLabels(2).Inputs, [Ignored, Ignored], Ignored);
        Trainer<SmallNet> trainer = Create(new SoftmaxCrossEntropy { IgnoreIndex = Ignored }, batchSize: 4);

        Assert.Contains("are ignored", Assert.Throws<ArgumentException>("data", () => trainer.Fit(none)).Message);
        EvaluationResult result = trainer.Evaluate(none);
        Assert.Equal((float.NaN, float.NaN), (result.Loss, result.Accuracy));
    }

    [Fact]
    public void A_loss_with_another_ignored_label_is_named()
    {
        DataSet data = DataSet.WithIgnoredLabel(TrainingData.WithLabels(2).Inputs, [Ignored, 1], Ignored);

        var exception = Assert.Throws<ArgumentException>("data", () => Create(new SoftmaxCrossEntropy(), 4).Evaluate(data));

        Assert.Contains("ignores the label -100, but the IgnoreIndex of SoftmaxCrossEntropy is not set", exception.Message);
    }

    [Fact]
    public void A_subset_keeps_the_ignored_label_and_an_ignored_label_is_no_class()
    {
        DataSet data = DataSet.WithIgnoredLabel(new float[8], [255, 1, 0, 255], 255);

        Assert.Equal(2, data.ClassCount);
        Assert.Equal(2, data.Subset([0, 1]).ClassCount);
        Assert.Equal([255, 0], data.Subset([3, 2]).Scale(2).Labels.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => DataSet.WithIgnoredLabel(new float[2], [-1, 0], Ignored));
    }

    [Fact]
    public void Class_balanced_samples_leave_ignored_samples_out()
    {
        DataSet data = DataSet.WithIgnoredLabel(new float[5], [0, Ignored, 1, Ignored, 0], Ignored);
        var indices = new int[8];
        var random = new PhiloxRandom(1, 2);

        new ClassBalancedSampler().Sample(data, indices, ref random);

        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1], indices.Select(data.GetLabel).Order());
    }

    [Fact]
    public void A_metric_can_ignore_another_label_than_the_loss()
    {
        var accuracy = new Accuracy { IgnoreIndex = 7 };

        accuracy.Add([1, 2, 5, 4, 1, 0], [1, 7, 1], 2);

        Assert.Equal(0.5, accuracy.Value);
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => new Accuracy().Add([1, 2], [7], 2));
    }

    private static Trainer<SmallNet> Create(Loss loss, int batchSize) =>
        new(new SmallNet(seed: 1), loss, new Sgd { LearningRate = 0 }, batchSize);
}
