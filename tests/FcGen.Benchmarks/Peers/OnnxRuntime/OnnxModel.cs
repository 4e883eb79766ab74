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

    /// <summary>The names of the state of a stream, as an input and an output of each step: hidden values, and cells of LSTM, per layer.</summary>
    public static IEnumerable<(string Before, string After)> StatesOf(RecurrentLayer recurrent) =>
        from level in Enumerable.Range(0, recurrent.Levels.Count)
        from kind in recurrent.IsLstm ? new[] { "h", "c" } : ["h"]
        select ($"{kind}{level}", $"{kind}{level}.next");

    /// <summary>Writes the network for predictions.</summary>
    public static byte[] Write(NetworkModel model, int samples) =>
        Write(model.Recurrent is { } recurrent ? SequenceGraph(model, recurrent, samples) : Graph(model, samples));

    /// <summary>Writes one step of a recurrent network on a stream.</summary>
    public static byte[] WriteStep(NetworkModel model, RecurrentLayer recurrent) => Write(StepGraph(model, recurrent));

    private static byte[] Write(ProtobufWriter graph) => new ProtobufWriter()
        .Number(field: 1, IrVersion)
        .Message(field: 7, graph)
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

    /// <summary>Writes a recurrent layer with a dense layer behind its last step. The operator of ONNX wants steps before samples.</summary>
    private static ProtobufWriter SequenceGraph(NetworkModel model, RecurrentLayer recurrent, int samples)
    {
        if (recurrent.Levels.Count > 1 || model.Layers[1] is not LastLayer)
        {
            throw new NotSupportedException($"{model.Name} needs the outputs of all steps.");
        }

        ProtobufWriter graph = new ProtobufWriter().Text(field: 2, model.Name)
            .Message(field: 1, Node("Transpose", "steps", [Input], Integers("perm", [1, 0, 2])));
        Recurrent(graph, recurrent, 0, "steps", [], ["h"]);
        return Readout(graph, model, "h")
            .Message(field: 11, Value(Input, [samples, .. model.InputShape]))
            .Message(field: 12, Value(Output, [samples, model.OutputSize]));
    }

    private static ProtobufWriter StepGraph(NetworkModel model, RecurrentLayer recurrent)
    {
        var graph = new ProtobufWriter().Text(field: 2, model.Name);
        (string Before, string After)[] states = [.. StatesOf(recurrent)];
        string value = Input;
        foreach ((int level, (string Before, string After)[] own) in states.Chunk(states.Length / recurrent.Levels.Count).Index())
        {
            Recurrent(graph, recurrent, level, value, [.. own.Select(state => state.Before)], [.. own.Select(state => state.After)]);

            // [directions, samples, hidden] of one step is [steps, samples, hidden].
            value = own[0].After;
        }

        Readout(graph, model, value)
            .Message(field: 11, Value(Input, [1, 1, model.Features]))
            .Message(field: 12, Value(Output, [1, ((DenseLayer)model.Layers[^1]).Outputs]));
        foreach ((string before, string after) in states)
        {
            graph.Message(field: 11, Value(before, [1, 1, recurrent.Hidden])).Message(field: 12, Value(after, [1, 1, recurrent.Hidden]));
        }

        return graph;
    }

    /// <summary>Writes a node whose outputs are the state after its last step.</summary>
    private static void Recurrent(ProtobufWriter graph, RecurrentLayer recurrent, int level, string input, string[] before, string[] after)
    {
        // PyTorch's order is i, f, g, o and r, z, n; that of ONNX is i, o, f, c and z, r, h.
        int[] order = recurrent.IsLstm ? [0, 3, 1, 2] : [1, 0, 2];
        RecurrentLevel weights = recurrent.Levels[level];
        int rows = order.Length * recurrent.Hidden;
        string[] names = [$"{level}.W", $"{level}.R", $"{level}.B"];
        graph.Message(field: 5, Tensor(names[0], Ordered(weights.InputWeight), [1, rows, weights.InputWeight.Length / rows]));
        graph.Message(field: 5, Tensor(names[1], Ordered(weights.HiddenWeight), [1, rows, recurrent.Hidden]));
        graph.Message(field: 5, Tensor(names[2], [.. Ordered(weights.InputBias), .. Ordered(weights.HiddenBias)], [1, 2 * rows]));

        // An empty name is an input without lengths of sequences, and an output of all steps that nothing reads.
        string[] inputs = before.Length == 0 ? [input, .. names] : [input, .. names, string.Empty, .. before];
        ProtobufWriter hidden = Integer("hidden_size", recurrent.Hidden);
        graph.Message(field: 1, recurrent.IsLstm
            ? Node("LSTM", [string.Empty, .. after], inputs, hidden)
            : Node("GRU", [string.Empty, .. after], inputs, hidden, Integer("linear_before_reset", 1)));

        float[] Ordered(float[] values)
        {
            int length = values.Length / order.Length;
            return [.. order.SelectMany(gate => values.AsSpan(gate * length, length).ToArray())];
        }
    }

    /// <summary>Writes the dense layer behind hidden values [1, samples, hidden].</summary>
    private static ProtobufWriter Readout(ProtobufWriter graph, NetworkModel model, string hidden)
    {
        var dense = (DenseLayer)model.Layers[^1];
        return graph
            .Message(field: 5, Tensor("weight", dense.Weight, dense.Shape))
            .Message(field: 5, Tensor("bias", dense.Bias, [dense.Outputs]))
            .Message(field: 1, Node("Flatten", "last", [hidden], Integer("axis", 2)))
            .Message(field: 1, Node(dense, Output, ["last", "weight", "bias"]));
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

    private static ProtobufWriter Node(string kind, string output, string[] inputs, params ProtobufWriter[] attributes) =>
        Node(kind, [output], inputs, attributes);

    private static ProtobufWriter Node(string kind, string[] outputs, string[] inputs, params ProtobufWriter[] attributes)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
        {
            node.Text(field: 1, input);
        }

        foreach (string output in outputs)
        {
            node.Text(field: 2, output);
        }

        node.Text(field: 3, outputs[^1]).Text(field: 4, kind);
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
