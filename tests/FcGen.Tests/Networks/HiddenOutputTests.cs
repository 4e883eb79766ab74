namespace FcGen.Tests.Networks;

/// <summary>Outputs of hidden layers, such as the code of an autoencoder.</summary>
public sealed class HiddenOutputTests
{
    private const int Rows = 17;

    [Fact]
    public void The_code_of_an_autoencoder_equals_the_encoder_alone()
    {
        var whole = new Autoencoder(seed: 3);
        var encoder = new Encoder();
        foreach (string tensor in encoder.Tensors.Select(one => one.Name))
        {
            encoder.SetTensor(tensor, whole.GetTensor(tensor));
        }

        AssertHidden(whole, "code", encoder);
    }

    [Fact]
    public void A_layer_before_its_activation_can_be_read_and_so_can_the_one_after_it()
    {
        var whole = new Autoencoder(seed: 3);
        float[] inputs = Samples.Random(Rows * Autoencoder.InputSize);
        var before = new float[Rows * 24];
        var after = new float[Rows * 24];

        whole.ForwardTo("0", inputs, before);
        whole.ForwardTo("2", inputs, after);

        Assert.Contains(before, value => value < -0.05f);
        Assert.DoesNotContain(after, value => value < 0);
    }

    [Fact]
    public void Batch_norm_and_dropout_predict_as_in_Forward()
    {
        var whole = new Autoencoder(seed: 3);
        Train(whole);
        float[] inputs = Samples.Random(Rows * Autoencoder.InputSize, seed: 5);
        var last = new float[Rows * Autoencoder.OutputSize];
        var outputs = new float[Rows * Autoencoder.OutputSize];

        whole.ForwardTo("last", inputs, last);
        whole.ForwardBatch(inputs, outputs);

        Assert.Equal(outputs, last);
    }

    [Fact]
    public void A_hidden_sequence_has_its_own_order()
    {
        var network = new HiddenSignal(seed: 1);
        float[] inputs = Samples.Random(2 * HiddenSignal.InputSize);
        var hidden = new float[2 * 5 * 6];
        var outputs = new float[2 * HiddenSignal.OutputSize];

        network.ForwardTo("conv", inputs, hidden);
        network.ForwardBatch(inputs, outputs);

        Assert.All(outputs.Zip(hidden), pair => Assert.Equal(MathF.Tanh(pair.Second), pair.First, 1e-6f));
    }

    [Fact]
    public void It_allocates_nothing_and_threads_give_the_same_bits()
    {
        var network = new Autoencoder(seed: 3) { MaxDegreeOfParallelism = 2 };
        float[] inputs = Samples.Random(500 * Autoencoder.InputSize);
        var values = new float[500 * 3];
        network.ForwardTo("code", inputs, values);
        float[] parallel = [.. values];
        network.MaxDegreeOfParallelism = 1;

        Assert.Equal(0, AllocationTests.LeastAllocated(50, () => network.ForwardTo("code", inputs, values)));
        Assert.Equal(parallel, values);
    }

    [Fact]
    public void Other_names_and_lengths_are_refused()
    {
        var network = new Autoencoder();
        var input = new float[Autoencoder.InputSize];

        Assert.Contains(
            "The output of layer 'codes' cannot be read, because it is not listed in [Network(HiddenOutputs = [...])], which has '0', '2', 'code', 'last'.",
            Assert.Throws<ArgumentException>("layer", () => network.ForwardTo("codes", input, new float[3])).Message);
        Assert.Contains("no names", Assert.Throws<ArgumentException>("layer", () => new Encoder().ForwardTo("code", input, new float[3])).Message);
        Assert.Throws<ArgumentException>(() => network.ForwardTo("code", input, new float[4]));
        Assert.Throws<ArgumentException>(() => network.ForwardTo("code", input, input.AsSpan(1, 3)));
        Assert.Throws<ArgumentException>("layer", () => network.ForwardTo(null!, input, new float[3]));
    }

    private static void AssertHidden<TNetwork, TPart>(TNetwork whole, string layer, TPart part)
        where TNetwork : class, INetwork<TNetwork>
        where TPart : class, INetwork<TPart>
    {
        float[] inputs = Samples.Random(Rows * TNetwork.InputSize);
        var expected = new float[Rows * TPart.OutputSize];
        var actual = new float[Rows * TPart.OutputSize];
        part.ForwardBatch(inputs, expected);
        whole.ForwardTo(layer, inputs, actual);
        Assert.Equal(expected, actual);

        // One sample alone has the same bits as in a batch.
        whole.ForwardTo(layer, inputs.AsSpan(0, TNetwork.InputSize), actual.AsSpan(0, TPart.OutputSize));
        Assert.Equal(expected[..TPart.OutputSize], actual[..TPart.OutputSize]);
    }

    private static void Train(Autoencoder network)
    {
        var trainer = new Trainer<Autoencoder>(network, new MeanSquaredError(), new Adam(), Rows);
        float[] data = Samples.Random(Rows * Autoencoder.InputSize);
        for (int step = 0; step < 5; step++)
        {
            trainer.Step(data, data);
        }
    }
}

[Network(HiddenOutputs = ["0", "2", "code", "last"])]
[Input(40)]
[Dense(24), BatchNorm, ReLU, Dropout(0.2f), Dense(3, Name = "code"), Dense(24, Name = "decoder"), Tanh, Dense(40, Name = "last")]
internal sealed partial class Autoencoder;

[Network]
[Input(40)]
[Dense(24), BatchNorm, ReLU, Dropout(0.2f), Dense(3, Name = "code")]
internal sealed partial class Encoder;

[Network(HiddenOutputs = ["conv"])]
[Input(2, 8)]
[Conv1d(5, 3, Name = "conv"), Tanh]
internal sealed partial class HiddenSignal;
