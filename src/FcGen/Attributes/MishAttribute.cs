namespace FcGen;

/// <summary>
/// <c>x * tanh(log(1 + exp(x)))</c> (Misra 2019, <see href="https://arxiv.org/abs/1908.08681">arXiv:1908.08681</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.Mish.html">torch.nn.Mish</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MishAttribute : LayerAttribute;
