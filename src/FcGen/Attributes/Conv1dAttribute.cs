namespace FcGen;

/// <summary>
/// Convolution along the positions of a signal or the steps of a sequence,
/// <c>y[o, p] = b[o] + sum over i and k of W[o, i, k] * x[i, p * stride + k * dilation - padding]</c>, where x is 0 outside its positions
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Conv1d.html">torch.nn.Conv1d</see>). The output has
/// <c>(length + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1</c> positions, rounded down. Tensors: <c>weight</c>
/// [outputs, inputs / groups, kernel] and, unless <see cref="Bias"/> is false, <c>bias</c> [outputs].
/// </summary>
/// <example><code>[Input(3, 100)] [Conv1d(8, 5), ReLU, Flatten, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv1dAttribute : LayerAttribute
{
    /// <summary>Initializes a convolution; the number of input channels is inferred from the previous layer.</summary>
    /// <param name="outputs">Number of output channels, at least 1.</param>
    /// <param name="kernel">Number of positions that one output reads, at least 1 and within the padded input (FCG004).</param>
    public Conv1dAttribute(int outputs, int kernel) => (Outputs, Kernel) = (outputs, kernel);

    /// <summary>Initializes a convolution; the number of input channels is checked against the previous layer (FCG001).</summary>
    /// <param name="inputs">Number of input channels, at least 1.</param>
    /// <param name="outputs">Number of output channels, at least 1.</param>
    /// <param name="kernel">Number of positions that one output reads, at least 1 and within the padded input (FCG004).</param>
    public Conv1dAttribute(int inputs, int outputs, int kernel) => (Inputs, Outputs, Kernel) = (inputs, outputs, kernel);

    /// <summary>Declared number of input channels, or 0 if it is inferred.</summary>
    public int Inputs { get; }

    /// <summary>Number of output channels.</summary>
    public int Outputs { get; }

    /// <summary>Number of positions that one output reads.</summary>
    public int Kernel { get; }

    /// <summary>Distance, in positions of the input, between neighboring outputs, at least 1. Default: 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Number of zeros before the first and after the last position, at least 0. Default: 0.</summary>
    public int Padding { get; set; }

    /// <summary>
    /// Whether the input is padded so that the output has <c>length / stride</c> positions, rounded up: half of the zeros before the first
    /// position, and the odd one after the last (<c>padding="same"</c> in PyTorch, and in TensorFlow for a stride above 1). Default: false.
    /// </summary>
    public bool Same { get; set; }

    /// <summary>
    /// Whether all zeros come before the first position, <c>dilation * (kernel - 1)</c> of them, so that no output reads a later position of the
    /// input. Default: false.
    /// </summary>
    public bool Causal { get; set; }

    /// <summary>Distance, in positions, between the inputs that one output reads, at least 1. Default: 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// Number of groups of channels. The outputs of a group read only the inputs of the same group. It divides the numbers of inputs and
    /// outputs (FCG004). Default: 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether the layer adds a learnable bias. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Distribution of the initial weights. The bias starts at zero. Default: <see cref="FcGen.Init.Auto"/>.</summary>
    public Init Init { get; set; } = Init.Auto;

    /// <summary>Gain of <see cref="Init"/>, as for <see cref="DenseAttribute.Gain"/>. Default: 0, which selects the usual one.</summary>
    public float Gain { get; set; }
}
