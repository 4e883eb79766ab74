namespace FcGen;

/// <summary>
/// Exponential linear unit, <c>x</c> where x is positive and <c>alpha * (exp(x) - 1)</c> elsewhere
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ELU.html">torch.nn.ELU</see>).
/// </summary>
/// <param name="alpha">Scale for negative inputs; the output approaches -alpha. At least 0 and finite (FCG004). Default: 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ELUAttribute(float alpha = 1f) : LayerAttribute
{
    /// <summary>Scale for negative inputs; the output approaches -alpha.</summary>
    public float Alpha { get; } = alpha;
}
