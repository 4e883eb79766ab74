namespace FcGen;

/// <summary>
/// Logarithm of the softmax over all values of a sample, <c>x[i] - log(sum(exp(x[j])))</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html">torch.nn.LogSoftmax</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LogSoftmaxAttribute : LayerAttribute;
