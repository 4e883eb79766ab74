using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// x * P(x) with the standard normal distribution P(x) = (1 + erf(x / sqrt(2))) / 2 and its density p(x) = exp(-x^2 / 2) / sqrt(2 pi), whose
/// derivative is P(x) + x p(x)
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.GELU.html">torch.nn.GELU</see>). NaN stays NaN, and minus infinity
/// becomes NaN, as in PyTorch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GELUOperator : IActivation
{
    private const float SqrtHalf = 0.707106781f;
    private const float DensityAtZero = 0.398942280f; // 1 / sqrt(2 pi)

    // Below 0 the sum P(x) + x p(x) cancels. With t = |x| and Mills' ratio m(t) = P(-t) / p(t), the derivative there is p(t) (m(t) - t),
    // and one minus that above 0. From TailEnd, p(t) is 0.
    private const float TailEnd = 16f;

    // m(t) (t + 3) in powers of u = (t - 3) / (t + 3) for t from 0 to 15, interpolated at the Chebyshev points; relative error 2^-24.7.
    private const float TailCenter = 3f;
    private const float TailP0 = 1.82754183f;
    private const float TailP1 = -1.27670646f;
    private const float TailP2 = 0.576570272f;
    private const float TailP3 = -0.118457712f;
    private const float TailP4 = -0.0262386147f;
    private const float TailP5 = 0.0173816122f;
    private const float TailP6 = 0.00258937478f;
    private const float TailP7 = -0.00234588259f;
    private const float TailP8 = -0.000549302262f;
    private const float TailP9 = 9.9591598e-05f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x * MathF.FusedMultiplyAdd(VectorMath.Erf(x * SqrtHalf), 0.5f, 0.5f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x) =>
        x * Fused.MultiplyAdd(VectorMath.Erf(x * SqrtHalf), Vector128.Create(0.5f), Vector128.Create(0.5f));

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
    public float Invoke(float x, out float derivative)
    {
        float t = float.MinNative(TailEnd, MathF.Abs(x));
        float r = 1f / (t + TailCenter);
        float u = MathF.FusedMultiplyAdd(-2f * TailCenter, r, 1f);
        float ratio = MathF.FusedMultiplyAdd(u, TailP9, TailP8);
        ratio = MathF.FusedMultiplyAdd(u, ratio, TailP7);
        ratio = MathF.FusedMultiplyAdd(u, ratio, TailP6);
        ratio = MathF.FusedMultiplyAdd(u, ratio, TailP5);
        ratio = MathF.FusedMultiplyAdd(u, ratio, TailP4);
        ratio = MathF.FusedMultiplyAdd(u, ratio, TailP3);
        ratio = MathF.FusedMultiplyAdd(u, ratio, TailP2);
        ratio = MathF.FusedMultiplyAdd(u, ratio, TailP1);
        ratio = MathF.FusedMultiplyAdd(u, ratio, TailP0);
        // exp(-t^2 / 2) without the rounding of t^2, which the exponential would magnify.
        float square = t * t;
        float lost = MathF.FusedMultiplyAdd(t, t, -square);
        float density = VectorMath.Exp(square * -0.5f) * DensityAtZero;
        density = MathF.FusedMultiplyAdd(density * -0.5f, lost, density);
        float left = density * MathF.FusedMultiplyAdd(ratio, r, -t);
        derivative = x < 0f ? left : 1f - left;
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x, out Vector128<float> derivative)
    {
        Vector128<float> t = Vector128.MinNative(Vector128.Create(TailEnd), Vector128.Abs(x));
        Vector128<float> r = Vector128.Create(1f) / (t + Vector128.Create(TailCenter));
        Vector128<float> u = Fused.MultiplyAdd(Vector128.Create(-2f * TailCenter), r, Vector128.Create(1f));
        Vector128<float> ratio = Fused.MultiplyAdd(u, Vector128.Create(TailP9), Vector128.Create(TailP8));
        ratio = Fused.MultiplyAdd(u, ratio, Vector128.Create(TailP7));
        ratio = Fused.MultiplyAdd(u, ratio, Vector128.Create(TailP6));
        ratio = Fused.MultiplyAdd(u, ratio, Vector128.Create(TailP5));
        ratio = Fused.MultiplyAdd(u, ratio, Vector128.Create(TailP4));
        ratio = Fused.MultiplyAdd(u, ratio, Vector128.Create(TailP3));
        ratio = Fused.MultiplyAdd(u, ratio, Vector128.Create(TailP2));
        ratio = Fused.MultiplyAdd(u, ratio, Vector128.Create(TailP1));
        ratio = Fused.MultiplyAdd(u, ratio, Vector128.Create(TailP0));
        Vector128<float> square = t * t;
        Vector128<float> lost = Fused.MultiplyAdd(t, t, -square);
        Vector128<float> density = VectorMath.Exp(square * -0.5f) * DensityAtZero;
        density = Fused.MultiplyAdd(density * -0.5f, lost, density);
        Vector128<float> left = density * Fused.MultiplyAdd(ratio, r, -t);
        derivative = Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<float>.Zero), left, Vector128.Create(1f) - left);
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x, out Vector256<float> derivative)
    {
        Vector256<float> t = Vector256.MinNative(Vector256.Create(TailEnd), Vector256.Abs(x));
        Vector256<float> r = Vector256.Create(1f) / (t + Vector256.Create(TailCenter));
        Vector256<float> u = Vector256.FusedMultiplyAdd(Vector256.Create(-2f * TailCenter), r, Vector256.Create(1f));
        Vector256<float> ratio = Vector256.FusedMultiplyAdd(u, Vector256.Create(TailP9), Vector256.Create(TailP8));
        ratio = Vector256.FusedMultiplyAdd(u, ratio, Vector256.Create(TailP7));
        ratio = Vector256.FusedMultiplyAdd(u, ratio, Vector256.Create(TailP6));
        ratio = Vector256.FusedMultiplyAdd(u, ratio, Vector256.Create(TailP5));
        ratio = Vector256.FusedMultiplyAdd(u, ratio, Vector256.Create(TailP4));
        ratio = Vector256.FusedMultiplyAdd(u, ratio, Vector256.Create(TailP3));
        ratio = Vector256.FusedMultiplyAdd(u, ratio, Vector256.Create(TailP2));
        ratio = Vector256.FusedMultiplyAdd(u, ratio, Vector256.Create(TailP1));
        ratio = Vector256.FusedMultiplyAdd(u, ratio, Vector256.Create(TailP0));
        Vector256<float> square = t * t;
        Vector256<float> lost = Vector256.FusedMultiplyAdd(t, t, -square);
        Vector256<float> density = VectorMath.Exp(square * -0.5f) * DensityAtZero;
        density = Vector256.FusedMultiplyAdd(density * -0.5f, lost, density);
        Vector256<float> left = density * Vector256.FusedMultiplyAdd(ratio, r, -t);
        derivative = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), left, Vector256.Create(1f) - left);
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x, out Vector512<float> derivative)
    {
        Vector512<float> t = Vector512.MinNative(Vector512.Create(TailEnd), Vector512.Abs(x));
        Vector512<float> r = Vector512.Create(1f) / (t + Vector512.Create(TailCenter));
        Vector512<float> u = Vector512.FusedMultiplyAdd(Vector512.Create(-2f * TailCenter), r, Vector512.Create(1f));
        Vector512<float> ratio = Vector512.FusedMultiplyAdd(u, Vector512.Create(TailP9), Vector512.Create(TailP8));
        ratio = Vector512.FusedMultiplyAdd(u, ratio, Vector512.Create(TailP7));
        ratio = Vector512.FusedMultiplyAdd(u, ratio, Vector512.Create(TailP6));
        ratio = Vector512.FusedMultiplyAdd(u, ratio, Vector512.Create(TailP5));
        ratio = Vector512.FusedMultiplyAdd(u, ratio, Vector512.Create(TailP4));
        ratio = Vector512.FusedMultiplyAdd(u, ratio, Vector512.Create(TailP3));
        ratio = Vector512.FusedMultiplyAdd(u, ratio, Vector512.Create(TailP2));
        ratio = Vector512.FusedMultiplyAdd(u, ratio, Vector512.Create(TailP1));
        ratio = Vector512.FusedMultiplyAdd(u, ratio, Vector512.Create(TailP0));
        Vector512<float> square = t * t;
        Vector512<float> lost = Vector512.FusedMultiplyAdd(t, t, -square);
        Vector512<float> density = VectorMath.Exp(square * -0.5f) * DensityAtZero;
        density = Vector512.FusedMultiplyAdd(density * -0.5f, lost, density);
        Vector512<float> left = density * Vector512.FusedMultiplyAdd(ratio, r, -t);
        derivative = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), left, Vector512.Create(1f) - left);
        return Invoke(x);
    }
}
