namespace FcGen;

/// <summary>
/// Adds rows and columns of zeros around an image
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ZeroPad2d.html">torch.nn.ZeroPad2d</see>).
/// </summary>
/// <example><code>[Input(1, 28, 28)] [ZeroPad2d(0, 1, 0, 1), Conv2d(8, 2), ReLU, Flatten, Dense(10)]</code></example>
/// <param name="left">Columns of zeros on the left, at least 0.</param>
/// <param name="right">Columns of zeros on the right, at least 0.</param>
/// <param name="top">Rows of zeros above, at least 0.</param>
/// <param name="bottom">Rows of zeros below, at least 0.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ZeroPad2dAttribute(int left, int right, int top, int bottom) : LayerAttribute
{
    /// <summary>Columns of zeros on the left.</summary>
    public int Left { get; } = left;

    /// <summary>Columns of zeros on the right.</summary>
    public int Right { get; } = right;

    /// <summary>Rows of zeros above.</summary>
    public int Top { get; } = top;

    /// <summary>Rows of zeros below.</summary>
    public int Bottom { get; } = bottom;
}
