namespace FcGen;

/// <summary>
/// Leaky rectified linear unit, <c>x</c> where x is at least 0 and <c>slope * x</c> elsewhere
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html">torch.nn.LeakyReLU</see>).
/// </summary>
/// <param name="slope">Slope for negative inputs, at least 0 and finite (FCG004). Default: 0.01.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LeakyReLUAttribute(float slope = 0.01f) : LayerAttribute
{
    /// <summary>Slope for negative inputs.</summary>
    public float Slope { get; } = slope;
}
