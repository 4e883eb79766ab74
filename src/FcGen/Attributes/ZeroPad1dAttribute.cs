namespace FcGen;

/// <summary>
/// Adds positions of zeros to a signal or a sequence
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ZeroPad1d.html">torch.nn.ZeroPad1d</see>).
/// </summary>
/// <example><code>[Input(3, 100)] [ZeroPad1d(2, 0), Conv1d(8, 3), ReLU, Flatten, Dense(2)]</code></example>
/// <param name="left">Number of zeros before the first position, at least 0.</param>
/// <param name="right">Number of zeros after the last position, at least 0.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ZeroPad1dAttribute(int left, int right) : LayerAttribute
{
    /// <summary>Number of zeros before the first position.</summary>
    public int Left { get; } = left;

    /// <summary>Number of zeros after the last position.</summary>
    public int Right { get; } = right;
}
