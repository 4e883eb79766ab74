namespace FcGen.Benchmarks;

/// <summary>
/// Writes a network as an ONNX model with a node for each layer, weights as initializers, and a fixed number of samples. The field numbers
/// are from onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
/// </summary>
internal static class OnnxModel
{
    public const string Input = "input";
    public const string Output = "output";

    private const int IrVersion = 8;
    private const int OperatorSetVersion = 13;
    private const int FloatType = 1;
    private const int IntegerAttribute = 2;
    private const int IntegersAttribute = 7;

    public static byte[] Write(NetworkModel model, int samples) => new ProtobufWriter()
        .Number(field: 1, IrVersion)
        .Message(field: 7, Graph(model, samples))
        .Message(field: 8, new ProtobufWriter().Text(field: 1, string.Empty).Number(field: 2, OperatorSetVersion))
        .ToArray();

    private static ProtobufWriter Graph(NetworkModel model, int samples)
    {
        var graph = new ProtobufWriter().Text(field: 2, model.Name);
        string value = Input;
        foreach ((int index, LayerModel layer) in model.Layers.Index())
        {
            string output = index == model.Layers.Count - 1 ? Output : $"value{index}";
            string[] inputs = [value];
            if (layer is WeightedLayer weighted)
            {
                inputs = [value, $"{index}.weight", $"{index}.bias"];
                graph.Message(field: 5, Tensor(inputs[1], weighted.Weight, weighted.Shape));
                graph.Message(field: 5, Tensor(inputs[2], weighted.Bias, [weighted.Outputs]));
            }

            graph.Message(field: 1, Node(layer, output, inputs));
            value = output;
        }

        return graph
            .Message(field: 11, Value(Input, [samples, .. model.InputShape]))
            .Message(field: 12, Value(Output, [samples, model.OutputSize]));
    }

    private static ProtobufWriter Node(LayerModel layer, string output, string[] inputs) => layer switch
    {
        // The input times the transposed weight, plus the bias.
        DenseLayer => Node("Gemm", output, inputs, Integer("transB", 1)),
        ConvolutionLayer convolution => Node(
            "Conv",
            output,
            inputs,
            Integers("pads", Enumerable.Repeat(convolution.Padding, 2 * layer.Rank)),
            Integer("group", convolution.Groups)),
        MaxPoolLayer pool => Node(
            "MaxPool",
            output,
            inputs,
            Integers("kernel_shape", Enumerable.Repeat(pool.Kernel, layer.Rank)),
            Integers("strides", Enumerable.Repeat(pool.Kernel, layer.Rank))),
        ReluLayer => Node("Relu", output, inputs),
        GlobalAveragePoolLayer => Node("GlobalAveragePool", output, inputs),
        FlattenLayer => Node("Flatten", output, inputs),
        _ => throw new NotSupportedException($"{layer} has no ONNX node."),
    };

    private static ProtobufWriter Node(string kind, string output, string[] inputs, params ProtobufWriter[] attributes)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
        {
            node.Text(field: 1, input);
        }

        node.Text(field: 2, output).Text(field: 3, output).Text(field: 4, kind);
        foreach (ProtobufWriter attribute in attributes)
        {
            node.Message(field: 5, attribute);
        }

        return node;
    }

    private static ProtobufWriter Integer(string name, int value) =>
        new ProtobufWriter().Text(field: 1, name).Number(field: 3, value).Number(field: 20, IntegerAttribute);

    private static ProtobufWriter Integers(string name, IEnumerable<int> values) =>
        new ProtobufWriter().Text(field: 1, name).Numbers(field: 8, values).Number(field: 20, IntegersAttribute);

    private static ProtobufWriter Tensor(string name, float[] values, IEnumerable<int> shape) =>
        new ProtobufWriter().Numbers(field: 1, shape).Number(field: 2, FloatType).Text(field: 8, name).Floats(field: 9, values);

    private static ProtobufWriter Value(string name, IEnumerable<int> dimensions)
    {
        var shape = new ProtobufWriter();
        foreach (int dimension in dimensions)
        {
            shape.Message(field: 1, new ProtobufWriter().Number(field: 1, dimension));
        }

        var type = new ProtobufWriter().Message(field: 1, new ProtobufWriter().Number(field: 1, FloatType).Message(field: 2, shape));
        return new ProtobufWriter().Text(field: 1, name).Message(field: 2, type);
    }
}
