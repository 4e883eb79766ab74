namespace FcGen;

/// <summary>
/// Average of each channel over all positions of an image, a signal or a sequence (FCG004), <c>y[c] = mean over p of x[c, p]</c>. The
/// output is a vector with a value for each channel
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html">torch.nn.AdaptiveAvgPool2d</see> with an output
/// of 1, then Flatten).
/// </summary>
/// <example><code>[Input(3, 100)] [Conv1d(8, 5), ReLU, GlobalAvgPool, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GlobalAvgPoolAttribute : LayerAttribute;
