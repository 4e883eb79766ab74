namespace FcGen;

/// <summary>
/// Parametric rectified linear unit, <c>x</c> where x is at least 0 and <c>weight * x</c> elsewhere. The slope is learned: one for
/// all values, or one for each channel (He et al. 2015, <see href="https://arxiv.org/abs/1502.01852">arXiv:1502.01852</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.PReLU.html">torch.nn.PReLU</see>). Tensor: <c>weight</c>.
/// </summary>
/// <param name="slope">Initial slope for negative inputs, finite (FCG004). Default: 0.25.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PReLUAttribute(float slope = 0.25f) : LayerAttribute
{
    /// <summary>
    /// Whether each channel has its own slope (each value of a vector, as <c>torch.nn.PReLU(num_parameters)</c>) instead of one slope for all.
    /// Default: false for a vector, and true for a sequence, a signal or an image.
    /// </summary>
    public bool PerChannel { get; set; }

    /// <summary>Initial slope for negative inputs.</summary>
    public float Slope { get; } = slope;
}
