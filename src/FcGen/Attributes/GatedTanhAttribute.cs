namespace FcGen;

/// <summary>
/// Gated activation of WaveNet, <c>y = tanh(a) sigmoid(b)</c>, where a is the first half of the values of a vector, of the features of a step,
/// or of the channels at a position of a signal or an image, and b is the second half (van den Oord et al. 2016, "WaveNet: A Generative Model
/// for Raw Audio", <see href="https://arxiv.org/abs/1609.03499">arXiv:1609.03499</see>; in PyTorch
/// <c>a, b = x.chunk(2, dim=1)</c> with <see href="https://pytorch.org/docs/stable/generated/torch.chunk.html">torch.chunk</see>, and
/// <c>torch.tanh(a) * torch.sigmoid(b)</c>). The number of channels must be even (FCG004). The output has <c>channels / 2</c> channels.
/// </summary>
/// <example><code>[Input(1, 100)] [Conv1d(32, 2, Causal = true, Dilation = 4), GatedTanh, Conv1d(16, 1)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GatedTanhAttribute : LayerAttribute;
