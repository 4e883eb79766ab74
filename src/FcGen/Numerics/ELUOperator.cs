using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// slope * x where x is positive and alpha * (exp(x) - 1) elsewhere, with gradients slope and alpha * exp(x) = y + alpha: ELU
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ELU.html">torch.nn.ELU</see>) with a slope of 1, SELU
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.SELU.html">torch.nn.SELU</see>) with its two constants. NaN stays NaN.
/// </summary>
/// <param name="alpha">Limit for negative inputs, not negative: the output must tell the sign of the input.</param>
/// <param name="slope">Slope for positive inputs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ELUOperator(float alpha, float slope) : IActivation
{
    /// <inheritdoc/>
    public static bool KeepsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x > 0f ? x * slope : VectorMath.Expm1OfNegative(x) * alpha;

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
    public float Backward(float y, float dy) => y > 0f ? dy * slope : dy * (y + alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Backward(Vector256<float> y, Vector256<float> dy) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(y, Vector256<float>.Zero), dy * slope, dy * (y + Vector256.Create(alpha)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Backward(Vector512<float> y, Vector512<float> dy) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(y, Vector512<float>.Zero), dy * slope, dy * (y + Vector512.Create(alpha)));
}
