namespace FcGen.Tests.Networks;

/// <summary>A single output tells two classes apart: 1 if a probability is above 0.5, or any other output is above 0.</summary>
public sealed class OneOutputTests
{
    [Theory]
    [InlineData(0.001f, 1)]
    [InlineData(0, 0)]
    [InlineData(-0.001f, 0)]
    [InlineData(0.4f, 1)]
    public void A_logit(float input, int expected) => AssertClass<LogitNet>(input, expected);

    [Theory]
    [InlineData(0.001f, 1)]
    [InlineData(0, 0)]
    [InlineData(-0.001f, 0)]
    public void A_sigmoid(float input, int expected) => AssertClass<SigmoidNet>(input, expected);

    [Theory]
    [InlineData(0.001f, 1)]
    [InlineData(0, 0)]
    [InlineData(-4, 0)]
    public void A_hard_sigmoid(float input, int expected) => AssertClass<HardSigmoidNet>(input, expected);

    [Theory]
    [InlineData(0.001f, 1)]
    [InlineData(-0.001f, 0)]
    public void Dropout_after_a_sigmoid_changes_nothing(float input, int expected) => AssertClass<DroppedSigmoidNet>(input, expected);

    [Theory]
    [InlineData(0.001f, 1)]
    [InlineData(0, 0)]
    [InlineData(-0.001f, 0)]
    public void An_output_of_unknown_meaning_counts_as_a_logit(float input, int expected) => AssertClass<TanhNet>(input, expected);

    [Fact]
    public void The_only_class_of_a_softmax_is_certain()
    {
        AssertClass<SoftmaxNet>(-1, 1);
        AssertClass<LogSoftmaxNet>(-1, 1);
    }

    [Fact]
    public void NaN_is_not_above_anything()
    {
        AssertClass<LogitNet>(float.NaN, 0);
        AssertClass<SigmoidNet>(float.NaN, 0);
        AssertClass<TanhNet>(float.NaN, 0);
    }

    [Fact]
    public void A_network_that_needs_memory_of_the_thread_decides_alike()
    {
        var network = new WideOneOutput();
        network.SetTensor("2.weight", new float[9000]);
        network.SetTensor("2.bias", [1]);
        Assert.Equal(1, network.Classify([0, 0]));
        network.SetTensor("2.bias", [-1]);
        Assert.Equal(0, network.Classify([0, 0]));
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(-0.1f)]
    public void Metrics_of_a_trainer_decide_alike(float input)
    {
        Check<LogitNet>(new BinaryCrossEntropyWithLogits());
        Check<SigmoidNet>(new BinaryCrossEntropy());
        Check<HardSigmoidNet>(new BinaryCrossEntropy());

        void Check<TNetwork>(Loss loss)
            where TNetwork : class, INetwork<TNetwork>, new()
        {
            TNetwork network = Create<TNetwork>();
            var data = new DataSet([input], [network.Classify([input])]);
            Assert.Equal(1, new Trainer<TNetwork>(network, loss, new Sgd(), 1).Evaluate(data).Accuracy);
        }
    }

    private static void AssertClass<TNetwork>(float input, int expected)
        where TNetwork : class, INetwork<TNetwork>, new() => Assert.Equal(expected, Create<TNetwork>().Classify([input]));

    /// <summary>A network whose dense layer passes its input on.</summary>
    private static TNetwork Create<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>, new()
    {
        var network = new TNetwork();
        network.SetTensor("0.weight", [1]);
        network.SetTensor("0.bias", [0]);
        return network;
    }
}

[Network, Input(1), Dense(1)]
internal sealed partial class LogitNet;

[Network, Input(1), Dense(1), Sigmoid]
internal sealed partial class SigmoidNet;

[Network, Input(1), Dense(1), HardSigmoid]
internal sealed partial class HardSigmoidNet;

[Network, Input(1), Dense(1), Tanh]
internal sealed partial class TanhNet;

#pragma warning disable FCG021, FCG023 // A softmax of one output, and a last layer that is dropout: what they predict is checked.
[Network, Input(1), Dense(1), Sigmoid, Dropout(0.5f)]
internal sealed partial class DroppedSigmoidNet;

[Network, Input(1), Dense(1), Softmax]
internal sealed partial class SoftmaxNet;

[Network, Input(1), Dense(1), LogSoftmax]
internal sealed partial class LogSoftmaxNet;
#pragma warning restore FCG021, FCG023

/// <summary>Has enough values between layers that a pass keeps them on its own stack, or in memory of the thread.</summary>
[Network, Input(2), Dense(9000), Tanh, Dense(1)]
internal sealed partial class WideOneOutput;
