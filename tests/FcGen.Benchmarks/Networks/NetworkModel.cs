using System.Globalization;
using System.Reflection;

namespace FcGen.Benchmarks;

/// <summary>A group of networks.</summary>
internal enum NetworkKind
{
    Dense,
    Convolutions,

    /// <summary>Networks on sequences.</summary>
    Streams,
}

/// <summary>The network for a peer.</summary>
/// <param name="Name">The name.</param>
/// <param name="InputShape">The shape of one sample, in PyTorch's order; [steps, features] for a sequence.</param>
/// <param name="IsSequence">Whether a sample is a sequence.</param>
/// <param name="Layers">The layers with their weights.</param>
internal sealed record NetworkModel(string Name, IReadOnlyList<int> InputShape, bool IsSequence, IReadOnlyList<LayerModel> Layers)
{
    public int InputSize => Size(InputShape);

    public int OutputSize => Size(Layers[^1].Output);

    public NetworkKind Kind => IsSequence ? NetworkKind.Streams
        : Layers.Any(layer => layer is ConvolutionLayer) ? NetworkKind.Convolutions
        : NetworkKind.Dense;

    /// <summary>The features of a step of a sequence.</summary>
    public int Features => InputShape[^1];

    /// <summary>Stacked recurrent layers at the start, if the network is nothing else than these and a dense layer.</summary>
    public RecurrentLayer? Recurrent =>
        Layers is [RecurrentLayer, DenseLayer] or [RecurrentLayer, LastLayer, DenseLayer] ? (RecurrentLayer)Layers[0] : null;

    public int ParameterCount => Layers.Sum(layer => layer.Parameters.Sum(values => values.Length));

    /// <summary>The floating-point operations of a prediction of one sample.</summary>
    public double FlopsPerSample => Layers.Sum(layer => layer.Flops);

    /// <summary>All parameters layer by layer, weights before bias, in the order of a state_dict.</summary>
    public float[] Parameters => [.. Layers.SelectMany(layer => layer.Parameters).SelectMany(values => values)];

    /// <summary>Reads the layers from the attributes of the class, and the weights from the network.</summary>
    public static NetworkModel Of<TNetwork>(string name, TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        var sequence = typeof(TNetwork).GetCustomAttribute<SequenceAttribute>();
        int[] input = sequence is null ? typeof(TNetwork).GetCustomAttribute<InputAttribute>()!.Shape : [sequence.Steps, sequence.Features];
        var layers = new List<LayerModel>();
        IReadOnlyList<int> shape = input;
        foreach ((int index, LayerAttribute attribute) in typeof(TNetwork).GetCustomAttributes<LayerAttribute>().Index())
        {
            layers.AddRange(LayersOf(network, index, attribute, shape));
            shape = layers[^1].Output;
        }

        return new NetworkModel(name, input, sequence is not null, layers);
    }

    private static IEnumerable<LayerModel> LayersOf<TNetwork>(
        TNetwork network, int index, LayerAttribute attribute, IReadOnlyList<int> input)
        where TNetwork : class, INetwork<TNetwork>
    {
        switch (attribute)
        {
            case DenseAttribute:
                return [new DenseLayer([.. input.SkipLast(1), Weight().Shape[0]], Weight().Shape, Values(Weight()), Values(Bias()))];
            case LSTMAttribute recurrent:
                return [Recurrent(recurrent, isLstm: true)];
            case GRUAttribute recurrent:
                return [Recurrent(recurrent, isLstm: false)];
            case LastAttribute:
                return [new LastLayer([input[^1]])];
            case TanhAttribute or LeakyReLUAttribute or AddAttribute:
                return [new StreamLayer(input, attribute.GetType().Name[..^nameof(Attribute).Length])];
            case Conv1dAttribute { Causal: true } convolution:
                return
                [
                    new CausalConvolutionLayer(
                        [input[0], convolution.Outputs], Weight().Shape, Values(Weight()), Values(Bias()), convolution.Dilation),
                ];
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

        RecurrentLayer Recurrent(RecurrentAttribute recurrent, bool isLstm) => new(
            [input[0], recurrent.Hidden],
            input[^1],
            isLstm,
            [
                .. Enumerable.Range(0, recurrent.Layers).Select(level => new RecurrentLevel(
                    Values(Tensor($"weight_ih_l{level}")),
                    Values(Tensor($"weight_hh_l{level}")),
                    Values(Tensor($"bias_ih_l{level}")),
                    Values(Tensor($"bias_hh_l{level}")))),
            ]);

        TensorInfo Tensor(string kind) =>
            TensorInfo.Find(network.Tensors, $"{attribute.Name ?? index.ToString(CultureInfo.InvariantCulture)}.{kind}");
        TensorInfo Weight() => Tensor("weight");
        TensorInfo Bias() => Tensor("bias");
        float[] Values(TensorInfo tensor) => network.GetTensor(tensor.Name);
    }

    private static int Size(IReadOnlyList<int> shape) => shape.Aggregate((product, size) => product * size);
}
