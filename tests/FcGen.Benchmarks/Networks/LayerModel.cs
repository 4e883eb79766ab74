namespace FcGen.Benchmarks;

/// <summary>A layer for the peers. Its text is a module in PyTorch's notation.</summary>
/// <param name="Output">
/// The shape of one sample after the layer, in PyTorch's order. A sequence is [steps, features], as in recurrent layers with batch_first.
/// </param>
internal abstract record LayerModel(IReadOnlyList<int> Output)
{
    /// <summary>The number of dimensions of the positions: 0 for vectors, 1 for signals, 2 for images.</summary>
    public int Rank => Output.Count - 1;

    /// <summary>The parameters, in the order of a state_dict.</summary>
    public virtual IEnumerable<float[]> Parameters => [];

    /// <summary>The floating-point operations for one sample, two per multiply-add.</summary>
    public virtual double Flops => 0;
}

/// <summary>A layer with parameters.</summary>
/// <param name="Output">The shape of one sample after the layer.</param>
/// <param name="Shape">The shape of the weight in PyTorch; the outputs come first.</param>
/// <param name="Weight">The weight, row-major as in PyTorch.</param>
/// <param name="Bias">The bias, one value per output.</param>
internal abstract record WeightedLayer(IReadOnlyList<int> Output, IReadOnlyList<int> Shape, float[] Weight, float[] Bias) : LayerModel(Output)
{
    public int Outputs => Shape[0];

    public override IEnumerable<float[]> Parameters => [Weight, Bias];

    /// <summary>The floating-point operations for one sample: each position reads all weights.</summary>
    public override double Flops => 2.0 * Weight.Length * (Output.Aggregate((product, size) => product * size) / Outputs);
}

/// <summary>A dense layer, for each step of a sequence the same.</summary>
internal sealed record DenseLayer(IReadOnlyList<int> Output, IReadOnlyList<int> Shape, float[] Weight, float[] Bias)
    : WeightedLayer(Output, Shape, Weight, Bias)
{
    public int Inputs => Shape[1];

    public override string ToString() => $"Linear({Inputs}, {Outputs})";
}

/// <summary>A convolution with a stride of 1 and equal sizes of the kernel in all directions.</summary>
internal sealed record ConvolutionLayer(
    IReadOnlyList<int> Output, IReadOnlyList<int> Shape, float[] Weight, float[] Bias, int Padding, int Groups)
    : WeightedLayer(Output, Shape, Weight, Bias)
{
    public override string ToString() =>
        $"Conv{Rank}d({Groups * Shape[1]}, {Outputs}, {Shape[^1]}"
        + (Padding == 0 ? string.Empty : $", padding={Padding}") + (Groups == 1 ? ")" : $", groups={Groups})");
}

/// <summary>A convolution along a sequence that sees only the past. It runs on streams, which the peers do not have.</summary>
internal sealed record CausalConvolutionLayer(IReadOnlyList<int> Output, IReadOnlyList<int> Shape, float[] Weight, float[] Bias, int Dilation)
    : WeightedLayer(Output, Shape, Weight, Bias)
{
    public override string ToString() => $"Conv1d({Shape[1]}, {Outputs}, {Shape[^1]}, dilation={Dilation})";
}

/// <summary>The weights of one of the layers of a recurrent network, in PyTorch's order of gates.</summary>
internal sealed record RecurrentLevel(float[] InputWeight, float[] HiddenWeight, float[] InputBias, float[] HiddenBias);

/// <summary>Stacked LSTM or GRU layers.</summary>
/// <param name="Output">The shape of the sequence after the layers.</param>
/// <param name="Inputs">The features of a step.</param>
/// <param name="IsLstm">Whether the layers are LSTM, not GRU.</param>
/// <param name="Levels">The layers.</param>
internal sealed record RecurrentLayer(IReadOnlyList<int> Output, int Inputs, bool IsLstm, IReadOnlyList<RecurrentLevel> Levels)
    : LayerModel(Output)
{
    public int Steps => Output[0];

    public int Hidden => Output[1];

    public override IEnumerable<float[]> Parameters =>
        Levels.SelectMany(level => new[] { level.InputWeight, level.HiddenWeight, level.InputBias, level.HiddenBias });

    public override double Flops => 2.0 * Steps * Levels.Sum(level => level.InputWeight.Length + level.HiddenWeight.Length);

    public override string ToString() =>
        $"{(IsLstm ? "LSTM" : "GRU")}({Inputs}, {Hidden}{(Levels.Count == 1 ? string.Empty : $", num_layers={Levels.Count}")}, batch_first=True)";
}

/// <summary>The last step of the output of a recurrent layer. The module is defined in pytorch_peer.py.</summary>
internal sealed record LastLayer(IReadOnlyList<int> Output) : LayerModel(Output)
{
    public override string ToString() => "Last()";
}

/// <summary>A layer without weights that only networks on streams have, which run without a peer.</summary>
internal sealed record StreamLayer(IReadOnlyList<int> Output, string Name) : LayerModel(Output)
{
    public override string ToString() => $"{Name}()";
}

internal sealed record ReluLayer(IReadOnlyList<int> Output) : LayerModel(Output)
{
    public override string ToString() => "ReLU()";
}

/// <summary>Maxima of windows that do not overlap.</summary>
internal sealed record MaxPoolLayer(IReadOnlyList<int> Output, int Kernel) : LayerModel(Output)
{
    public override string ToString() => $"MaxPool{Rank}d({Kernel})";
}

internal sealed record GlobalAveragePoolLayer(IReadOnlyList<int> Output) : LayerModel(Output)
{
    public override string ToString() => $"AdaptiveAvgPool{Rank}d(1)";
}

internal sealed record FlattenLayer(IReadOnlyList<int> Output) : LayerModel(Output)
{
    public override string ToString() => "Flatten()";
}
