namespace FcGen;

/// <summary>
/// Average of windows that divide an image as evenly as possible. The window of output row i has the rows from <c>floor(i * H / height)</c> to
/// before <c>ceil((i + 1) * H / height)</c> of the H rows, and columns in the same way
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html">torch.nn.AdaptiveAvgPool2d</see>). The input must be
/// an image (FCG004).
/// </summary>
/// <param name="height">Number of rows of the output, at least 1 (FCG004).</param>
/// <param name="width">Number of columns of the output, at least 1 (FCG004).</param>
/// <example><code>[Input(3, 32, 32)] [AdaptiveAvgPool2d(7, 7), Flatten, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AdaptiveAvgPool2dAttribute(int height, int width) : LayerAttribute
{
    /// <summary>Number of rows of the output.</summary>
    public int Height { get; } = height;

    /// <summary>Number of columns of the output.</summary>
    public int Width { get; } = width;
}
