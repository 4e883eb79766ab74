namespace FcGen;

/// <summary>
/// Batch normalization with learnable scale and shift, <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c>, for each value of
/// a vector, or for each channel over all positions of a sequence, a signal or an image. Training uses the statistics of the batch (at least
/// 2 values for each channel); inference uses running statistics.
/// See Ioffe and Szegedy 2015, <see href="https://arxiv.org/abs/1502.03167">arXiv:1502.03167</see>, and
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html">torch.nn.BatchNorm1d</see> and BatchNorm2d.
/// Tensors: <c>weight</c> and <c>bias</c>. Buffers: <c>running_mean</c>, <c>running_var</c> and <c>num_batches_tracked</c>, which is stored
/// for PyTorch only and, as a float, counts to 2^24.
/// </summary>
/// <remarks>
/// After a <see cref="DenseAttribute">dense</see> layer, inference fuses batch normalization into the kernel of that layer, at one
/// multiply-add per output.
/// In training, NaN or infinity in a column makes all outputs of that column NaN. A batch variance above the largest float makes
/// <c>running_var</c> infinite, as in PyTorch. Predictions are then NaN, because a scale of 0 would hide the overflow.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Weight of the new batch in the running statistics, 0 to 1 (FCG004). Default: 0.1.</summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>
    /// Whether the running statistics are the mean of those of all batches so far (<c>momentum=None</c> in PyTorch). <see cref="Momentum"/> then
    /// has no effect. Default: false.
    /// </summary>
    public bool CumulativeAverage { get; set; }

    /// <summary>Value added to the variance for numerical stability, above 0 and finite (FCG004). Default: 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;
}
