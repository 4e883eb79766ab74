using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// x * s with s = sigmoid(x), whose gradient is s (1 + x (1 - s))
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html">torch.nn.SiLU</see>). NaN stays NaN, and minus infinity
/// becomes NaN, as in PyTorch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SiLUOperator : IActivation
{
    /// <inheritdoc/>
    public static bool KeepsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x * VectorMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => x * VectorMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) => x * VectorMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Backward(float x, float dy)
    {
        float s = VectorMath.Sigmoid(x);
        return dy * (s * MathF.FusedMultiplyAdd(x, 1f - s, 1f));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Backward(Vector256<float> x, Vector256<float> dy)
    {
        Vector256<float> s = VectorMath.Sigmoid(x);
        return dy * (s * Vector256.FusedMultiplyAdd(x, Vector256.Create(1f) - s, Vector256.Create(1f)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Backward(Vector512<float> x, Vector512<float> dy)
    {
        Vector512<float> s = VectorMath.Sigmoid(x);
        return dy * (s * Vector512.FusedMultiplyAdd(x, Vector512.Create(1f) - s, Vector512.Create(1f)));
    }
}
