namespace FcGen;

/// <summary>
/// Softmax over all outputs of the layer before it, <c>exp(x[i]) / sum(exp(x[j]))</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html">torch.nn.Softmax</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SoftmaxAttribute : LayerAttribute;
