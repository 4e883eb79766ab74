namespace FcGen.Benchmarks;

/// <summary>
/// Writes a network as an ONNX model with Gemm and Relu nodes, weights as initializers, and a fixed number of samples. The field numbers are
/// from onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
/// </summary>
internal static class OnnxModel
{
    public const string Input = "input";
    public const string Output = "output";

    private const int IrVersion = 8;
    private const int OperatorSetVersion = 13;
    private const int FloatType = 1;
    private const int IntegerAttribute = 2;

    public static byte[] Write(NetworkModel model, int samples) => new ProtobufWriter()
        .Number(field: 1, IrVersion)
        .Message(field: 7, Graph(model, samples))
        .Message(field: 8, new ProtobufWriter().Text(field: 1, string.Empty).Number(field: 2, OperatorSetVersion))
        .ToArray();

    private static ProtobufWriter Graph(NetworkModel model, int samples)
    {
        var graph = new ProtobufWriter().Text(field: 2, model.Name);
        string value = Input;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            DenseWeights layer = model.Layers[i];
            bool last = i == model.Layers.Count - 1;
            string sum = last ? Output : $"sum{i}";
            graph.Message(field: 1, Gemm(value, $"{i}.weight", $"{i}.bias", sum));
            graph.Message(field: 5, Tensor($"{i}.weight", layer.Weight, layer.Outputs, layer.Inputs));
            graph.Message(field: 5, Tensor($"{i}.bias", layer.Bias, layer.Outputs));
            value = sum;
            if (!last)
            {
                value = $"relu{i}";
                graph.Message(field: 1, Node("Relu", value, sum));
            }
        }

        return graph
            .Message(field: 11, Value(Input, samples, model.InputSize))
            .Message(field: 12, Value(Output, samples, model.OutputSize));
    }

    /// <summary>Writes a Gemm node: the input times the transposed weight, plus the bias.</summary>
    private static ProtobufWriter Gemm(string input, string weight, string bias, string output) => Node("Gemm", output, input, weight, bias)
        .Message(field: 5, new ProtobufWriter().Text(field: 1, "transB").Number(field: 3, 1).Number(field: 20, IntegerAttribute));

    private static ProtobufWriter Node(string kind, string output, params string[] inputs)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
        {
            node.Text(field: 1, input);
        }

        return node.Text(field: 2, output).Text(field: 3, output).Text(field: 4, kind);
    }

    private static ProtobufWriter Tensor(string name, float[] values, params int[] shape)
    {
        var tensor = new ProtobufWriter();
        foreach (int dimension in shape)
        {
            tensor.Number(field: 1, dimension);
        }

        return tensor.Number(field: 2, FloatType).Text(field: 8, name).Floats(field: 9, values);
    }

    private static ProtobufWriter Value(string name, params int[] dimensions)
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
