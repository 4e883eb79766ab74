using FcGen.Initialization;

namespace FcGen.Tests.Initialization;

/// <summary>Initial values of recurrent layers with <c>Init</c>, <c>RecurrentInit</c> and <c>ForgetBias</c>.</summary>
public sealed partial class RecurrentInitTests
{
    private const int Seed = 3;

    [Fact]
    public void The_default_is_uniform_as_in_PyTorch()
    {
        var network = new Defaults(Seed);
        Assert.All(network.Tensors.Where(tensor => tensor.Name.StartsWith('0')), tensor => AssertDrawn(network, tensor, Init.Uniform, (float)(1 / Math.Sqrt(7)), 1, 1));
    }

    [Theory]
    [InlineData("lstm", 4, 5, false)]
    [InlineData("lstm", 4, 5, true)]
    [InlineData("gru", 3, 14, false)]
    [InlineData("rnn", 1, 6, false)]
    public void Orthogonal_makes_the_matrix_of_each_gate_orthogonal(string layer, int gates, int inputs, bool isReverse)
    {
        const int Hidden = 7;
        var network = new Chosen(Seed);
        string suffix = isReverse ? "_l0_reverse" : "_l0";
        float[] hidden = network.GetTensor($"{layer}.weight_hh{suffix}");
        float[] input = layer == "gru" ? network.GetTensor($"{layer}.weight_ih{suffix}") : [];
        int width = layer == "rnn" ? 6 : Hidden;
        for (int gate = 0; gate < gates; gate++)
        {
            OrthogonalInitTests.AssertOrthogonal(hidden[(gate * width * width)..((gate + 1) * width * width)], width, width, 1);
            if (input.Length > 0)
            {
                OrthogonalInitTests.AssertOrthogonal(input[(gate * width * inputs)..((gate + 1) * width * inputs)], width, inputs, 1);
            }
        }
    }

    /// <summary>The fans are those of the whole tensor, and the gain of He is that of the cell.</summary>
    [Theory]
    [InlineData("lstm.weight_ih_l0", Init.XavierUniform, 1f, 5, 28)]
    [InlineData("lstm.weight_ih_l1_reverse", Init.XavierUniform, 1f, 14, 28)]
    [InlineData("rnn.weight_ih_l0", Init.HeNormal, 1.41421356f, 7, 6)]
    [InlineData("last.weight_ih_l0", Init.HeUniform, 1f, 6, 4)]
    [InlineData("last.weight_hh_l0", Init.Normal, 0.05f, 4, 4)]
    public void Other_distributions_have_the_fans_of_the_tensor(string name, Init init, float gain, int fanIn, int fanOut)
    {
        var network = new Chosen(Seed);
        AssertDrawn(network, network.Tensors.Single(tensor => tensor.Name == name), init, gain, fanIn, fanOut);
    }

    [Theory]
    [InlineData("gru.bias_ih_l0", 7)]
    [InlineData("gru.bias_hh_l0", 7)]
    [InlineData("rnn.bias_ih_l0", 6)]
    [InlineData("last.bias_hh_l0", 4)]
    public void The_distribution_of_the_weights_leaves_the_biases_uniform(string name, int hidden)
    {
        var network = new Chosen(Seed);
        AssertDrawn(network, network.Tensors.Single(tensor => tensor.Name == name), Init.Uniform, (float)(1 / Math.Sqrt(hidden)), 1, 1);
    }

    [Fact]
    public void The_forget_bias_is_that_of_one_gate_and_other_biases_are_zero()
    {
        var network = new Chosen(Seed);
        float[] expected = [.. Enumerable.Range(0, 28).Select(i => i is >= 7 and < 14 ? 1.5f : 0)];
        foreach (string suffix in new[] { "_l0", "_l0_reverse", "_l1", "_l1_reverse" })
        {
            Assert.Equal(expected, network.GetTensor($"lstm.bias_ih{suffix}"));
            Assert.Equal(new float[28], network.GetTensor($"lstm.bias_hh{suffix}"));
        }
    }

    [Fact]
    public void A_forget_bias_of_zero_sets_all_biases_to_zero()
    {
        var network = new Zero(Seed);
        Assert.Equal(new float[12], network.GetTensor("0.bias_ih_l0"));
        Assert.Equal(new float[12], network.GetTensor("0.bias_hh_l0"));
    }

    private static void AssertDrawn<TNetwork>(TNetwork network, TensorInfo tensor, Init init, float gain, int fanIn, int fanOut)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] packed = new float[network.Parameters.Length];
        WeightInitializer.Fill(packed, tensor, init, gain, fanIn, fanOut, Seed, network.Tensors.ToList().IndexOf(tensor));
        float[] expected = new float[tensor.Length];
        tensor.Unpack(packed, expected);
        Assert.Equal(expected, network.GetTensor(tensor.Name));
    }

    [Network]
    [Sequence(4, 5)]
    [LSTM(7, Layers = 2, Bidirectional = true), Last, Dense(2)]
    private sealed partial class Defaults;

    [Network]
    [Sequence(4, 5)]
    [LSTM(7, Layers = 2, Bidirectional = true, Init = Init.XavierUniform, RecurrentInit = Init.Orthogonal, ForgetBias = 1.5f, Name = "lstm")]
    [GRU(7, Init = Init.Orthogonal, RecurrentInit = Init.Orthogonal, Name = "gru")]
    [RNN(6, Activation = RnnActivation.ReLU, Init = Init.HeNormal, RecurrentInit = Init.Orthogonal, Name = "rnn")]
    [RNN(4, Init = Init.HeUniform, RecurrentInit = Init.Normal, Name = "last"), Last, Dense(2)]
    private sealed partial class Chosen;

    [Network]
    [Sequence(4, 5)]
    [LSTM(3, ForgetBias = 0), Last, Dense(2)]
    private sealed partial class Zero;
}
