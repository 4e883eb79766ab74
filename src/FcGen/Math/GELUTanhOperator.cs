using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// x * (1 + tanh(u)) / 2 = x * s with u = sqrt(2 / pi) (x + 0.044715 x^3) and s = sigmoid(2 u), whose derivative is
/// s (1 + x sigmoid(-2 u) 2 du/dx)
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.GELU.html">torch.nn.GELU</see> with <c>approximate='tanh'</c>). NaN stays
/// NaN, and minus infinity becomes NaN, as in PyTorch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GELUTanhOperator : IActivation
{
    private const float Linear = 1.59576912f; // 2 sqrt(2 / pi)
    private const float Cubic = 0.0713548163f; // 2 sqrt(2 / pi) * 0.044715

    // Further out the derivative is 0 or 1, and its factors would overflow.
    private const float Saturation = 12f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x * VectorMath.Sigmoid(x * MathF.FusedMultiplyAdd(x * x, Cubic, Linear));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x) =>
        x * VectorMath.Sigmoid(x * Fused.MultiplyAdd(x * x, Vector128.Create(Cubic), Vector128.Create(Linear)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) =>
        x * VectorMath.Sigmoid(x * Vector256.FusedMultiplyAdd(x * x, Vector256.Create(Cubic), Vector256.Create(Linear)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) =>
        x * VectorMath.Sigmoid(x * Vector512.FusedMultiplyAdd(x * x, Vector512.Create(Cubic), Vector512.Create(Linear)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x, out float derivative)
    {
        float s = VectorMath.Sigmoid(x * MathF.FusedMultiplyAdd(x * x, Cubic, Linear), out float complement);
        float near = float.MaxNative(-Saturation, float.MinNative(Saturation, x));
        float slope = MathF.FusedMultiplyAdd(near * near, 3f * Cubic, Linear);
        derivative = s * MathF.FusedMultiplyAdd(near * slope, complement, 1f);
        return x * s;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x, out Vector128<float> derivative)
    {
        Vector128<float> s = VectorMath.Sigmoid(x * Fused.MultiplyAdd(x * x, Vector128.Create(Cubic), Vector128.Create(Linear)), out Vector128<float> complement);
        Vector128<float> near = Vector128.MaxNative(Vector128.Create(-Saturation), Vector128.MinNative(Vector128.Create(Saturation), x));
        Vector128<float> slope = Fused.MultiplyAdd(near * near, Vector128.Create(3f * Cubic), Vector128.Create(Linear));
        derivative = s * Fused.MultiplyAdd(near * slope, complement, Vector128.Create(1f));
        return x * s;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x, out Vector256<float> derivative)
    {
        Vector256<float> s = VectorMath.Sigmoid(x * Vector256.FusedMultiplyAdd(x * x, Vector256.Create(Cubic), Vector256.Create(Linear)), out Vector256<float> complement);
        Vector256<float> near = Vector256.MaxNative(Vector256.Create(-Saturation), Vector256.MinNative(Vector256.Create(Saturation), x));
        Vector256<float> slope = Vector256.FusedMultiplyAdd(near * near, Vector256.Create(3f * Cubic), Vector256.Create(Linear));
        derivative = s * Vector256.FusedMultiplyAdd(near * slope, complement, Vector256.Create(1f));
        return x * s;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x, out Vector512<float> derivative)
    {
        Vector512<float> s = VectorMath.Sigmoid(x * Vector512.FusedMultiplyAdd(x * x, Vector512.Create(Cubic), Vector512.Create(Linear)), out Vector512<float> complement);
        Vector512<float> near = Vector512.MaxNative(Vector512.Create(-Saturation), Vector512.MinNative(Vector512.Create(Saturation), x));
        Vector512<float> slope = Vector512.FusedMultiplyAdd(near * near, Vector512.Create(3f * Cubic), Vector512.Create(Linear));
        derivative = s * Vector512.FusedMultiplyAdd(near * slope, complement, Vector512.Create(1f));
        return x * s;
    }
}
