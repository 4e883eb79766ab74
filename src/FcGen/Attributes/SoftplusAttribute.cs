namespace FcGen;

/// <summary>
/// Smooth rectified linear unit, <c>log(1 + exp(beta * x)) / beta</c>, and <c>x</c> where <c>beta * x</c> is above the threshold
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html">torch.nn.Softplus</see>).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SoftplusAttribute : LayerAttribute
{
    /// <summary>How sharp the bend at 0 is, at least 1e-38 and finite (FCG004). Default: 1.</summary>
    public float Beta { get; set; } = 1f;

    /// <summary>Where the bend is taken to end, finite (FCG004). Default: 20.</summary>
    public float Threshold { get; set; } = 20f;
}
