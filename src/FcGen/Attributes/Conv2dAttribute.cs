namespace FcGen;

/// <summary>
/// Convolution over the rows and columns of an image,
/// <c>y[o, p, q] = b[o] + sum over i, k and l of W[o, i, k, l] * x[i, p * stride + k * dilation - padding, q * stride + l * dilation - padding]</c>,
/// where x is 0 outside the image
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html">torch.nn.Conv2d</see>). The output has
/// <c>(size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1</c> rows and columns, rounded down. Tensors: <c>weight</c>
/// [outputs, inputs / groups, kernel height, kernel width] and, unless <see cref="Bias"/> is false, <c>bias</c> [outputs].
/// </summary>
/// <example><code>[Input(1, 28, 28)] [Conv2d(8, 3, Same = true), ReLU, Flatten, Dense(10)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv2dAttribute : LayerAttribute
{
    /// <summary>Initializes a convolution with a square kernel; the number of input channels is inferred from the previous layer.</summary>
    /// <param name="outputs">Number of output channels, at least 1.</param>
    /// <param name="kernel">Rows and columns that one output reads, at least 1 and within the padded input (FCG004).</param>
    public Conv2dAttribute(int outputs, int kernel) => (Outputs, KernelHeight, KernelWidth) = (outputs, kernel, kernel);

    /// <summary>Initializes a convolution with a square kernel; the number of input channels is checked against the previous layer (FCG001).</summary>
    /// <param name="inputs">Number of input channels, at least 1.</param>
    /// <param name="outputs">Number of output channels, at least 1.</param>
    /// <param name="kernel">Rows and columns that one output reads, at least 1 and within the padded input (FCG004).</param>
    public Conv2dAttribute(int inputs, int outputs, int kernel)
        : this(inputs, outputs, kernel, kernel)
    {
    }

    /// <summary>Initializes a convolution; the number of input channels is checked against the previous layer (FCG001).</summary>
    /// <param name="inputs">Number of input channels, at least 1.</param>
    /// <param name="outputs">Number of output channels, at least 1.</param>
    /// <param name="kernelHeight">Rows that one output reads, at least 1 and within the padded input (FCG004).</param>
    /// <param name="kernelWidth">Columns that one output reads, at least 1 and within the padded input (FCG004).</param>
    public Conv2dAttribute(int inputs, int outputs, int kernelHeight, int kernelWidth) =>
        (Inputs, Outputs, KernelHeight, KernelWidth) = (inputs, outputs, kernelHeight, kernelWidth);

    /// <summary>Declared number of input channels, or 0 if it is inferred.</summary>
    public int Inputs { get; }

    /// <summary>Number of output channels.</summary>
    public int Outputs { get; }

    /// <summary>Rows that one output reads.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns that one output reads.</summary>
    public int KernelWidth { get; }

    /// <summary>Distance, in rows and columns of the input, between neighboring outputs, at least 1. Default: 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Distance, in rows of the input, between neighboring outputs. Default: <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Distance, in columns of the input, between neighboring outputs. Default: <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Number of zeros on each side of the image, at least 0. Default: 0.</summary>
    public int Padding { get; set; }

    /// <summary>Number of rows of zeros above and below the image. Default: <see cref="Padding"/>.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Number of columns of zeros left and right of the image. Default: <see cref="Padding"/>.</summary>
    public int PaddingWidth { get; set; }

    /// <summary>Distance, in rows and columns, between the inputs that one output reads, at least 1. Default: 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Distance, in rows, between the inputs that one output reads. Default: <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Distance, in columns, between the inputs that one output reads. Default: <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; }

    /// <summary>
    /// Number of groups of channels. The outputs of a group read only the inputs of the same group. It divides the numbers of inputs and
    /// outputs (FCG004). As many groups as inputs and outputs are a depthwise convolution. Default: 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>
    /// Whether the image is padded so that the output has <c>size / stride</c> rows and columns, rounded up: half of the zeros above and left,
    /// and the odd one below and right (<c>padding="same"</c> in PyTorch, and in TensorFlow for a stride above 1). Default: false.
    /// </summary>
    public bool Same { get; set; }

    /// <summary>Whether the layer adds a learnable bias. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Distribution of the initial weights. The bias starts at zero. Default: <see cref="FcGen.Init.Auto"/>.</summary>
    public Init Init { get; set; } = Init.Auto;

    /// <summary>Gain of <see cref="Init"/>, as for <see cref="DenseAttribute.Gain"/>. Default: 0, which selects the usual one.</summary>
    public float Gain { get; set; }
}
