namespace FcGen;

/// <summary>
/// Maximum of each group of <c>pieces</c> consecutive values of a vector, features of a step, or channels at a position of a signal or an
/// image, <c>y[c] = max(x[c * pieces], ..., x[c * pieces + pieces - 1])</c> (Goodfellow et al. 2013, "Maxout Networks",
/// <see href="https://arxiv.org/abs/1302.4389">arXiv:1302.4389</see>; in PyTorch <c>x.view(N, C // pieces, pieces).max(-1)</c> with
/// <see href="https://pytorch.org/docs/stable/generated/torch.max.html">torch.max</see>). The output has <c>channels / pieces</c> channels. The
/// gradient goes to the first maximum of a group, and to the first NaN if there is one.
/// </summary>
/// <param name="pieces">Number of channels in a group, a divisor of the number of channels (FCG004). With 1, the layer is the identity.</param>
/// <example><code>[Input(64)] [Dense(64, 128), Maxout(2), Dense(64, 10)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxoutAttribute(int pieces) : LayerAttribute
{
    /// <summary>Number of channels in a group.</summary>
    public int Pieces { get; } = pieces;
}
