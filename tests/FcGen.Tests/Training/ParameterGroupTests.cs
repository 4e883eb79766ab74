using FcGen.Tests.Networks;

namespace FcGen.Tests.Training;

/// <summary>Frozen tensors, and learning rates and weight decays by name.</summary>
public sealed class ParameterGroupTests
{
    [Fact]
    public void A_frozen_layer_does_not_change_and_has_no_gradients()
    {
        Trainer<NormedNet> trainer = Create(new AdamW { LearningRate = 0.1f });
        Dictionary<string, float[]> before = Tensors(trainer.Network);

        trainer.Freeze("0.*");
        Step(trainer, 3);

        Assert.Equal(before["0.weight"], trainer.Network.GetTensor("0.weight"));
        Assert.Equal(before["0.bias"], trainer.Network.GetTensor("0.bias"));
        Assert.NotEqual(before["3.weight"], trainer.Network.GetTensor("3.weight"));
        var gradient = new float[before["0.weight"].Length];
        Array.Fill(gradient, 7);
        trainer.GetGradient("0.weight", gradient);
        Assert.All(gradient, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_frozen_batch_norm_keeps_its_running_statistics()
    {
        Trainer<NormedNet> trainer = Create(new Sgd { LearningRate = 0.1f });
        Step(trainer, 2);
        Dictionary<string, float[]> before = Tensors(trainer.Network);

        trainer.Freeze("1.*");
        Step(trainer, 2);

        Assert.All(before.Where(one => one.Key.StartsWith("1.", StringComparison.Ordinal)), one => Assert.Equal(one.Value, trainer.Network.GetTensor(one.Key)));
        trainer.Unfreeze("1.running_*");
        Step(trainer, 1);
        Assert.NotEqual(before["1.running_mean"], trainer.Network.GetTensor("1.running_mean"));
        Assert.Equal(before["1.weight"], trainer.Network.GetTensor("1.weight"));
    }

    [Fact]
    public void An_unfrozen_network_trains_as_if_nothing_had_happened()
    {
        Trainer<NormedNet> changed = Create(new Adam());
        Trainer<NormedNet> plain = Create(new Adam());

        changed.Freeze("*");
        changed.SetLearningRateFactor("*.weight", 3);
        changed.DecayWeightsOnly = true;
        changed.Unfreeze("*");
        changed.SetLearningRateFactor("*", 1);
        changed.DecayWeightsOnly = false;

        Step(changed, 3);
        Step(plain, 3);
        Assert.Equal(plain.Network.State(), changed.Network.State());
    }

    [Fact]
    public void With_everything_frozen_nothing_changes()
    {
        Trainer<NormedNet> trainer = Create(new Adam { WeightDecay = 0.1f });
        float[] before = trainer.Network.State();

        trainer.Freeze("*");
        Step(trainer, 3);

        Assert.Equal(before, trainer.Network.State());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Groups_with_the_settings_of_the_optimizer_change_no_bit(int threads)
    {
        // A weight decay equal to the optimizer's makes groups without another effect.
        var plain = new Trainer<WideNet>(new WideNet(1), new MeanSquaredError(), new AdamW { WeightDecay = 0.1f }, 4);
        var grouped = new Trainer<WideNet>(new WideNet(1), new MeanSquaredError(), new AdamW { WeightDecay = 0.1f }, 4)
        {
            MaxDegreeOfParallelism = threads,
        };
        grouped.SetWeightDecay("*.bias", 0.1f);
        float[] inputs = [.. Enumerable.Range(0, 4 * WideNet.InputSize).Select(i => MathF.Sin(i))];
        float[] targets = [.. Enumerable.Range(0, 4 * WideNet.OutputSize).Select(i => MathF.Cos(i))];

        for (int step = 0; step < 3; step++)
        {
            plain.Step(inputs, targets);
            grouped.Step(inputs, targets);
        }

        Assert.Equal(plain.Network.Parameters.ToArray(), grouped.Network.Parameters.ToArray());
    }

    [Fact]
    public void Decay_of_weights_only_spares_biases_and_norms()
    {
        // Without gradients, an update is the decay.
        Trainer<NormedNet> trainer = Create(new AdamW { LearningRate = 0.1f, WeightDecay = 0.5f });
        Dictionary<string, float[]> before = Tensors(trainer.Network);
        trainer.DecayWeightsOnly = true;

        trainer.ApplyGradients();

        Assert.Equal(before["0.weight"].Select(w => w * 0.95f), trainer.Network.GetTensor("0.weight"), (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal(before["0.bias"], trainer.Network.GetTensor("0.bias"));
        Assert.Equal(before["1.weight"], trainer.Network.GetTensor("1.weight"));
    }

    [Fact]
    public void A_pattern_that_matches_nothing_is_named_with_the_tensors()
    {
        Trainer<NormedNet> trainer = Create(new Adam());

        string message = Assert.Throws<ArgumentException>("pattern", () => trainer.Freeze("5.*")).Message;

        Assert.Contains("No tensor matches the pattern '5.*'. The names are '0.weight', '0.bias', '1.weight'", message);
        Assert.Throws<ArgumentException>("pattern", () => trainer.Unfreeze("0.WEIGHT"));
        Assert.Contains(
            "No parameter matches", Assert.Throws<ArgumentException>("pattern", () => trainer.SetLearningRateFactor("1.running_*", 1)).Message);
        Assert.Throws<ArgumentException>("pattern", () => trainer.SetWeightDecay("", 0));
        Assert.Throws<ArgumentNullException>("pattern", () => trainer.Freeze(null!));
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Values_out_of_range_are_rejected(float value)
    {
        Trainer<NormedNet> trainer = Create(new Adam());

        Assert.Throws<ArgumentOutOfRangeException>("factor", () => trainer.SetLearningRateFactor("*", value));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => trainer.SetWeightDecay("*", value));
    }

    [Fact]
    public void A_step_with_groups_allocates_nothing()
    {
        Trainer<NormedNet> trainer = Create(new AdamW());
        trainer.DecayWeightsOnly = true;
        trainer.SetLearningRateFactor("3.*", 0.1f);
        trainer.Freeze("1.*");
        DataSet data = TrainingData.WithLabels(8);

        Assert.Equal(0, AllocationTests.LeastAllocated(100, () => trainer.Step(data.Inputs, data.Labels)));
    }

    [Fact]
    public void A_callback_of_Fit_can_unfreeze()
    {
        Trainer<NormedNet> trainer = Create(new Sgd { LearningRate = 0.1f });
        float[] before = trainer.Network.GetTensor("0.weight");
        List<bool> same = [];
        trainer.Freeze("0.*");

        trainer.Fit(TrainingData.WithLabels(8), new FitOptions
        {
            Epochs = 2,
            OnEpoch = epoch =>
            {
                same.Add(before.SequenceEqual(trainer.Network.GetTensor("0.weight")));
                trainer.Unfreeze("*");
            },
        });

        Assert.Equal([true, false], same);
    }

    [Fact]
    public void A_custom_optimizer_can_freeze_but_needs_BeginGroup_for_rates()
    {
        Trainer<NormedNet> trainer = Create(new SignDescent());
        float[] before = trainer.Network.GetTensor("3.weight");
        trainer.Freeze("3.*");
        Step(trainer, 1);
        Assert.Equal(before, trainer.Network.GetTensor("3.weight"));

        trainer.SetLearningRateFactor("0.*", 2);

        Assert.Contains("SignDescent has one learning rate", Assert.Throws<NotSupportedException>(() => Step(trainer, 1)).Message);
    }

    private static Trainer<NormedNet> Create(Optimizer optimizer) => new(new NormedNet(seed: 1), new SoftmaxCrossEntropy(), optimizer, 8);

    private static void Step(Trainer<NormedNet> trainer, int steps)
    {
        DataSet data = TrainingData.WithLabels(8);
        for (int step = 0; step < steps; step++)
        {
            trainer.Step(data.Inputs, data.Labels);
        }
    }

    private static Dictionary<string, float[]> Tensors(NormedNet network) =>
        network.Tensors.ToDictionary(tensor => tensor.Name, tensor => network.GetTensor(tensor.Name));

    private sealed class SignDescent : Optimizer
    {
        protected override void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] -= 0.01f * MathF.Sign(gradients[i]);
            }
        }
    }
}

/// <summary>More parameters than one thread updates.</summary>
[Network]
[Input(300)]
[Dense(300, 301), Tanh, Dense(301, 5)]
internal sealed partial class WideNet;
