namespace FcGen;

/// <summary>
/// Normalization of groups of channels with learnable scale and shift for each channel, <c>y = (x - mean) / sqrt(variance + epsilon) *
/// weight + bias</c>. Mean and variance are computed over the channels of a group and all positions of a sample (Wu and He 2018,
/// <see href="https://arxiv.org/abs/1803.08494">arXiv:1803.08494</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html">torch.nn.GroupNorm</see>). The features of a sequence are
/// its channels. Tensors: <c>weight</c> and <c>bias</c> [channels].
/// </summary>
/// <param name="groups">
/// Number of groups of consecutive channels, a divisor of the number of channels (FCG004). With 1, all channels are normalized together. With the
/// number of channels, each is normalized alone.
/// </param>
/// <remarks>
/// NaN or infinity makes all outputs of the group NaN, and so does a value whose distance from the mean overflows.
/// </remarks>
/// <example><code>[Input(16, 100)] [GroupNorm(4), ReLU, Flatten, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>Number of groups.</summary>
    public int Groups { get; } = groups;

    /// <summary>Value added to the variance for numerical stability, above 0 and finite (FCG004). Default: 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;
}
