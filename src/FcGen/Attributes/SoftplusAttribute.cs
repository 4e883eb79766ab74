namespace FcGen;

/// <summary>
/// Softplus, a smooth approximation of ReLU, <c>log(1 + exp(beta * x)) / beta</c>, and <c>x</c> where <c>beta * x</c> is above the
/// threshold
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html">torch.nn.Softplus</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SoftplusAttribute : LayerAttribute
{
    /// <summary>Sharpness of the bend at 0, at least 1e-38 and finite (FCG004). Default: 1.</summary>
    public float Beta { get; set; } = 1f;

    /// <summary>Values of <c>beta * x</c> above this threshold are returned unchanged. Finite (FCG004). Default: 20.</summary>
    public float Threshold { get; set; } = 20f;
}
