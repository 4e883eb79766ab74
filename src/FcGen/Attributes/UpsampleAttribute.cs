namespace FcGen;

/// <summary>
/// Repeats each position of a signal or a sequence <c>scale</c> times, and each pixel of an image <c>scale</c> times in both directions,
/// <c>y[c, p, q] = x[c, p / scale, q / scale]</c>, rounded down
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Upsample.html">torch.nn.Upsample</see> with <c>mode="nearest"</c>). The input
/// must not be a vector (FCG004).
/// </summary>
/// <param name="scale">Number of repetitions, at least 1 (FCG004).</param>
/// <example><code>[Input(3, 10)] [Upsample(2), Conv1d(3, 3)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class UpsampleAttribute(int scale) : LayerAttribute
{
    /// <summary>Number of repetitions.</summary>
    public int Scale { get; } = scale;
}
