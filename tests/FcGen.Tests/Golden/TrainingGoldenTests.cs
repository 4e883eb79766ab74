namespace FcGen.Tests.Golden;

/// <summary>Groups of parameters, accumulated gradients and averaged weights are those of PyTorch after twenty steps.</summary>
public class TrainingGoldenTests
{
    private const int Steps = 20;
    private const int Rows = 8;

    private static readonly GoldenFile Golden = GoldenFile.Read("training");

    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["Sgd"] = () => new Sgd { LearningRate = 0.1f, WeightDecay = 0.02f },
        ["SgdMomentum"] = () => new Sgd { LearningRate = 0.05f, Momentum = 0.9f, WeightDecay = 0.02f },
        ["Adam"] = () => new Adam { LearningRate = 0.01f, WeightDecay = 0.02f },
        ["AdamW"] = () => new AdamW { LearningRate = 0.01f, WeightDecay = 0.1f },
        ["RmsProp"] = () => new RmsProp { LearningRate = 0.01f, WeightDecay = 0.02f },
        ["Adagrad"] = () => new Adagrad { LearningRate = 0.1f, LearningRateDecay = 0.05f, WeightDecay = 0.02f },
    };

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    [Fact]
    public void Every_optimizer_has_a_case() => Assert.Equal(
        typeof(Optimizer).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract).Select(type => type.Name).Order(),
        Optimizers.Values.Select(make => make().GetType().Name).Distinct().Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Groups_have_rates_and_decays_of_their_own(string name)
    {
        Trainer<Golden4x16x3> trainer = Create(Optimizers[name]());
        SetGroups(trainer);

        Train(trainer);

        AssertParameters(name, trainer.Network);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Frozen_parameters_and_the_norm_of_the_others(string name)
    {
        Trainer<Golden4x16x3> trainer = Create(Optimizers[name]());
        SetGroups(trainer);
        trainer.Freeze("0.bias");
        trainer.Freeze("2.w*");

        Train(trainer);

        AssertParameters($"{name} frozen", trainer.Network);
        Assert.Equal(Golden.Floats("2.weight"), trainer.Network.GetTensor("2.weight"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Accumulated_batches_are_one_large_batch(int rows)
    {
        // PyTorch divides each of four equal batches by 4; batches of 3, 3 and 2 samples lead to the same mean.
        Trainer<Golden4x16x3> trainer = Create(new Adam { LearningRate = 0.01f });
        trainer.ClipNorm = float.PositiveInfinity;
        trainer.AccumulationSteps = (Rows + rows - 1) / rows;
        float[] inputs = Golden.Floats("inputs");
        int[] labels = Golden.Integers("labels");

        for (int step = 0; step < Steps; step++)
        {
            for (int first = 0; first < Rows; first += rows)
            {
                int count = Math.Min(rows, Rows - first);
                trainer.Step(inputs.AsSpan(first * 4, count * 4), labels.AsSpan(first, count));
            }
        }

        AssertParameters("accumulation", trainer.Network);
    }

    [Fact]
    public void Averaged_parameters_are_those_of_AveragedModel()
    {
        Trainer<Golden4x16x3> trainer = Create(new Adam { LearningRate = 0.01f }, averageDecay: 0.9f);
        trainer.ClipNorm = float.PositiveInfinity;

        Train(trainer);

        AssertParameters("average", trainer.AveragedNetwork!);
    }

    private static Trainer<Golden4x16x3> Create(Optimizer optimizer, float? averageDecay = null)
    {
        var network = new Golden4x16x3();
        foreach (TensorInfo tensor in network.Tensors)
        {
            network.SetTensor(tensor.Name, Golden.Floats(tensor.Name));
        }

        return new Trainer<Golden4x16x3>(network, new SoftmaxCrossEntropy(), optimizer, Rows)
        {
            ClipNorm = 0.5f,
            AverageDecay = averageDecay,
        };
    }

    private static void SetGroups(Trainer<Golden4x16x3> trainer)
    {
        trainer.SetLearningRateFactor("0.weight", 0.1f);
        trainer.SetWeightDecay("0.weight", 0.3f);
        trainer.DecayWeightsOnly = true;
    }

    private static void Train(Trainer<Golden4x16x3> trainer)
    {
        for (int step = 0; step < Steps; step++)
        {
            trainer.Step(Golden.Floats("inputs"), Golden.Integers("labels"));
        }
    }

    private static void AssertParameters(string name, Golden4x16x3 network)
    {
        foreach (TensorInfo tensor in network.Tensors)
        {
            Close.Assert(Golden.Floats($"{tensor.Name} after {name}"), network.GetTensor(tensor.Name), 1e-4, $"{tensor.Name} after {name}");
        }
    }
}
