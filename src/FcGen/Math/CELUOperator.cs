using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// x where x is positive and alpha * (exp(x / alpha) - 1) elsewhere, with derivatives 1 and exp(x / alpha)
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.CELU.html">torch.nn.CELU</see>). NaN stays NaN.
/// </summary>
/// <param name="alpha">Scale for negative inputs; the output approaches -alpha. At least 1e-38.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CELUOperator(float alpha) : IActivation
{
    // A division would be slower.
    private readonly float _inverse = 1f / alpha;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x > 0f ? x : VectorMath.Expm1OfNegative(x * _inverse) * alpha;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<float>.Zero), x, VectorMath.Expm1OfNegative(x * _inverse) * alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), x, VectorMath.Expm1OfNegative(x * _inverse) * alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x, VectorMath.Expm1OfNegative(x * _inverse) * alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x, out float derivative)
    {
        float expm1 = VectorMath.Expm1OfNegative(x * _inverse, out float exp);
        bool isPositive = x > 0f;
        derivative = isPositive ? 1f : exp;
        return isPositive ? x : expm1 * alpha;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x, out Vector128<float> derivative)
    {
        Vector128<float> expm1 = VectorMath.Expm1OfNegative(x * _inverse, out Vector128<float> exp);
        Vector128<float> isPositive = Vector128.GreaterThan(x, Vector128<float>.Zero);
        derivative = Vector128.ConditionalSelect(isPositive, Vector128.Create(1f), exp);
        return Vector128.ConditionalSelect(isPositive, x, expm1 * alpha);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x, out Vector256<float> derivative)
    {
        Vector256<float> expm1 = VectorMath.Expm1OfNegative(x * _inverse, out Vector256<float> exp);
        Vector256<float> isPositive = Vector256.GreaterThan(x, Vector256<float>.Zero);
        derivative = Vector256.ConditionalSelect(isPositive, Vector256.Create(1f), exp);
        return Vector256.ConditionalSelect(isPositive, x, expm1 * alpha);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x, out Vector512<float> derivative)
    {
        Vector512<float> expm1 = VectorMath.Expm1OfNegative(x * _inverse, out Vector512<float> exp);
        Vector512<float> isPositive = Vector512.GreaterThan(x, Vector512<float>.Zero);
        derivative = Vector512.ConditionalSelect(isPositive, Vector512.Create(1f), exp);
        return Vector512.ConditionalSelect(isPositive, x, expm1 * alpha);
    }
}
