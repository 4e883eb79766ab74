namespace FcGen;

/// <summary>
/// Exponential linear unit, <c>x</c> where x is positive and <c>alpha * (exp(x) - 1)</c> elsewhere
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ELU.html">torch.nn.ELU</see>).
/// </summary>
/// <param name="alpha">Limit for negative inputs, times -1; at least 0 and finite (FCG004). Default: 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ELUAttribute(float alpha = 1f) : LayerAttribute
{
    /// <summary>Limit for negative inputs, times -1.</summary>
    public float Alpha { get; } = alpha;
}
