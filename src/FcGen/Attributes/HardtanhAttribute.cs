namespace FcGen;

/// <summary>
/// Limits values to a range, <c>min(max(x, min), max)</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html">torch.nn.Hardtanh</see>).
/// </summary>
/// <param name="min">The least output, finite (FCG004). Default: -1.</param>
/// <param name="max">The largest output, finite and above <paramref name="min"/> (FCG004). Default: 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class HardtanhAttribute(float min = -1f, float max = 1f) : LayerAttribute
{
    /// <summary>The least output.</summary>
    public float Min { get; } = min;

    /// <summary>The largest output.</summary>
    public float Max { get; } = max;
}
