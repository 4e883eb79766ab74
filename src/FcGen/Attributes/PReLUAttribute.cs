namespace FcGen;

/// <summary>
/// Rectified linear unit with a trained slope for negative inputs, one for all values: <c>x</c> where x is at least 0 and
/// <c>weight * x</c> elsewhere (He et al. 2015, <see href="https://arxiv.org/abs/1502.01852">arXiv:1502.01852</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.PReLU.html">torch.nn.PReLU</see>). Tensor: <c>weight</c>.
/// </summary>
/// <param name="slope">The slope before training, finite (FCG004). Default: 0.25.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PReLUAttribute(float slope = 0.25f) : LayerAttribute
{
    /// <summary>The slope before training.</summary>
    public float Slope { get; } = slope;
}
