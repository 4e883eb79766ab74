namespace FcGen;

/// <summary>
/// Piecewise approximation of swish (SiLU), <c>x * min(max(x + 3, 0), 6) / 6</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Hardswish.html">torch.nn.Hardswish</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class HardSwishAttribute : LayerAttribute;
