namespace FcGen;

/// <summary>
/// Transposed convolution along the positions of a signal or the steps of a sequence: each position of the input adds its products with W to
/// the outputs, <c>y[o, p * stride + k * dilation - padding] += W[i, o, k] * x[i, p]</c>, starting from b[o]
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html">torch.nn.ConvTranspose1d</see>). The output has
/// <c>(length - 1) * stride - 2 * padding + dilation * (kernel - 1) + output padding + 1</c> positions. Tensors: <c>weight</c>
/// [inputs, outputs / groups, kernel] and, unless <see cref="Bias"/> is false, <c>bias</c> [outputs].
/// </summary>
/// <example><code>[Input(8, 25)] [ConvTranspose1d(4, 4, Stride = 4), ReLU, Conv1d(1, 3, Same = true)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConvTranspose1dAttribute : LayerAttribute
{
    /// <summary>Initializes a transposed convolution; the number of input channels is inferred from the previous layer.</summary>
    /// <param name="outputs">Number of output channels, at least 1.</param>
    /// <param name="kernel">Number of outputs that one input reaches, at least 1 (FCG004).</param>
    public ConvTranspose1dAttribute(int outputs, int kernel) => (Outputs, Kernel) = (outputs, kernel);

    /// <summary>Initializes a transposed convolution; the number of input channels is checked against the previous layer (FCG001).</summary>
    /// <param name="inputs">Number of input channels, at least 1.</param>
    /// <param name="outputs">Number of output channels, at least 1.</param>
    /// <param name="kernel">Number of outputs that one input reaches, at least 1 (FCG004).</param>
    public ConvTranspose1dAttribute(int inputs, int outputs, int kernel) => (Inputs, Outputs, Kernel) = (inputs, outputs, kernel);

    /// <summary>Declared number of input channels, or 0 if it is inferred.</summary>
    public int Inputs { get; }

    /// <summary>Number of output channels.</summary>
    public int Outputs { get; }

    /// <summary>Number of outputs that one input reaches.</summary>
    public int Kernel { get; }

    /// <summary>Distance, in positions of the output, between neighboring inputs, at least 1. Default: 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Number of positions that are left out at each end of the output, at least 0. Default: 0.</summary>
    public int Padding { get; set; }

    /// <summary>
    /// Number of positions added at the end, below the stride or the dilation: several lengths give the same output of a convolution with a stride.
    /// Default: 0.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>Distance, in positions, between the outputs that one input reaches, at least 1. Default: 1.</summary>
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
