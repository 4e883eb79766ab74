namespace FcGen;

/// <summary>
/// Piecewise linear approximation of the sigmoid, <c>min(max(x + 3, 0), 6) / 6</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html">torch.nn.Hardsigmoid</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class HardSigmoidAttribute : LayerAttribute;
