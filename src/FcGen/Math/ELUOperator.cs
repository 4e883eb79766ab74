using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// slope * x where x is positive and alpha * (exp(x) - 1) elsewhere, with derivatives slope and alpha * exp(x): ELU
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ELU.html">torch.nn.ELU</see>) with a slope of 1, SELU
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.SELU.html">torch.nn.SELU</see>) with its two constants. NaN stays NaN.
/// </summary>
/// <param name="alpha">Scale for negative inputs; the output approaches -alpha.</param>
/// <param name="slope">Slope for positive inputs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ELUOperator(float alpha, float slope) : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x > 0f ? x * slope : VectorMath.Expm1OfNegative(x) * alpha;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<float>.Zero), x * slope, VectorMath.Expm1OfNegative(x) * alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), x * slope, VectorMath.Expm1OfNegative(x) * alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x * slope, VectorMath.Expm1OfNegative(x) * alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x, out float derivative)
    {
        float expm1 = VectorMath.Expm1OfNegative(x, out float exp);
        bool isPositive = x > 0f;
        derivative = isPositive ? slope : exp * alpha;
        return isPositive ? x * slope : expm1 * alpha;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x, out Vector128<float> derivative)
    {
        Vector128<float> expm1 = VectorMath.Expm1OfNegative(x, out Vector128<float> exp);
        derivative = Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<float>.Zero), Vector128.Create(slope), exp * alpha);
        return Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<float>.Zero), x * slope, expm1 * alpha);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x, out Vector256<float> derivative)
    {
        Vector256<float> expm1 = VectorMath.Expm1OfNegative(x, out Vector256<float> exp);
        derivative = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), Vector256.Create(slope), exp * alpha);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), x * slope, expm1 * alpha);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x, out Vector512<float> derivative)
    {
        Vector512<float> expm1 = VectorMath.Expm1OfNegative(x, out Vector512<float> exp);
        derivative = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), Vector512.Create(slope), exp * alpha);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x * slope, expm1 * alpha);
    }
}
