namespace FcGen;

/// <summary>
/// Softmax over all values of a sample, <c>exp(x[i]) / sum(exp(x[j]))</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html">torch.nn.Softmax</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SoftmaxAttribute : LayerAttribute;
