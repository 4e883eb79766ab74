using FcGen.Initialization;

#pragma warning disable FCG023 // Nothing is learned here.

namespace FcGen.Tests.Initialization;

/// <summary>Initial weights of a dense layer with <c>Init</c> and <c>Gain</c>.</summary>
public sealed partial class DenseInitTests
{
    private const int Seed = 3;

    [Theory]
    [InlineData("relu", Init.HeNormal, 1.41421356f)]
    [InlineData("leaky", Init.HeNormal, 1.37198868f)] // sqrt(2 / (1 + 0.25²))
    [InlineData("dropped", Init.HeNormal, 1.41421356f)]
    [InlineData("elu", Init.HeNormal, 1.41421356f)]
    [InlineData("gelu", Init.HeNormal, 1.41421356f)]
    [InlineData("silu", Init.HeNormal, 1.41421356f)]
    [InlineData("softplus", Init.HeNormal, 1.41421356f)]
    [InlineData("hardSwish", Init.HeNormal, 1.41421356f)]
    [InlineData("hardSigmoid", Init.XavierUniform, 1f)]
    [InlineData("logSoftmax", Init.XavierUniform, 1f)]
    [InlineData("selu", Init.XavierUniform, 1f)]
    [InlineData("tanh", Init.XavierUniform, 1f)]
    [InlineData("sigmoid", Init.XavierUniform, 1f)]
    [InlineData("softmax", Init.XavierUniform, 1f)]
    [InlineData("linear", Init.XavierUniform, 1f)]
    [InlineData("trained", Init.HeNormal, 1.37198868f)]
    [InlineData("normed", Init.HeNormal, 1.41421356f)]
    [InlineData("added", Init.HeNormal, 1.41421356f)]
    [InlineData("gained", Init.HeNormal, 0.5f)]
    [InlineData("last", Init.XavierUniform, 1f)]
    public void Auto_is_He_before_the_ReLU_family_and_Xavier_otherwise(string layer, Init init, float gain) =>
        AssertWeights(new AutoNet(Seed), layer, init, gain);

    [Theory]
    [InlineData("xavier", Init.XavierUniform, 1f)]
    [InlineData("xavierTanh", Init.XavierUniform, 5f / 3f)]
    [InlineData("xavierNormal", Init.XavierNormal, 1f)]
    [InlineData("lecun", Init.LecunNormal, 1f)]
    [InlineData("normal", Init.Normal, 0.05f)]
    [InlineData("normalOne", Init.Normal, 1f)]
    [InlineData("uniform", Init.Uniform, 0.05f)]
    [InlineData("uniformOne", Init.Uniform, 1f)]
    [InlineData("torchLinear", Init.HeUniform, 0.577350259f)]
    [InlineData("he", Init.HeNormal, 1f)]
    [InlineData("zeros", Init.Zeros, 1f)]
    public void Gain_is_that_of_PyTorch_unless_it_is_given(string layer, Init init, float gain) =>
        AssertWeights(new GainNet(Seed), layer, init, gain);

    [Fact]
    public void Biases_start_at_zero()
    {
        var network = new GainNet(Seed);
        Assert.All(network.Tensors.Where(tensor => tensor.Name.EndsWith(".bias")), tensor =>
        {
            float[] bias = new float[tensor.Length];
            network.GetTensor(tensor.Name, bias);
            Assert.All(bias, value => Assert.Equal(0f, value));
        });
    }

    /// <summary>Asserts that the weights equal the initializer's for the seed of the network and the index of the tensor.</summary>
    private static void AssertWeights<TNetwork>(TNetwork network, string layer, Init init, float gain)
        where TNetwork : class, INetwork<TNetwork>
    {
        int index = network.Tensors.ToList().FindIndex(tensor => tensor.Name == $"{layer}.weight");
        TensorInfo tensor = network.Tensors[index];
        float[] packed = new float[network.Parameters.Length];
        WeightInitializer.Fill(packed, tensor, init, gain, fanIn: tensor.Shape[1], fanOut: tensor.Shape[0], Seed, index);
        float[] expected = new float[tensor.Length];
        tensor.Unpack(packed, expected);

        float[] actual = new float[tensor.Length];
        network.GetTensor(tensor.Name, actual);

        Assert.Equal(expected, actual);
    }

    [Network]
    [Input(5)]
    [Dense(9, Name = "relu"), ReLU]
    [Dense(9, Name = "leaky"), LeakyReLU(0.25f)]
    [Dense(9, Name = "dropped"), Dropout(0.1f), ReLU]
    [Dense(9, Name = "elu"), ELU]
    [Dense(9, Name = "gelu"), GELU(Approximate = true)]
    [Dense(9, Name = "silu"), SiLU]
    [Dense(9, Name = "softplus"), Softplus]
    [Dense(9, Name = "hardSwish"), HardSwish]
    [Dense(9, Name = "hardSigmoid"), HardSigmoid]
    [Dense(9, Name = "logSoftmax"), LogSoftmax]
    [Dense(9, Name = "selu"), SELU]
    [Dense(9, Name = "tanh"), Tanh, ReLU]
    [Dense(9, Name = "sigmoid"), Dropout(0.1f), Sigmoid]
    [Dense(9, Name = "softmax"), Softmax]
    [Dense(9, Name = "linear")]
    [Dense(9, Name = "trained"), PReLU]
    [Dense(9, Name = "normed"), BatchNorm, Dropout(0.1f), ReLU]
    [Dense(9, Name = "added"), LayerNorm, Add("linear"), ReLU]
    [Dense(9, Name = "gained", Gain = 0.5f), ReLU]
    [Dense(9, Name = "last"), Dropout(0.1f)]
    private sealed partial class AutoNet;

    [Network]
    [Input(5)]
    [Dense(9, Name = "xavier", Init = Init.XavierUniform), ReLU]
    [Dense(9, Name = "xavierTanh", Init = Init.XavierUniform, Gain = 5f / 3f), Tanh]
    [Dense(9, Name = "xavierNormal", Init = Init.XavierNormal), ReLU]
    [Dense(9, Name = "lecun", Init = Init.LecunNormal), ReLU]
    [Dense(9, Name = "normal", Init = Init.Normal), ReLU]
    [Dense(9, Name = "normalOne", Init = Init.Normal, Gain = 1), ReLU]
    [Dense(9, Name = "uniform", Init = Init.Uniform), ReLU]
    [Dense(9, Name = "uniformOne", Init = Init.Uniform, Gain = 1), ReLU]
    [Dense(9, Name = "torchLinear", Init = Init.HeUniform, Gain = 0.57735026f), ReLU]
    [Dense(9, Name = "he", Init = Init.HeNormal)]
    [Dense(9, Name = "zeros", Init = Init.Zeros)]
    private sealed partial class GainNet;
}
