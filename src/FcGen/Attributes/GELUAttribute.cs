namespace FcGen;

/// <summary>
/// Gaussian error linear unit, <c>x * P(x)</c> with the standard normal cumulative distribution <c>P(x) = (1 + erf(x / sqrt(2))) / 2</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.GELU.html">torch.nn.GELU</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GELUAttribute : LayerAttribute
{
    /// <summary>
    /// Whether to use the tanh approximation <c>x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2</c>, as <c>approximate='tanh'</c>
    /// in PyTorch. Default: false.
    /// </summary>
    public bool Approximate { get; set; }
}
