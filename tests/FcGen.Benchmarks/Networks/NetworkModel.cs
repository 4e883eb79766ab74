namespace FcGen.Benchmarks;

/// <summary>A dense layer: weights <c>[Outputs, Inputs]</c>, row-major as in PyTorch, and bias <c>[Outputs]</c>.</summary>
internal sealed record DenseWeights(int Inputs, int Outputs, float[] Weight, float[] Bias);

/// <summary>The network for a peer: dense layers with ReLU between them.</summary>
internal sealed record NetworkModel(string Name, IReadOnlyList<DenseWeights> Layers)
{
    public int InputSize => Layers[0].Inputs;

    public int OutputSize => Layers[^1].Outputs;

    public int ParameterCount => Layers.Sum(layer => layer.Weight.Length + layer.Bias.Length);

    /// <summary>The floating-point operations of a prediction of one sample.</summary>
    public double FlopsPerSample => Layers.Sum(layer => 2.0 * layer.Inputs * layer.Outputs);

    /// <summary>All parameters layer by layer, weights before bias, in the order of a state_dict.</summary>
    public float[] Parameters => [.. Layers.SelectMany(layer => layer.Weight.Concat(layer.Bias))];

    public static NetworkModel Of<TNetwork>(string name, TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        var layers = new List<DenseWeights>();
        foreach (TensorInfo weight in network.Tensors.Where(tensor => tensor.Shape.Count == 2))
        {
            string bias = weight.Name.Replace(".weight", ".bias", StringComparison.Ordinal);
            layers.Add(new DenseWeights(
                weight.Shape[1],
                weight.Shape[0],
                Values(network, weight),
                Values(network, TensorInfo.Find(network.Tensors, bias))));
        }

        return new NetworkModel(name, layers);
    }

    private static float[] Values<TNetwork>(TNetwork network, TensorInfo tensor)
        where TNetwork : class, INetwork<TNetwork>
    {
        var values = new float[tensor.Length];
        network.GetTensor(tensor.Name, values);
        return values;
    }
}
