namespace FcGen;

/// <summary>
/// Scaled exponential linear unit, <c>1.0507 * x</c> where x is positive and <c>1.0507 * 1.67326 * (exp(x) - 1)</c> elsewhere. With
/// <see cref="Init.LecunNormal"/> weights, activations keep mean 0 and variance 1
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.SELU.html">torch.nn.SELU</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SELUAttribute : LayerAttribute;
