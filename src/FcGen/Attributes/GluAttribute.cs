namespace FcGen;

/// <summary>
/// Gated linear unit, <c>y = a sigmoid(b)</c>, where a is the first half of the values of a vector, of the features of a step, or of the
/// channels at a position of a signal or an image, and b is the second half
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.GLU.html">torch.nn.GLU</see>, with <c>dim=1</c>, or <c>dim=-1</c> for
/// sequences; Dauphin et al. 2017, <see href="https://arxiv.org/abs/1612.08083">arXiv:1612.08083</see>). The number of channels must be even
/// (FCG004). The output has <c>channels / 2</c> channels.
/// </summary>
/// <example><code>[Sequence(50, 8)] [Conv1d(32, 3, Causal = true), Glu, Dense(1)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GluAttribute : LayerAttribute;
