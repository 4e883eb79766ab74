using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>Several batches for one update equal one large batch.</summary>
public sealed class AccumulationTests
{
    public static TheoryData<Loss> LabelLosses => new()
    {
        new SoftmaxCrossEntropy(),
        new SoftmaxCrossEntropy { ClassWeights = [1, 2, 0.5f, 3], LabelSmoothing = 0.1f },
        new SoftmaxCrossEntropy { Reduction = LossReduction.Sum },
        new SoftmaxCrossEntropy { IgnoreIndex = 1 },
    };

    [Theory]
    [MemberData(nameof(LabelLosses))]
    public void Unequal_batches_equal_one_large_batch(Loss loss)
    {
        DataSet data = TrainingData.WithLabels(9);
        Trainer<SmallNet> large = Create(loss, 9, steps: 1);
        Trainer<SmallNet> small = Create(loss, 4, steps: 3);

        for (int update = 0; update < 3; update++)
        {
            large.Step(data.Inputs, data.Labels);
            Step(small, data, 0, 4);
            Step(small, data, 4, 8);
            Step(small, data, 8, 9);
        }

        AssertEqual(large.Network, small.Network, 1e-5f);
    }

    [Fact]
    public void Batches_with_targets_and_penalties_equal_one_large_batch()
    {
        DataSet data = TrainingData.WithTargets(8);
        Trainer<SmallNet> large = Create(new MeanSquaredError(), 8, steps: 1);
        Trainer<SmallNet> small = Create(new MeanSquaredError(), 4, steps: 2);
        (large.L2, small.L2, large.ClipNorm, small.ClipNorm) = (0.1f, 0.1f, 0.3f, 0.3f);

        large.Step(data.Inputs, data.Targets);
        small.Step(data.Inputs[..(4 * 3)], data.Targets[..(4 * 4)]);
        small.Step(data.Inputs[(4 * 3)..], data.Targets[(4 * 4)..]);

        AssertEqual(large.Network, small.Network, 1e-6f);
        Assert.Equal(large.GradientNorm, small.GradientNorm, 1e-5f);
    }

    [Fact]
    public void Parameters_change_with_the_last_batch_only()
    {
        DataSet data = TrainingData.WithLabels(4);
        Trainer<SmallNet> trainer = Create(new SoftmaxCrossEntropy(), 4, steps: 2);
        float[] before = trainer.Network.Parameters.ToArray();

        Step(trainer, data, 0, 4);
        Assert.Equal(before, trainer.Network.Parameters.ToArray());
        Step(trainer, data, 0, 4);
        Assert.NotEqual(before, trainer.Network.Parameters.ToArray());
    }

    [Fact]
    public void Fit_updates_with_the_batches_that_remain_at_the_end_of_an_epoch()
    {
        DataSet data = TrainingData.WithLabels(10);
        Trainer<SmallNet> small = Create(new SoftmaxCrossEntropy(), 2, steps: 3);
        Trainer<SmallNet> large = Create(new SoftmaxCrossEntropy(), 6, steps: 1);

        EpochResult result = small.Fit(data, new FitOptions { Epochs = 2, Shuffle = false }).Epochs[1];
        EpochResult expected = large.Fit(data, new FitOptions { Epochs = 2, Shuffle = false }).Epochs[1];

        AssertEqual(large.Network, small.Network, 1e-5f);
        Assert.Equal(expected.Loss, result.Loss, 1e-5f);
    }

    [Fact]
    public void A_batch_with_NaN_is_not_accumulated()
    {
        DataSet data = TrainingData.WithLabels(4);
        Trainer<SmallNet> skipping = Create(new SoftmaxCrossEntropy(), 4, steps: 2);
        Trainer<SmallNet> plain = Create(new SoftmaxCrossEntropy(), 4, steps: 2);
        skipping.NonFiniteGradients = NonFiniteGradients.Skip;

        Step(skipping, data, 0, 4);
        skipping.Step([float.NaN, 0, 0], [1]);
        Step(skipping, data, 0, 2);
        Step(plain, data, 0, 4);
        Step(plain, data, 0, 2);

        Assert.Equal(1, skipping.SkippedSteps);
        Assert.Equal(plain.Network.Parameters.ToArray(), skipping.Network.Parameters.ToArray());
    }

    [Fact]
    public void A_schedule_of_steps_advances_with_each_update()
    {
        DataSet data = TrainingData.WithLabels(4);
        var optimizer = new Sgd { LearningRate = 1 };
        var trainer = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), optimizer, 4)
        {
            Schedule = new ExponentialLR { Gamma = 0.5, Interval = ScheduleInterval.Step },
            AccumulationSteps = 2,
        };

        for (int batch = 0; batch < 4; batch++)
        {
            Step(trainer, data, 0, 4);
        }

        Assert.Equal(0.25f, optimizer.LearningRate);
    }

    [Fact]
    public void Setting_the_number_discards_accumulated_batches_and_rejects_zero()
    {
        DataSet data = TrainingData.WithLabels(4);
        Trainer<SmallNet> trainer = Create(new SoftmaxCrossEntropy(), 4, steps: 2);
        float[] before = trainer.Network.Parameters.ToArray();

        Step(trainer, data, 0, 4);
        trainer.AccumulationSteps = 2;
        Step(trainer, data, 0, 4);

        Assert.Equal(before, trainer.Network.Parameters.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>("AccumulationSteps", () => trainer.AccumulationSteps = 0);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        DataSet data = TrainingData.WithLabels(4);
        var trainer = new Trainer<SmallNet>(new SmallNet(1), new SoftmaxCrossEntropy(), new Adam(), 4)
        {
            AverageDecay = 0.9f,
            AccumulationSteps = 2,
        };

        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => Step(trainer, data, 0, 4)));
    }

    private static Trainer<SmallNet> Create(Loss loss, int batchSize, int steps) =>
        new(new SmallNet(1), loss, new Sgd { LearningRate = 0.1f, Momentum = 0.5f }, batchSize) { AccumulationSteps = steps };

    private static void Step(Trainer<SmallNet> trainer, DataSet data, int first, int end) =>
        trainer.Step(data.Inputs[(first * SmallNet.InputSize)..(end * SmallNet.InputSize)], data.Labels[first..end]);

    private static void AssertEqual(SmallNet expected, SmallNet actual, float tolerance) => Assert.Equal(
        expected.Parameters.ToArray(), actual.Parameters.ToArray(), (a, b) => Math.Abs(a - b) <= tolerance);
}
