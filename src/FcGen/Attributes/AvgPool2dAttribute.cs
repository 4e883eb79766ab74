namespace FcGen;

/// <summary>
/// Average of each window of positions of an image, <c>y[c, p, q] = sum over i and k of x[c, p * stride + i - padding, q * stride + k -
/// padding] / (kernelHeight * kernelWidth)</c>, where x is 0 outside its positions
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html">torch.nn.AvgPool2d</see>). The output has <c>(height + 2
/// * padding - kernel) / stride + 1</c> rows, rounded down, and columns in the same way.
/// </summary>
/// <example><code>[Input(3, 32, 32)] [AvgPool2d(2), Flatten, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AvgPool2dAttribute : LayerAttribute
{
    private int? _stride;
    private int? _strideHeight;
    private int? _strideWidth;
    private int? _paddingHeight;
    private int? _paddingWidth;

    /// <summary>Initializes pooling of square windows.</summary>
    /// <param name="kernel">Number of rows and columns of a window, at least 1 and within the padded input (FCG004).</param>
    public AvgPool2dAttribute(int kernel) => (KernelHeight, KernelWidth) = (kernel, kernel);

    /// <summary>Initializes pooling.</summary>
    /// <param name="kernelHeight">Number of rows of a window, at least 1 and within the padded input (FCG004).</param>
    /// <param name="kernelWidth">Number of columns of a window, at least 1 and within the padded input (FCG004).</param>
    public AvgPool2dAttribute(int kernelHeight, int kernelWidth) => (KernelHeight, KernelWidth) = (kernelHeight, kernelWidth);

    /// <summary>Number of rows of a window.</summary>
    public int KernelHeight { get; }

    /// <summary>Number of columns of a window.</summary>
    public int KernelWidth { get; }

    /// <summary>
    /// Distance between neighboring windows in both directions, at least 1. Default: the size of a window in each direction.
    /// </summary>
    public int Stride
    {
        get => _stride ?? KernelHeight;
        set => _stride = value;
    }

    /// <summary>
    /// Distance, in rows, between neighboring windows, at least 1. Default: <see cref="Stride"/>, or <see cref="KernelHeight"/> without it.
    /// </summary>
    public int StrideHeight
    {
        get => _strideHeight ?? _stride ?? KernelHeight;
        set => _strideHeight = value;
    }

    /// <summary>
    /// Distance, in columns, between neighboring windows, at least 1. Default: <see cref="Stride"/>, or <see cref="KernelWidth"/> without
    /// it.
    /// </summary>
    public int StrideWidth
    {
        get => _strideWidth ?? _stride ?? KernelWidth;
        set => _strideWidth = value;
    }

    /// <summary>
    /// Number of rows and columns before the first and after the last of the input, at most half of a window. Default: 0.
    /// </summary>
    public int Padding { get; set; }

    /// <summary>
    /// Number of rows before the first and after the last of the input, at most half of <see cref="KernelHeight"/>. Default:
    /// <see cref="Padding"/>.
    /// </summary>
    public int PaddingHeight
    {
        get => _paddingHeight ?? Padding;
        set => _paddingHeight = value;
    }

    /// <summary>
    /// Number of columns before the first and after the last of the input, at most half of <see cref="KernelWidth"/>. Default:
    /// <see cref="Padding"/>.
    /// </summary>
    public int PaddingWidth
    {
        get => _paddingWidth ?? Padding;
        set => _paddingWidth = value;
    }

    /// <summary>
    /// Whether the number of outputs is rounded up instead of down. The last window then extends past the padding, and begins inside the input
    /// or the padding before it. Default: false.
    /// </summary>
    public bool CeilMode { get; set; }

    /// <summary>
    /// Whether the size of a window, by which its sum is divided, includes padding. It never includes positions past the padding
    /// (<see cref="CeilMode"/>). Default: true.
    /// </summary>
    public bool CountIncludePad { get; set; } = true;
}
