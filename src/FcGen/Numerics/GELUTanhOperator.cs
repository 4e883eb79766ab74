using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// x * (1 + tanh(u)) / 2 = x * s with u = sqrt(2 / pi) (x + 0.044715 x^3) and s = sigmoid(2 u), whose gradient is
/// s (1 + x (1 - s) 2 du/dx)
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.GELU.html">torch.nn.GELU</see> with <c>approximate='tanh'</c>). NaN stays
/// NaN, and minus infinity becomes NaN, as in PyTorch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GELUTanhOperator : IActivation
{
    private const float Linear = 1.59576912f; // 2 sqrt(2 / pi)
    private const float Cubic = 0.0713548163f; // 2 sqrt(2 / pi) * 0.044715

    // Further out the gradient is 0 or 1, and its factors would overflow.
    private const float Saturation = 12f;

    /// <inheritdoc/>
    public static bool KeepsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x * VectorMath.Sigmoid(x * MathF.FusedMultiplyAdd(x * x, Cubic, Linear));

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
    public float Backward(float x, float dy)
    {
        x = float.MaxNative(-Saturation, float.MinNative(Saturation, x));
        float square = x * x;
        float s = VectorMath.Sigmoid(x * MathF.FusedMultiplyAdd(square, Cubic, Linear));
        float slope = MathF.FusedMultiplyAdd(square, 3f * Cubic, Linear);
        return dy * (s * MathF.FusedMultiplyAdd(x * slope, 1f - s, 1f));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Backward(Vector256<float> x, Vector256<float> dy)
    {
        x = Vector256.MaxNative(Vector256.Create(-Saturation), Vector256.MinNative(Vector256.Create(Saturation), x));
        Vector256<float> square = x * x;
        Vector256<float> s = VectorMath.Sigmoid(x * Vector256.FusedMultiplyAdd(square, Vector256.Create(Cubic), Vector256.Create(Linear)));
        Vector256<float> slope = Vector256.FusedMultiplyAdd(square, Vector256.Create(3f * Cubic), Vector256.Create(Linear));
        return dy * (s * Vector256.FusedMultiplyAdd(x * slope, Vector256.Create(1f) - s, Vector256.Create(1f)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Backward(Vector512<float> x, Vector512<float> dy)
    {
        x = Vector512.MaxNative(Vector512.Create(-Saturation), Vector512.MinNative(Vector512.Create(Saturation), x));
        Vector512<float> square = x * x;
        Vector512<float> s = VectorMath.Sigmoid(x * Vector512.FusedMultiplyAdd(square, Vector512.Create(Cubic), Vector512.Create(Linear)));
        Vector512<float> slope = Vector512.FusedMultiplyAdd(square, Vector512.Create(3f * Cubic), Vector512.Create(Linear));
        return dy * (s * Vector512.FusedMultiplyAdd(x * slope, Vector512.Create(1f) - s, Vector512.Create(1f)));
    }
}
