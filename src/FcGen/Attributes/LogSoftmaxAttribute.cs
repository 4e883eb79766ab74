namespace FcGen;

/// <summary>
/// Logarithm of the softmax over the values of a vector, the features of each step of a sequence, or the channels at each position of a
/// signal or an image, <c>x[i] - log(sum(exp(x[j])))</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html">torch.nn.LogSoftmax</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LogSoftmaxAttribute : LayerAttribute;
