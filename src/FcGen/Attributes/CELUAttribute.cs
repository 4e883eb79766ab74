namespace FcGen;

/// <summary>
/// Continuously differentiable exponential linear unit, <c>x</c> where x is positive and <c>alpha * (exp(x / alpha) - 1)</c> elsewhere
/// (Barron 2017, <see href="https://arxiv.org/abs/1704.07483">arXiv:1704.07483</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.CELU.html">torch.nn.CELU</see>).
/// </summary>
/// <param name="alpha">Scale for negative inputs; the output approaches -alpha. Finite and at least 1E-38 (FCG004). Default: 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CELUAttribute(float alpha = 1f) : LayerAttribute
{
    /// <summary>Scale for negative inputs; the output approaches -alpha.</summary>
    public float Alpha { get; } = alpha;
}
