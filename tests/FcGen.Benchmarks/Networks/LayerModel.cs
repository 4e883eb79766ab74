namespace FcGen.Benchmarks;

/// <summary>A layer for the peers. Its text is a module in PyTorch's notation.</summary>
/// <param name="Output">The shape of one sample after the layer, in PyTorch's order.</param>
internal abstract record LayerModel(IReadOnlyList<int> Output)
{
    /// <summary>The number of dimensions of the positions: 0 for vectors, 1 for signals, 2 for images.</summary>
    public int Rank => Output.Count - 1;
}

/// <summary>A layer with parameters.</summary>
/// <param name="Output">The shape of one sample after the layer.</param>
/// <param name="Shape">The shape of the weight in PyTorch; the outputs come first.</param>
/// <param name="Weight">The weight, row-major as in PyTorch.</param>
/// <param name="Bias">The bias, one value per output.</param>
internal abstract record WeightedLayer(IReadOnlyList<int> Output, IReadOnlyList<int> Shape, float[] Weight, float[] Bias) : LayerModel(Output)
{
    public int Outputs => Shape[0];

    /// <summary>The floating-point operations for one sample: each position reads all weights.</summary>
    public double Flops => 2.0 * Weight.Length * Output.Skip(1).Aggregate(1, (product, size) => product * size);
}

internal sealed record DenseLayer(IReadOnlyList<int> Shape, float[] Weight, float[] Bias) : WeightedLayer([Shape[0]], Shape, Weight, Bias)
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
