namespace FcGen;

/// <summary>
/// Sigmoid linear unit, or swish, <c>x / (1 + exp(-x))</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html">torch.nn.SiLU</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SiLUAttribute : LayerAttribute;
