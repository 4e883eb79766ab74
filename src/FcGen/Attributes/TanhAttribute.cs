namespace FcGen;

/// <summary>
/// Hyperbolic tangent, <c>tanh(x)</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html">torch.nn.Tanh</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TanhAttribute : LayerAttribute;
