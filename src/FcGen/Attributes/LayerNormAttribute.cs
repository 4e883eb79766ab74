namespace FcGen;

/// <summary>
/// Layer normalization with learnable scale and shift, <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c>. Mean and variance
/// are computed over the features of each step of a sequence, and over all values of a sample of another shape (Ba, Kiros and Hinton 2016,
/// <see href="https://arxiv.org/abs/1607.06450">arXiv:1607.06450</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html">torch.nn.LayerNorm</see>). Tensors: <c>weight</c> and
/// <c>bias</c>.
/// </summary>
/// <remarks>
/// NaN or infinity makes all outputs of the sample NaN, and so does a value whose distance from the mean overflows.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>Value added to the variance for numerical stability, above 0 and finite (FCG004). Default: 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;
}
