namespace FcGen;

/// <summary>
/// Maximum of each window of positions of a signal, or of steps of a sequence, <c>y[c, p] = max over k of x[c, p * stride + k * dilation -
/// padding]</c> (<see href="https://pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html">torch.nn.MaxPool1d</see>). Padding counts as
/// minus infinity. The output has <c>(length + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1</c> positions, rounded down. The
/// gradient goes to the first maximum of a window. A NaN is larger than every number, and the last NaN of a window gets the gradient.
/// </summary>
/// <param name="kernel">Number of positions in a window, at least 1 and within the padded input (FCG004).</param>
/// <example><code>[Input(3, 100)] [Conv1d(8, 5), ReLU, MaxPool1d(2), Flatten, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool1dAttribute(int kernel) : LayerAttribute
{
    private int? _stride;

    /// <summary>Number of positions in a window.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Distance between the first positions of neighboring windows, at least 1. Default: <see cref="Kernel"/>.</summary>
    public int Stride
    {
        get => _stride ?? Kernel;
        set => _stride = value;
    }

    /// <summary>
    /// Number of positions before the first and after the last of the input, at most half of <see cref="Kernel"/>. Default: 0.
    /// </summary>
    public int Padding { get; set; }

    /// <summary>Distance between the positions in a window, at least 1. Default: 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// Whether the number of outputs is rounded up instead of down. The last window then extends past the padding, and begins inside the input
    /// or the padding before it. Default: false.
    /// </summary>
    public bool CeilMode { get; set; }
}
