namespace FcGen;

/// <summary>
/// Batch normalisation with trained scale and shift, <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c>, for each value
/// of a sample: in training with mean and variance over the batch (at least 2 samples), at inference with running ones
/// (Ioffe and Szegedy 2015, <see href="https://arxiv.org/abs/1502.03167">arXiv:1502.03167</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html">torch.nn.BatchNorm1d</see>).
/// Tensors: <c>weight</c> and <c>bias</c>; buffers <c>running_mean</c>, <c>running_var</c> and <c>num_batches_tracked</c>, which nothing
/// uses, and which as a float counts to 2^24.
/// </summary>
/// <remarks>
/// After a <see cref="DenseAttribute">dense</see> layer it costs one multiply-add per output at inference: it is part of that layer's kernel.
/// In training a value that is not finite makes the outputs of its column NaN. A batch variance above the largest float makes
/// <c>running_var</c> infinite, as in PyTorch; predictions are NaN then, because a scale of 0 would hide the overflow.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Weight of each new batch in the running statistics, 0 to 1 (FCG004). Default: 0.1.</summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>Added to the variance, above 0 and finite (FCG004). Default: 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;
}
