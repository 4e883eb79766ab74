namespace FcGen;

/// <summary>
/// Rectified linear unit with an upper limit, <c>min(max(x, 0), 6)</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ReLU6.html">torch.nn.ReLU6</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ReLU6Attribute : LayerAttribute;
