namespace FcGen.Tests.Optimizers;

/// <summary>Defaults are PyTorch's; options out of range are named by Initialize.</summary>
public class OptimizerOptionTests
{
    public static TheoryData<Optimizer, string> OutOfRange => new()
    {
        { new Sgd { Momentum = -2 }, "Momentum must be a finite number of at least 0, but is -2." },
        { new Sgd { Dampening = float.NaN }, "Dampening must be finite, but is NaN." },
        { new Sgd { WeightDecay = -2 }, "WeightDecay must be a finite number of at least 0, but is -2." },
        { new Sgd { Nesterov = true }, "Nesterov needs a momentum above 0 and a dampening of 0, but Momentum is 0 and Dampening is 0." },
        {
            new Sgd { Nesterov = true, Momentum = 1, Dampening = 2 },
            "Nesterov needs a momentum above 0 and a dampening of 0, but Momentum is 1 and Dampening is 2."
        },
        { new Adam { Beta1 = 1 }, "Beta1 must be at least 0 and below 1, but is 1." },
        { new Adam { Beta2 = float.NaN }, "Beta2 must be at least 0 and below 1, but is NaN." },
        { new Adam { Epsilon = -1 }, "Epsilon must be a finite number of at least 0, but is -1." },
        { new Adam { WeightDecay = -2 }, "WeightDecay must be a finite number of at least 0, but is -2." },
        { new AdamW { Beta2 = 1 }, "Beta2 must be at least 0 and below 1, but is 1." },
        { new RmsProp { Alpha = 1 }, "Alpha must be at least 0 and below 1, but is 1." },
        { new RmsProp { Epsilon = -1 }, "Epsilon must be a finite number of at least 0, but is -1." },
        { new RmsProp { Momentum = float.PositiveInfinity }, "Momentum must be a finite number of at least 0, but is" },
        { new RmsProp { WeightDecay = -2 }, "WeightDecay must be a finite number of at least 0, but is -2." },
        { new Adagrad { LearningRateDecay = -1 }, "LearningRateDecay must be a finite number of at least 0, but is -1." },
        { new Adagrad { InitialAccumulator = -1 }, "InitialAccumulator must be a finite number of at least 0, but is -1." },
        { new Adagrad { Epsilon = float.NaN }, "Epsilon must be a finite number of at least 0, but is NaN." },
        { new Adagrad { WeightDecay = -2 }, "WeightDecay must be a finite number of at least 0, but is -2." },
    };

    [Fact]
    public void Defaults_are_those_of_PyTorch()
    {
        var sgd = new Sgd();
        var adam = new Adam();

        Assert.Equal((1e-3f, 0f, 0f, false, 0f), (sgd.LearningRate, sgd.Momentum, sgd.Dampening, sgd.Nesterov, sgd.WeightDecay));
        Assert.Equal(
            (1e-3f, 0.9f, 0.999f, 1e-8f, 0f, false),
            (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay, adam.AmsGrad));

        var adamW = new AdamW();
        Assert.Equal(
            (1e-3f, 0.9f, 0.999f, 1e-8f, 0.01f, false),
            (adamW.LearningRate, adamW.Beta1, adamW.Beta2, adamW.Epsilon, adamW.WeightDecay, adamW.AmsGrad));

        var rmsProp = new RmsProp();
        Assert.Equal(
            (1e-2f, 0.99f, 1e-8f, 0f, false, 0f),
            (rmsProp.LearningRate, rmsProp.Alpha, rmsProp.Epsilon, rmsProp.Momentum, rmsProp.Centered, rmsProp.WeightDecay));

        var adagrad = new Adagrad();
        Assert.Equal(
            (1e-2f, 0f, 0f, 1e-10f, 0f),
            (adagrad.LearningRate, adagrad.LearningRateDecay, adagrad.InitialAccumulator, adagrad.Epsilon, adagrad.WeightDecay));
    }

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void An_option_out_of_range_is_named(Optimizer optimizer, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => optimizer.Initialize(1)).Message);
}
