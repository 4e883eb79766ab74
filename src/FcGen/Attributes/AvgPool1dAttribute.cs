namespace FcGen;

/// <summary>
/// Average of each window of positions of a signal, or of steps of a sequence, <c>y[c, p] = sum over k of x[c, p * stride + k - padding] /
/// kernel</c>, where x is 0 outside its positions
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.AvgPool1d.html">torch.nn.AvgPool1d</see>). The output has <c>(length + 2
/// * padding - kernel) / stride + 1</c> positions, rounded down.
/// </summary>
/// <param name="kernel">Number of positions in a window, at least 1 and within the padded input (FCG004).</param>
/// <example><code>[Input(3, 100)] [Conv1d(8, 5), ReLU, AvgPool1d(2), Flatten, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AvgPool1dAttribute(int kernel) : LayerAttribute
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
