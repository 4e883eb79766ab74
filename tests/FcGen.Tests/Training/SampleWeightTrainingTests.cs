using FcGen.Numerics;
using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>Sample weights in steps, Fit and Evaluate.</summary>
public sealed class SampleWeightTrainingTests
{
    private static readonly float[] SixWeights = [1, 2, 0, 1, 3, 1];

    /// <summary>The indices of six samples, each as often as its weight.</summary>
    private static readonly int[] SixRepeated = [0, 1, 1, 3, 4, 4, 4, 5];

    [Fact]
    public void A_step_with_labels_equals_a_step_with_repeated_samples()
    {
        DataSet data = TrainingData.WithLabels(6);
        DataSet repeated = data.Subset(SixRepeated);
        var loss = new SoftmaxCrossEntropy { ClassWeights = [1, 2, 0.5f, 3], LabelSmoothing = 0.1f };
        (Trainer<SmallNet> weighted, Trainer<SmallNet> plain) = (Create(loss), Create(loss));

        float actual = weighted.Step(data.Inputs, data.Labels, SixWeights);
        float expected = plain.Step(repeated.Inputs, repeated.Labels);

        Assert.Equal(expected, actual, 1e-6f);
        AssertEqual(plain.Network, weighted.Network);
        Assert.Equal(plain.ComputeGradients(repeated.Inputs, repeated.Labels), weighted.ComputeGradients(data.Inputs, data.Labels, SixWeights), 1e-6f);
    }

    [Fact]
    public void A_step_with_targets_equals_a_step_with_repeated_samples()
    {
        DataSet data = TrainingData.WithTargets(6);
        DataSet repeated = data.Subset(SixRepeated);
        (Trainer<SmallNet> weighted, Trainer<SmallNet> plain) = (Create(new Huber()), Create(new Huber()));

        float actual = weighted.Step(data.Inputs, data.Targets, SixWeights);
        float expected = plain.Step(repeated.Inputs, repeated.Targets);

        Assert.Equal(expected, actual, 1e-6f);
        AssertEqual(plain.Network, weighted.Network);
        Assert.Equal(plain.ComputeGradients(repeated.Inputs, repeated.Targets), weighted.ComputeGradients(data.Inputs, data.Targets, SixWeights), 1e-6f);
    }

    [Fact]
    public void A_step_with_an_empty_span_of_weights_is_a_step_without()
    {
        DataSet data = TrainingData.WithLabels(6);
        (Trainer<SmallNet> weighted, Trainer<SmallNet> plain) = (Create(new SoftmaxCrossEntropy()), Create(new SoftmaxCrossEntropy()));

        Assert.Equal(plain.Step(data.Inputs, data.Labels), weighted.Step(data.Inputs, data.Labels, data.SampleWeights));
        Assert.Equal(plain.Network.Parameters, weighted.Network.Parameters);
    }

    [Theory]
    [InlineData(LossReduction.Mean)]
    [InlineData(LossReduction.Sum)]
    public void Accumulated_batches_equal_one_large_batch(LossReduction reduction)
    {
        DataSet labeled = TrainingData.WithLabels(6);
        DataSet targeted = TrainingData.WithTargets(6);
        var crossEntropy = new SoftmaxCrossEntropy { ClassWeights = [1, 2, 0.5f, 3], Reduction = reduction };
        var huber = new Huber { Reduction = reduction };
        (Trainer<SmallNet> large, Trainer<SmallNet> small) = (Create(crossEntropy), Create(crossEntropy, steps: 2));
        (Trainer<SmallNet> largeHuber, Trainer<SmallNet> smallHuber) = (Create(huber), Create(huber, steps: 2));

        large.Step(labeled.Inputs, labeled.Labels, SixWeights);
        largeHuber.Step(targeted.Inputs, targeted.Targets, SixWeights);
        foreach ((int first, int end) in new[] { (0, 4), (4, 6) })
        {
            ReadOnlySpan<float> inputs = labeled.Inputs[(3 * first)..(3 * end)];
            small.Step(inputs, labeled.Labels[first..end], SixWeights.AsSpan(first..end));
            smallHuber.Step(inputs, targeted.Targets[(4 * first)..(4 * end)], SixWeights.AsSpan(first..end));
        }

        AssertEqual(large.Network, small.Network);
        AssertEqual(largeHuber.Network, smallHuber.Network);
    }

    [Fact]
    public void The_result_is_the_same_to_the_last_bit_for_any_number_of_threads()
    {
        DataSet data = TrainingData.WithLabels(6);
        (Trainer<SmallNet> one, Trainer<SmallNet> two) = (Create(new SoftmaxCrossEntropy()), Create(new SoftmaxCrossEntropy()));
        two.MaxDegreeOfParallelism = 2;

        Assert.Equal(one.Step(data.Inputs, data.Labels, SixWeights), two.Step(data.Inputs, data.Labels, SixWeights));
        Assert.Equal(one.Network.Parameters, two.Network.Parameters);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        DataSet labeled = TrainingData.WithLabels(6);
        DataSet targeted = TrainingData.WithTargets(6);
        Trainer<SmallNet> classifier = Create(new SoftmaxCrossEntropy());
        Trainer<SmallNet> regressor = Create(new MeanSquaredError());

        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => classifier.Step(labeled.Inputs, labeled.Labels, SixWeights)));
        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => regressor.Step(targeted.Inputs, targeted.Targets, SixWeights)));
    }

    [Fact]
    public void Bad_weights_are_named_and_leave_parameters_buffers_and_optimizer_alone()
    {
        DataSet data = TrainingData.WithLabels(2);
        var trainer = new Trainer<NormedNet>(new NormedNet(1), new SoftmaxCrossEntropy(), new Adam(), 2);
        float[] before = trainer.Network.State();

        Assert.Contains(
            "the weight of sample 1 is -2",
            Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", () => trainer.Step(data.Inputs, data.Labels, [1, -2])).Message);
        Assert.Contains(
            "Expected 2 sample weights, one per sample, but got 3",
            Assert.Throws<ArgumentException>("sampleWeights", () => trainer.ComputeGradients(data.Inputs, data.Labels, [1, 2, 3])).Message);
        Assert.Throws<ArgumentException>("sampleWeights", () => trainer.Step(data.Inputs, data.Labels, trainer.Gradients[..2]));
        Assert.Throws<ArgumentException>(() => trainer.Step(data.Inputs, data.Labels, trainer.Network.Buffers[^2..]));
        Assert.Equal(before, trainer.Network.State());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void Evaluate_reports_the_weighted_loss_and_metrics_without_weights(int batchSize)
    {
        DataSet data = TrainingData.WithLabels(6);
        var loss = new SoftmaxCrossEntropy { ClassWeights = [1, 2, 0.5f, 3] };
        Trainer<SmallNet> trainer = Create(loss, batchSize);

        EvaluationResult plain = trainer.Evaluate(data, new F1Score());
        EvaluationResult weighted = trainer.Evaluate(data.WithSampleWeights(SixWeights), new F1Score());

        Assert.Equal(trainer.Evaluate(data.Subset(SixRepeated)).Loss, weighted.Loss, 1e-6f);
        Assert.Equal((plain.Accuracy, plain["f1 (macro)"], 6), (weighted.Accuracy, weighted["f1 (macro)"], weighted.Count));
    }

    [Theory]
    [InlineData(LossReduction.Mean)]
    [InlineData(LossReduction.Sum)]
    public void Evaluate_reports_the_weighted_mean_over_targets(LossReduction reduction)
    {
        DataSet data = TrainingData.WithTargets(6);
        Trainer<SmallNet> trainer = Create(new MeanSquaredError { Reduction = reduction }, batchSize: 4);

        Assert.Equal(trainer.Evaluate(data.Subset(SixRepeated)).Loss, trainer.Evaluate(data.WithSampleWeights(SixWeights)).Loss, 1e-6f);
    }

    [Fact]
    public void Fit_equals_steps_with_weights_and_skips_batches_without()
    {
        DataSet data = TrainingData.WithLabels(6);
        float[] weights = [0, 0, 1, 2, 3, 0];
        var fitted = new Trainer<NormedNet>(new NormedNet(1), new SoftmaxCrossEntropy(), new Adam(), 2);
        var stepped = new Trainer<NormedNet>(new NormedNet(1), new SoftmaxCrossEntropy(), new Adam(), 2);

        History history = fitted.Fit(data.WithSampleWeights(weights), new FitOptions { Epochs = 1, Shuffle = false });
        float second = stepped.Step(data.Inputs[6..12], data.Labels[2..4], [1, 2]);
        float third = stepped.Step(data.Inputs[12..], data.Labels[4..], [3, 0]);

        Assert.Equal(stepped.Network.State(), fitted.Network.State());
        Assert.Equal((second + third) / 2, history.Epochs[0].Loss, 1e-6f);
    }

    [Fact]
    public void Fit_applies_the_weights_of_shuffled_subsets_and_of_the_validation_set()
    {
        DataSet train = TrainingData.WithLabels(6).WithSampleWeights(SixWeights).Subset([5, 4, 3, 2, 1, 0]);
        DataSet repeated = TrainingData.WithLabels(6).Subset(SixRepeated);
        (Trainer<SmallNet> weighted, Trainer<SmallNet> plain) = (Create(new SoftmaxCrossEntropy()), Create(new SoftmaxCrossEntropy()));

        EpochResult actual = weighted.Fit(train, new FitOptions { Epochs = 3, Validation = train }).Epochs[2];
        EpochResult expected = plain.Fit(repeated, new FitOptions { Epochs = 3, Validation = repeated }).Epochs[2];

        Assert.Equal(expected.Loss, actual.Loss, 1e-6f);
        Assert.Equal(expected.Validation!.Loss, actual.Validation!.Loss, 1e-6f);
    }

    [Fact]
    public void Fit_allocates_nothing_between_steps()
    {
        DataSet data = TrainingData.WithLabels(40).WithSampleWeights([.. Enumerable.Range(0, 40).Select(i => i % 3f)]);
        var bytes = new long[10];

        Create(new SoftmaxCrossEntropy(), batchSize: 4).Fit(data, new FitOptions
        {
            Epochs = 3,
            OnBatch = progress => bytes[progress.Batch - 1] = GC.GetAllocatedBytesForCurrentThread(),
        });

        Assert.Equal(0, bytes[^1] - bytes[0]);
    }

    [Fact]
    public void Data_without_any_weight_is_rejected_by_Fit_and_has_no_loss_in_Evaluate()
    {
        DataSet labeled = TrainingData.WithLabels(2).WithSampleWeights([0, 0]);
        DataSet targeted = TrainingData.WithTargets(2).WithSampleWeights([0, 0]);
        Trainer<SmallNet> classifier = Create(new SoftmaxCrossEntropy());
        Trainer<SmallNet> regressor = Create(new MeanSquaredError());

        Assert.Contains("have a sample weight of 0", Assert.Throws<ArgumentException>("data", () => classifier.Fit(labeled)).Message);
        Assert.Contains("have a weight of 0", Assert.Throws<ArgumentException>("data", () => regressor.Fit(targeted)).Message);
        Assert.Equal(float.NaN, classifier.Evaluate(labeled).Loss);
        Assert.Equal(float.NaN, regressor.Evaluate(targeted).Loss);
    }

    [Fact]
    public void A_loss_that_does_not_accept_the_data_is_named_even_if_the_first_weight_is_0()
    {
        DataSet data = TrainingData.WithLabels(2).WithSampleWeights([0, 1]);
        Trainer<SmallNet> trainer = Create(new MeanSquaredError());
        float[] before = trainer.Network.State();

        Assert.Throws<NotSupportedException>(() => trainer.Fit(data));
        Assert.Equal(before, trainer.Network.State());
    }

    [Fact]
    public void A_sampler_that_draws_by_the_weights_replaces_them_in_the_loss()
    {
        // The only sample that is drawn has a large weight, which must not scale its loss.
        DataSet data = TrainingData.WithLabels(3).WithSampleWeights([0, 7, 0]);
        var loss = new SoftmaxCrossEntropy { Reduction = LossReduction.Sum };
        (Trainer<SmallNet> fitted, Trainer<SmallNet> stepped) = (Create(loss, batchSize: 1), Create(loss, batchSize: 1));

        fitted.Fit(data, new FitOptions { Epochs = 1, Sampler = new WeightedRandomSampler(count: 1) });
        stepped.Step(data.GetInput(1), [data.GetLabel(1)]);

        Assert.Equal(stepped.Network.Parameters, fitted.Network.Parameters);
    }

    [Fact]
    public void An_augmentation_sees_the_weights_and_may_change_them()
    {
        DataSet data = TrainingData.WithLabels(4).WithSampleWeights([1, 2, 3, 4]);
        (Trainer<SmallNet> augmented, Trainer<SmallNet> plain) = (Create(new SoftmaxCrossEntropy()), Create(new SoftmaxCrossEntropy()));
        var options = new FitOptions { Epochs = 1, Shuffle = false };

        augmented.Fit(data, new FitOptions { Epochs = 1, Shuffle = false, Augmentation = SetToOne });
        plain.Fit(data.WithSampleWeights([1, 1, 1, 1]), options);

        Assert.Equal(plain.Network.Parameters, augmented.Network.Parameters);

        static void SetToOne(SampleBatch batch, ref PhiloxRandom random)
        {
            Assert.Equal([1f, 2, 3, 4], batch.SampleWeights.ToArray());
            batch.SampleWeights.Fill(1);
        }
    }

    private static Trainer<SmallNet> Create(Loss loss, int batchSize = 8, int steps = 1) =>
        new(new SmallNet(1), loss, new Sgd { LearningRate = 0.1f, Momentum = 0.5f }, batchSize) { AccumulationSteps = steps };

    private static void AssertEqual(SmallNet expected, SmallNet actual) => Assert.Equal(
        expected.Parameters.ToArray(), actual.Parameters.ToArray(), (a, b) => Math.Abs(a - b) <= 1e-6f);
}
