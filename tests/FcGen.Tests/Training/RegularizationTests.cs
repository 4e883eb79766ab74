using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>Penalties are part of loss and gradients; clipping changes the gradients before the update.</summary>
public class RegularizationTests
{
    private const int BatchSize = 8;

    private readonly SmallNet _network = new(seed: 1);

    [Theory]
    [InlineData(0.1f, 0f)]
    [InlineData(0f, 0.1f)]
    [InlineData(0.03f, 0.2f)]
    public void The_loss_grows_by_the_penalties_on_weights_and_not_on_biases(float l1, float l2)
    {
        double magnitudes = 0;
        double squares = 0;
        foreach (float weight in Tensor("0.weight").Concat(Tensor("2.weight")))
        {
            magnitudes += Math.Abs(weight);
            squares += weight * weight;
        }

        float plain = Compute(Create());
        float penalised = Compute(Create(l1, l2));

        Assert.Equal(plain + (l1 * magnitudes) + (l2 * squares), penalised, 1e-6);
    }

    [Fact]
    public void Gradients_grow_by_the_slope_of_the_penalties()
    {
        float[] weights = Tensor("0.weight");
        weights[4] = 0;
        _network.SetTensor("0.weight", weights);
        Trainer<SmallNet> plain = Create();
        Trainer<SmallNet> penalised = Create(l1: 0.03f, l2: 0.2f);
        Compute(plain);
        Compute(penalised);

        float[] expected = [.. Gradient(plain, "0.weight").Zip(weights, (g, w) => g + (0.03f * MathF.Sign(w)) + (0.4f * w))];
        Assert.Equal(expected, Gradient(penalised, "0.weight"), (x, y) => MathF.Abs(x - y) < 1e-6f);
        Assert.Equal(Gradient(plain, "0.weight")[4], Gradient(penalised, "0.weight")[4]);
        Assert.Equal(Gradient(plain, "0.bias"), Gradient(penalised, "0.bias"));
    }

    [Fact]
    public void Parameters_that_are_no_weights_and_padding_are_left_alone()
    {
        Trainer<SmallNet> plain = Create();
        Trainer<SmallNet> penalised = Create(l1: 0.03f, l2: 0.2f);
        Compute(plain);
        Compute(penalised);

        int changed = 0;
        for (int i = 0; i < plain.Gradients.Length; i++)
        {
            changed += plain.Gradients[i] == penalised.Gradients[i] ? 0 : 1;
        }

        Assert.Equal(_network.Tensors.Where(tensor => tensor.Shape.Count == 2).Sum(tensor => tensor.Length), changed);
    }

    [Fact]
    public void Evaluation_is_without_penalties()
    {
        DataSet data = TrainingData.WithLabels(20);

        Assert.Equal(Create().Evaluate(data).Loss, Create(l1: 1, l2: 1).Evaluate(data).Loss);
    }

    [Fact]
    public void A_norm_above_the_limit_is_brought_down_to_it()
    {
        Trainer<SmallNet> trainer = Create();
        trainer.ClipNorm = 0.01f;
        Compute(trainer);
        float[] before = [.. trainer.Gradients];
        double norm = Math.Sqrt(before.Sum(gradient => (double)gradient * gradient));

        trainer.ApplyGradients();

        Assert.Equal(norm, trainer.GradientNorm, 1e-6);
        Assert.Equal(before.Select(gradient => (float)(gradient * (0.01 / (norm + 1e-6)))), trainer.Gradients.ToArray(), Close);
    }

    [Fact]
    public void A_norm_below_the_limit_changes_nothing()
    {
        Trainer<SmallNet> trainer = Create();
        trainer.ClipNorm = 1000;
        Assert.Equal(float.NaN, trainer.GradientNorm);
        Compute(trainer);
        float[] before = [.. trainer.Gradients];
        trainer.ApplyGradients();

        Assert.Equal(before, trainer.Gradients);
        Assert.InRange(trainer.GradientNorm, 1e-3f, 100);
    }

    [Fact]
    public void Without_a_limit_again_there_is_no_norm()
    {
        Trainer<SmallNet> trainer = Create();
        trainer.ClipNorm = 1;
        Step();
        Assert.True(trainer.GradientNorm > 0);
        trainer.ClipNorm = float.PositiveInfinity;
        Step();
        Assert.Equal(float.NaN, trainer.GradientNorm);

        void Step()
        {
            Compute(trainer);
            trainer.ApplyGradients();
        }
    }

    [Fact]
    public void Values_are_limited_after_the_norm()
    {
        Trainer<SmallNet> trainer = Create();
        trainer.ClipNorm = 0.1f;
        trainer.ClipValue = 0.02f;
        Compute(trainer);
        float[] before = [.. trainer.Gradients];
        double factor = 0.1 / (Math.Sqrt(before.Sum(gradient => (double)gradient * gradient)) + 1e-6);
        trainer.ApplyGradients();

        Assert.Equal(before.Select(gradient => Math.Clamp((float)(gradient * factor), -0.02f, 0.02f)), trainer.Gradients.ToArray(), Close);
        Assert.Contains(0.02f, trainer.Gradients.ToArray());
    }

    [Fact]
    public void A_gradient_that_is_not_finite_spreads_as_in_PyTorch_but_not_into_padding()
    {
        Trainer<SmallNet> trainer = Create();
        trainer.ClipNorm = 1;
        trainer.NonFiniteGradients = NonFiniteGradients.Apply;
        Compute(trainer);
        float[] before = [.. trainer.Gradients];
        trainer.Gradients[0] = float.NaN;
        trainer.ApplyGradients();

        Assert.Equal(float.NaN, trainer.GradientNorm);
        for (int i = 1; i < before.Length; i++)
        {
            Assert.Equal(before[i] == 0 ? 0 : float.NaN, trainer.Gradients[i]);
        }
    }

    [Fact]
    public void Penalties_and_clipping_are_applied_in_Fit()
    {
        Trainer<SmallNet> trainer = Create(l1: 0.1f, l2: 0.1f);
        trainer.ClipNorm = 1e-3f;
        float[] before = [.. _network.Parameters];
        History history = trainer.Fit(TrainingData.WithLabels(BatchSize), new FitOptions { Epochs = 1, Shuffle = false });

        // The optimizer's rate is 1: no parameter can have moved by more than the norm.
        Assert.All(_network.Parameters.ToArray().Zip(before), pair => Assert.InRange(pair.First, pair.Second - 1.1e-3f, pair.Second + 1.1e-3f));
        Assert.True(history.Epochs[0].Loss > Create().Evaluate(TrainingData.WithLabels(BatchSize)).Loss + 0.1f);
    }

    [Fact]
    public void Options_out_of_range_are_named_when_they_are_set()
    {
        Trainer<SmallNet> trainer = Create();
        AssertMessage("L1 must be a finite number of at least 0, but is -1.", () => trainer.L1 = -1);
        AssertMessage("L2 must be a finite number of at least 0, but is NaN.", () => trainer.L2 = float.NaN);
        AssertMessage("ClipNorm must be a finite number above 0, but is 0.", () => trainer.ClipNorm = 0);
        AssertMessage("ClipValue must be a finite number above 0, but is -1.", () => trainer.ClipValue = -1);
    }

    [Fact]
    public void A_step_with_every_option_allocates_nothing()
    {
        Trainer<SmallNet> trainer = new(_network, new SoftmaxCrossEntropy { LabelSmoothing = 0.1f }, new AdamW { AmsGrad = true }, BatchSize)
        {
            L1 = 0.1f,
            L2 = 0.1f,
            ClipNorm = 0.1f,
            ClipValue = 0.1f,
            Schedule = new SequentialLR
            {
                Schedules = [new LinearLR(), new CosineAnnealingWarmRestarts { T0 = 10 }],
                Milestones = [20],
                Interval = ScheduleInterval.Step,
            },
        };
        float[] inputs = TrainingData.Inputs(5);
        int[] labels = TrainingData.Labels(5);

        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => trainer.Step(inputs, labels)));
    }

    private static bool Close(float expected, float actual) => MathF.Abs(expected - actual) <= 1e-6f * MathF.Max(1e-3f, MathF.Abs(expected));

    private static float Compute(Trainer<SmallNet> trainer) => trainer.ComputeGradients(TrainingData.Inputs(BatchSize), TrainingData.Labels(BatchSize));

    private static float[] Gradient(Trainer<SmallNet> trainer, string name)
    {
        float[] values = new float[TensorInfo.Find(trainer.Network.Tensors, name).Length];
        trainer.GetGradient(name, values);
        return values;
    }

    private static void AssertMessage(string expected, Action action) =>
        Assert.Contains(expected, Assert.Throws<ArgumentOutOfRangeException>(action).Message);

    private Trainer<SmallNet> Create(float l1 = 0, float l2 = 0) =>
        new(_network, new SoftmaxCrossEntropy(), new Sgd { LearningRate = 1 }, BatchSize) { L1 = l1, L2 = l2 };

    private float[] Tensor(string name)
    {
        float[] values = new float[TensorInfo.Find(_network.Tensors, name).Length];
        _network.GetTensor(name, values);
        return values;
    }
}
