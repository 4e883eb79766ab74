namespace FcGen;

/// <summary>
/// Softmax over the values of a vector, the features of each step of a sequence, or the channels at each position of a
/// signal or an image, <c>exp(x[i]) / sum(exp(x[j]))</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html">torch.nn.Softmax</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SoftmaxAttribute : LayerAttribute;
