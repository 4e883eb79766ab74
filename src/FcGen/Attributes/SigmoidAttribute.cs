namespace FcGen;

/// <summary>
/// Sigmoid (logistic function), <c>1 / (1 + exp(-x))</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html">torch.nn.Sigmoid</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SigmoidAttribute : LayerAttribute;
