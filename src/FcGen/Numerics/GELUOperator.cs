using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// x * P(x) with the standard normal distribution P(x) = (1 + erf(x / sqrt(2))) / 2 and its density p(x) = exp(-x^2 / 2) / sqrt(2 pi), whose
/// gradient is P(x) + x p(x)
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.GELU.html">torch.nn.GELU</see>). NaN stays NaN, and minus infinity
/// becomes NaN, as in PyTorch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GELUOperator : IActivation
{
    private const float SqrtHalf = 0.707106781f;
    private const float DensityAtZero = 0.398942280f; // 1 / sqrt(2 pi)

    /// <inheritdoc/>
    public static bool KeepsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x * MathF.FusedMultiplyAdd(VectorMath.Erf(x * SqrtHalf), 0.5f, 0.5f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) =>
        x * Vector256.FusedMultiplyAdd(VectorMath.Erf(x * SqrtHalf), Vector256.Create(0.5f), Vector256.Create(0.5f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) =>
        x * Vector512.FusedMultiplyAdd(VectorMath.Erf(x * SqrtHalf), Vector512.Create(0.5f), Vector512.Create(0.5f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Backward(float x, float dy)
    {
        float distribution = MathF.FusedMultiplyAdd(VectorMath.Erf(x * SqrtHalf), 0.5f, 0.5f);
        float density = VectorMath.Exp(x * x * -0.5f) * DensityAtZero;
        return dy * MathF.FusedMultiplyAdd(x, density, distribution);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Backward(Vector256<float> x, Vector256<float> dy)
    {
        Vector256<float> distribution = Vector256.FusedMultiplyAdd(VectorMath.Erf(x * SqrtHalf), Vector256.Create(0.5f), Vector256.Create(0.5f));
        Vector256<float> density = VectorMath.Exp(x * x * -0.5f) * DensityAtZero;
        return dy * Vector256.FusedMultiplyAdd(x, density, distribution);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Backward(Vector512<float> x, Vector512<float> dy)
    {
        Vector512<float> distribution = Vector512.FusedMultiplyAdd(VectorMath.Erf(x * SqrtHalf), Vector512.Create(0.5f), Vector512.Create(0.5f));
        Vector512<float> density = VectorMath.Exp(x * x * -0.5f) * DensityAtZero;
        return dy * Vector512.FusedMultiplyAdd(x, density, distribution);
    }
}
