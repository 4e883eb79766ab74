namespace FcGen;

/// <summary>
/// Rectified linear unit, <c>max(x, 0)</c>; NaN stays NaN
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html">torch.nn.ReLU</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ReLUAttribute : LayerAttribute;
