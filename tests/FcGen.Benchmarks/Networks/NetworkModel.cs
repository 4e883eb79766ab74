using System.Reflection;

namespace FcGen.Benchmarks;

/// <summary>The network for a peer.</summary>
/// <param name="Name">The name.</param>
/// <param name="InputShape">The shape of one sample, in PyTorch's order.</param>
/// <param name="Layers">The layers with their weights.</param>
internal sealed record NetworkModel(string Name, IReadOnlyList<int> InputShape, IReadOnlyList<LayerModel> Layers)
{
    public int InputSize => Size(InputShape);

    public int OutputSize => Size(Layers[^1].Output);

    public bool HasConvolutions => Layers.Any(layer => layer is ConvolutionLayer);

    public int ParameterCount => Weighted.Sum(layer => layer.Weight.Length + layer.Bias.Length);

    /// <summary>The floating-point operations of a prediction of one sample.</summary>
    public double FlopsPerSample => Weighted.Sum(layer => layer.Flops);

    /// <summary>All parameters layer by layer, weights before bias, in the order of a state_dict.</summary>
    public float[] Parameters => [.. Weighted.SelectMany(layer => layer.Weight.Concat(layer.Bias))];

    private IEnumerable<WeightedLayer> Weighted => Layers.OfType<WeightedLayer>();

    /// <summary>Reads the layers from the attributes of the class, and the weights from the network.</summary>
    public static NetworkModel Of<TNetwork>(string name, TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        int[] input = typeof(TNetwork).GetCustomAttribute<InputAttribute>()!.Shape;
        var layers = new List<LayerModel>();
        IReadOnlyList<int> shape = input;
        foreach ((int index, LayerAttribute attribute) in typeof(TNetwork).GetCustomAttributes<LayerAttribute>().Index())
        {
            layers.AddRange(LayersOf(network, index, attribute, shape));
            shape = layers[^1].Output;
        }

        return new NetworkModel(name, input, layers);
    }

    private static IEnumerable<LayerModel> LayersOf<TNetwork>(
        TNetwork network, int index, LayerAttribute attribute, IReadOnlyList<int> input)
        where TNetwork : class, INetwork<TNetwork>
    {
        switch (attribute)
        {
            case DenseAttribute:
                return [new DenseLayer(Weight().Shape, Values(Weight()), Values(Bias()))];
            case Conv1dAttribute convolution:
                return [Convolution(convolution.Padding, convolution.Groups)];
            case Conv2dAttribute convolution:
                return [Convolution(convolution.Padding, convolution.Groups)];
            case ReLUAttribute:
                return [new ReluLayer(input)];
            case MaxPool2dAttribute pool:
                return [new MaxPoolLayer([input[0], .. input.Skip(1).Select(size => size / pool.KernelHeight)], pool.KernelHeight)];
            case GlobalAvgPoolAttribute:
                return [new GlobalAveragePoolLayer([input[0], .. input.Skip(1).Select(_ => 1)]), new FlattenLayer([input[0]])];
            case FlattenAttribute:
                return [new FlattenLayer([Size(input)])];
            default:
                throw new NotSupportedException($"{attribute.GetType().Name} has no {nameof(LayerModel)}.");
        }

        ConvolutionLayer Convolution(int padding, int groups)
        {
            IReadOnlyList<int> weight = Weight().Shape;
            int[] output = [weight[0], .. input.Skip(1).Select(size => size + (2 * padding) - weight[^1] + 1)];
            return new ConvolutionLayer(output, weight, Values(Weight()), Values(Bias()), padding, groups);
        }

        TensorInfo Weight() => TensorInfo.Find(network.Tensors, $"{index}.weight");
        TensorInfo Bias() => TensorInfo.Find(network.Tensors, $"{index}.bias");
        float[] Values(TensorInfo tensor) => network.GetTensor(tensor.Name);
    }

    private static int Size(IReadOnlyList<int> shape) => shape.Aggregate((product, size) => product * size);
}
