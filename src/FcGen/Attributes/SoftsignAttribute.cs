namespace FcGen;

/// <summary>
/// <c>x / (1 + |x|)</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Softsign.html">torch.nn.Softsign</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SoftsignAttribute : LayerAttribute;
