using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>Loss and gradients are checked before they are applied, and a batch that fails the check leaves no trace.</summary>
public sealed class NonFiniteGradientsTests
{
    private static readonly float[] Good = [0, 0, 0, 1, 1, 0, 1, 1];

    // The loss is finite: Tanh gives 1 or -1. The gradient is 0 * infinity.
    private static readonly float[] Bad = [0, 0, 0, 1, 1, float.PositiveInfinity, 1, 1];
    private static readonly int[] Labels = [0, 1, 1, 0];

    private static DataSet Batches(params float[][] batches) =>
        new([.. batches.SelectMany(batch => batch)], [.. batches.SelectMany(_ => Labels)]);

    private static Trainer<SaturatedNet> Create(NonFiniteGradients setting = NonFiniteGradients.Throw) =>
        new(new SaturatedNet(seed: 1), new SoftmaxCrossEntropy(), new Adam { LearningRate = 0.01f }, batchSize: 4)
        {
            NonFiniteGradients = setting,
            Schedule = new StepLR { StepSize = 1, Gamma = 0.5f, Interval = ScheduleInterval.Step },
        };

    private static FitOptions InOrder(int epochs = 1) => new() { Epochs = epochs, Shuffle = false };

    private static void StepWith(Trainer<SaturatedNet> trainer, float[] inputs) => trainer.Step(inputs, Labels);

    private static void FitWith(Trainer<SaturatedNet> trainer, float[] inputs) => trainer.Fit(Batches(inputs), InOrder());

    private static void ApplyWith(Trainer<SaturatedNet> trainer, float[] inputs)
    {
        trainer.ComputeGradients(inputs, Labels);
        trainer.ApplyGradients();
    }

    private static readonly Dictionary<string, Action<Trainer<SaturatedNet>, float[]>> Calls = new()
    {
        ["Step"] = StepWith,
        ["Fit"] = FitWith,
        ["ApplyGradients"] = ApplyWith,
    };

    public static TheoryData<string, bool, bool> CallsAndOptions
    {
        get
        {
            var cases = new TheoryData<string, bool, bool>();
            foreach (string call in Calls.Keys)
            {
                cases.Add(call, false, false);
                cases.Add(call, false, true);
                cases.Add(call, true, false);
                cases.Add(call, true, true);
            }

            return cases;
        }
    }

    [Fact]
    public void The_loss_of_the_bad_batch_is_finite() => Assert.True(float.IsFinite(Create().ComputeGradients(Bad, Labels)));

    [Theory]
    [MemberData(nameof(CallsAndOptions))]
    public void Training_goes_on_as_if_the_batch_had_not_been_there(string call, bool skips, bool clips)
    {
        Trainer<SaturatedNet> trainer = Create(skips ? NonFiniteGradients.Skip : NonFiniteGradients.Throw);
        Trainer<SaturatedNet> spared = Create();
        if (clips)
        {
            (trainer.ClipNorm, spared.ClipNorm) = (0.1f, 0.1f);
        }

        trainer.Step(Good, Labels);
        spared.Step(Good, Labels);
        float norm = trainer.GradientNorm;
        if (skips)
        {
            Calls[call](trainer, Bad);
        }
        else
        {
            var exception = Assert.Throws<NotFiniteNumberException>(() => Calls[call](trainer, Bad));
            Assert.Contains("the gradient of '0.weight' [8, 2] at [0, 1] is NaN, not a finite number.", exception.Message);
            Assert.Equal(double.NaN, exception.OffendingNumber);
        }

        Assert.Equal(skips ? 1 : 0, trainer.SkippedSteps);
        Assert.Equal(norm, trainer.GradientNorm);
        Assert.Equal(spared.Network.State(), trainer.Network.State());
        Assert.Equal(spared.Step(Good, Labels), trainer.Step(Good, Labels));
        Assert.Equal(spared.Network.State(), trainer.Network.State());
    }

    [Fact]
    public void Fit_names_the_batch_with_the_gradient_and_the_value_in_the_data()
    {
        Trainer<SaturatedNet> trainer = Create();
        Trainer<SaturatedNet> spared = Create();
        spared.Step(Good, Labels);

        var exception = Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(Batches(Good, Bad, Good), InOrder(epochs: 5)));

        Assert.StartsWith("Training stopped in epoch 1 of 5, batch 2 of 3: the gradient of '0.weight'", exception.Message);
        Assert.Contains("This batch has not been applied.", exception.Message);
        Assert.Contains($"in the inputs of this batch, value 1 of sample 2 is {float.PositiveInfinity}.", exception.Message);
        Assert.Equal(spared.Network.State(), trainer.Network.State());
    }

    [Fact]
    public void A_skipped_batch_does_not_count_in_the_epoch()
    {
        History history = Create(NonFiniteGradients.Skip).Fit(Batches(Good, Bad, Good, Bad), InOrder(epochs: 2));
        History spared = Create().Fit(Batches(Good, Good), InOrder(epochs: 2));

        Assert.Equal(spared.Epochs.Select(epoch => epoch.Loss), history.Epochs.Select(epoch => epoch.Loss));
        Assert.Equal([2L, 2L], history.Epochs.Select(epoch => epoch.SkippedSteps));
        Assert.Equal([0L, 0L], spared.Epochs.Select(epoch => epoch.SkippedSteps));
    }

    [Fact]
    public void An_epoch_without_a_step_has_no_loss()
    {
        Trainer<SaturatedNet> trainer = Create(NonFiniteGradients.Skip);

        EpochResult epoch = trainer.Fit(Batches(Bad, Bad), InOrder()).Epochs[0];

        Assert.Equal((float.NaN, 2L, float.NaN), (epoch.Loss, epoch.SkippedSteps, epoch.LearningRate));
        Assert.Equal(new SaturatedNet(seed: 1).State(), trainer.Network.State());
    }

    [Theory]
    [InlineData("Step")]
    [InlineData("Fit")]
    [InlineData("ApplyGradients")]
    public void Apply_updates_anyway_and_goes_on(string call)
    {
        Trainer<SaturatedNet> trainer = Create(NonFiniteGradients.Apply);

        Calls[call](trainer, Bad);
        Calls[call](trainer, Good);

        Assert.Equal(0, trainer.SkippedSteps);
        Assert.Contains(trainer.Network.Parameters.ToArray(), float.IsNaN);
        Assert.Equal(float.NaN, trainer.Fit(Batches(Good), InOrder()).Epochs[0].Loss);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Gradients_that_the_caller_has_changed_are_checked_wherever_they_are(float bad)
    {
        Trainer<SaturatedNet> trainer = Create();
        for (int i = 0; i < trainer.Gradients.Length; i++)
        {
            trainer.ComputeGradients(Good, Labels);
            float[] before = [.. trainer.Network.Parameters];
            trainer.Gradients[i] = bad;
            string message = Assert.Throws<NotFiniteNumberException>(trainer.ApplyGradients).Message;
            Assert.Matches("^The step was rejected: (the gradient of '|a value of Gradients in the padding)", message);
            trainer.ClipNorm = 1;
            Assert.Throws<NotFiniteNumberException>(trainer.ApplyGradients);
            trainer.ClipNorm = float.PositiveInfinity;

            Assert.Equal(before, trainer.Network.Parameters);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Several_threads_check_all_of_many_gradients(int degree)
    {
        var trainer = new Trainer<OddAndLarge>(new OddAndLarge(), new MeanSquaredError(), new Sgd(), batchSize: 1)
        {
            MaxDegreeOfParallelism = degree,
        };
        foreach (Index place in new Index[] { 0, 4095, 4096, 65_537, ^1 })
        {
            trainer.Gradients[place] = float.NegativeInfinity;
            Assert.Throws<NotFiniteNumberException>(trainer.ApplyGradients);
            trainer.Gradients[place] = 0;
            trainer.ApplyGradients();
        }
    }

    [Theory]
    [InlineData(float.NaN, false)]
    [InlineData(float.PositiveInfinity, false)]
    [InlineData(float.NegativeInfinity, false)]
    [InlineData(float.MaxValue, true)]
    [InlineData(-float.Epsilon, true)]
    [InlineData(-0f, true)]
    public void One_value_decides_whether_all_are_finite_wherever_it_is(float value, bool isFinite)
    {
        for (int length = 1; length <= 70; length++)
        {
            for (int place = 0; place < length; place++)
            {
                // The float after the last one is not read.
                float[] values = new float[length + 1];
                values[length] = float.NaN;
                values[place] = value;

                Assert.Equal(isFinite, NonFinite.AllFinite(values.AsSpan(0, length)));
            }
        }

        Assert.True(NonFinite.AllFinite([]));
    }

    [Fact]
    public void Gradients_that_the_caller_has_repaired_are_applied_whatever_the_loss_was()
    {
        Trainer<SaturatedNet> trainer = Create();
        trainer.ComputeGradients([float.NaN, 0, 0, 1, 1, 0, 1, 1], Labels);
        trainer.Gradients.Fill(1);
        float[] before = [.. trainer.Network.Parameters];
        using (NetworkEdit<SaturatedNet> edit = trainer.Network.Edit())
        {
            edit.Buffers.Fill(1);
        }

        trainer.ApplyGradients();

        Assert.NotEqual(before, trainer.Network.Parameters.ToArray());
    }

    [Fact]
    public void The_largest_gradients_are_finite()
    {
        var trainer = new Trainer<SmallNet>(new SmallNet(seed: 1), new SoftmaxCrossEntropy(), new Sgd { LearningRate = 0 }, batchSize: 4);
        foreach (float limit in new[] { float.PositiveInfinity, 1 })
        {
            trainer.ClipNorm = limit;
            trainer.Gradients.Fill(float.MaxValue);

            trainer.ApplyGradients();
        }

        Assert.Equal(0, trainer.SkippedSteps);
    }

    [Fact]
    public void A_loss_that_is_infinite_is_refused_even_with_finite_gradients()
    {
        var trainer = new Trainer<PassNet>(new PassNet(), new MeanSquaredError(), new Sgd(), batchSize: 1);
        float[] before = [.. trainer.Network.Parameters];

        var exception = Assert.Throws<NotFiniteNumberException>(() => trainer.Step([1], [1e25f]));

        Assert.StartsWith($"The step was rejected: the loss is {float.PositiveInfinity}", exception.Message);
        Assert.Contains("try a smaller learning rate than 0.001, smaller inputs or targets", exception.Message);
        Assert.True(float.IsFinite(trainer.Gradients[0]));
        Assert.Equal(before, trainer.Network.Parameters);
    }

    [Fact]
    public void Gradients_of_a_loss_of_ones_own_are_checked_too()
    {
        var trainer = new Trainer<PassNet>(new PassNet(), new LossWithoutGradient(), new Sgd(), batchSize: 1);
        float[] before = [.. trainer.Network.Parameters];

        Assert.Throws<NotFiniteNumberException>(() => trainer.Step([1], [1f]));

        Assert.Equal(before, trainer.Network.Parameters);
    }

    [Fact]
    public void Running_statistics_that_overflow_are_refused()
    {
        var trainer = new Trainer<NormedXorNet>(new NormedXorNet(seed: 1), new SoftmaxCrossEntropy(), new Sgd(), batchSize: 4);
        float[] before = trainer.Network.State();

        // The variance is some 1e50.
        var exception = Assert.Throws<NotFiniteNumberException>(() => trainer.Step([1e25f, 0, 0, 1, 1, 0, 1, 1], Labels));

        Assert.Contains("the running statistic '1.running_var' [8] at [0] is", exception.Message);
        Assert.Equal(before, trainer.Network.State());
    }

    [Fact]
    public void Parameters_that_a_step_has_made_infinite_are_named_by_the_next_step()
    {
        var trainer = new Trainer<PassNet>(new PassNet(), new MeanSquaredError(), new Sgd { LearningRate = 3e38f }, batchSize: 1);
        trainer.Step([100], [3f]);

        var exception = Assert.Throws<NotFiniteNumberException>(() => trainer.Step([1], [2f]));

        Assert.Contains("The reason: parameter '0.weight' [1, 1] at [0, 0] is", exception.Message);
        Assert.Contains($"The last update had a learning rate of {3e38f}", exception.Message);
    }

    [Fact]
    public void Fit_neither_returns_nor_begins_with_parameters_that_are_not_finite()
    {
        var trainer = new Trainer<PassNet>(new PassNet(), new MeanSquaredError(), new Sgd { LearningRate = 3e38f }, batchSize: 1);
        var data = new DataSet([100], [3f], count: 1);

        var ended = Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(data, InOrder()));
        var begun = Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(data, InOrder()));

        Assert.StartsWith("Training stopped after epoch 1 of 1: parameter '0.weight' [1, 1] at [0, 0] is", ended.Message);
        Assert.StartsWith("Nothing has been trained: parameter '0.weight' [1, 1] at [0, 0] is", begun.Message);
    }

    [Fact]
    public void A_step_whose_labels_weigh_nothing_names_the_reason()
    {
        var trainer = new Trainer<XorNet>(new XorNet(), new SoftmaxCrossEntropy { ClassWeights = [1, 0] }, new Sgd(), batchSize: 1);

        var exception = Assert.Throws<NotFiniteNumberException>(() => trainer.Step([1, 2], [1]));

        Assert.Contains("all labels of the batch have a class weight of 0", exception.Message);
    }

    [Fact]
    public void A_step_that_is_skipped_allocates_nothing()
    {
        Trainer<SaturatedNet> trainer = Create(NonFiniteGradients.Skip);

        Assert.Equal(0, AllocationTests.LeastAllocated(10, () => trainer.Step(Bad, Labels)));
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Create().NonFiniteGradients = (NonFiniteGradients)3);

    private sealed class LossWithoutGradient : Loss
    {
        public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients)
        {
            gradients.Fill(float.NaN);
            return 1;
        }
    }
}
