namespace FcGen;

/// <summary>
/// Transposed convolution over the rows and columns of an image: each position of the input adds its products with W to the outputs,
/// <c>y[o, p * stride + k * dilation - padding, q * stride + l * dilation - padding] += W[i, o, k, l] * x[i, p, q]</c>, starting from b[o]
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html">torch.nn.ConvTranspose2d</see>). The output has
/// <c>(size - 1) * stride - 2 * padding + dilation * (kernel - 1) + output padding + 1</c> rows and columns. Tensors: <c>weight</c>
/// [inputs, outputs / groups, kernel height, kernel width] and, unless <see cref="Bias"/> is false, <c>bias</c> [outputs].
/// </summary>
/// <example><code>[Input(8, 7, 7)] [ConvTranspose2d(4, 2, Stride = 2), ReLU, Conv2d(1, 3, Same = true)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConvTranspose2dAttribute : LayerAttribute
{
    /// <summary>Initializes a transposed convolution with a square kernel; the number of input channels is inferred from the previous layer.</summary>
    /// <param name="outputs">Number of output channels, at least 1.</param>
    /// <param name="kernel">Rows and columns that one input reaches, at least 1 (FCG004).</param>
    public ConvTranspose2dAttribute(int outputs, int kernel) => (Outputs, KernelHeight, KernelWidth) = (outputs, kernel, kernel);

    /// <summary>Initializes a transposed convolution with a square kernel; the number of input channels is checked against the previous layer (FCG001).</summary>
    /// <param name="inputs">Number of input channels, at least 1.</param>
    /// <param name="outputs">Number of output channels, at least 1.</param>
    /// <param name="kernel">Rows and columns that one input reaches, at least 1 (FCG004).</param>
    public ConvTranspose2dAttribute(int inputs, int outputs, int kernel)
        : this(inputs, outputs, kernel, kernel)
    {
    }

    /// <summary>Initializes a transposed convolution; the number of input channels is checked against the previous layer (FCG001).</summary>
    /// <param name="inputs">Number of input channels, at least 1.</param>
    /// <param name="outputs">Number of output channels, at least 1.</param>
    /// <param name="kernelHeight">Rows that one input reaches, at least 1 (FCG004).</param>
    /// <param name="kernelWidth">Columns that one input reaches, at least 1 (FCG004).</param>
    public ConvTranspose2dAttribute(int inputs, int outputs, int kernelHeight, int kernelWidth) =>
        (Inputs, Outputs, KernelHeight, KernelWidth) = (inputs, outputs, kernelHeight, kernelWidth);

    /// <summary>Declared number of input channels, or 0 if it is inferred.</summary>
    public int Inputs { get; }

    /// <summary>Number of output channels.</summary>
    public int Outputs { get; }

    /// <summary>Rows that one input reaches.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns that one input reaches.</summary>
    public int KernelWidth { get; }

    /// <summary>Distance, in rows and columns of the output, between neighboring inputs, at least 1. Default: 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Distance, in rows of the output, between neighboring inputs. Default: <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Distance, in columns of the output, between neighboring inputs. Default: <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Number of rows and columns that are left out on each side of the output, at least 0. Default: 0.</summary>
    public int Padding { get; set; }

    /// <summary>Number of rows that are left out above and below. Default: <see cref="Padding"/>.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Number of columns that are left out left and right. Default: <see cref="Padding"/>.</summary>
    public int PaddingWidth { get; set; }

    /// <summary>
    /// Number of rows and columns added below and on the right, below the stride or the dilation: several sizes of an image give the same output of
    /// a convolution with a stride. Default: 0.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>Number of rows added below. Default: <see cref="OutputPadding"/>.</summary>
    public int OutputPaddingHeight { get; set; }

    /// <summary>Number of columns added on the right. Default: <see cref="OutputPadding"/>.</summary>
    public int OutputPaddingWidth { get; set; }

    /// <summary>Distance, in rows and columns, between the outputs that one input reaches, at least 1. Default: 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Distance, in rows, between the outputs that one input reaches. Default: <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Distance, in columns, between the outputs that one input reaches. Default: <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; }

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
