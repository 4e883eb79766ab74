namespace FcGen.Tests.Networks;

/// <summary>The seed alone decides what a network starts from.</summary>
public sealed class SeedTests
{
    [Fact]
    public void The_same_seed_gives_the_same_parameters() =>
        Assert.Equal(new EveryLayer(5).Parameters.ToArray(), new EveryLayer(5).Parameters.ToArray());

    [Fact]
    public void Without_a_seed_it_is_0() => Assert.Equal(new EveryLayer(0).Parameters.ToArray(), new EveryLayer().Parameters.ToArray());

    [Fact]
    public void Networks_of_the_same_layers_start_the_same() =>
        Assert.Equal(new EveryLayer(5).Parameters.ToArray(), new EveryLayerAgain(5).Parameters.ToArray());

    [Fact]
    public void Other_seeds_give_other_weights_in_every_layer()
    {
        var networks = new[] { 0, 1, -1, int.MinValue, int.MaxValue }.Select(seed => new EveryLayer(seed)).ToArray();
        foreach (TensorInfo tensor in networks[0].Tensors.Where(tensor => tensor.Name.EndsWith("weight", StringComparison.Ordinal)))
        {
            float[][] weights = [.. networks.Select(network => Tensor(network, tensor))];
            for (int i = 0; i < weights.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    Assert.True(weights[i].Zip(weights[j]).Count(pair => pair.First == pair.Second) <= weights[i].Length / 50, $"{tensor} of two seeds");
                }
            }
        }
    }

    [Fact]
    public void Layers_of_one_shape_start_differently()
    {
        float[][] squares = [.. new SquareDeep(1).Tensors.Where(tensor => tensor.Shape.Count == 2).Select(tensor => Tensor(new SquareDeep(1), tensor))];
        Assert.Equal(3, squares.Length);
        Assert.NotEqual(squares[0][..20], squares[1][..20]);
        Assert.NotEqual(squares[1][..20], squares[2][..20]);
    }

    [Fact]
    public void Biases_start_at_zero_and_sizes_are_those_of_the_layers()
    {
        var network = new EveryLayer(9);
        Assert.Equal(
            ["0.weight [11, 5]", "0.bias [11]", "3.weight [9, 11]", "5.weight [9, 9]", "5.bias [9]", "7.weight [7, 9]", "7.bias [7]"],
            network.Tensors.Select(tensor => tensor.ToString()));
        Assert.All(network.Tensors.Where(tensor => tensor.Name.EndsWith("bias", StringComparison.Ordinal)), tensor => Assert.All(Tensor(network, tensor), value => Assert.Equal(0, value)));
        Assert.Equal(EveryLayer.ParameterCount, network.Tensors.Sum(tensor => tensor.Length));
        Assert.Equal((EveryLayer.InputSize, EveryLayer.OutputSize), (5, 7));
    }

    private static float[] Tensor<TNetwork>(TNetwork network, TensorInfo tensor)
        where TNetwork : class, INetwork<TNetwork>
    {
        var values = new float[tensor.Length];
        network.GetTensor(tensor.Name, values);
        return values;
    }
}
