namespace FcGen;

/// <summary>
/// Logarithm of the sigmoid, <c>log(1 / (1 + exp(-x)))</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html">torch.nn.LogSigmoid</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LogSigmoidAttribute : LayerAttribute;
