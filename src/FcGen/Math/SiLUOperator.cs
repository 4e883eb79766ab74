using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// x * s with s = sigmoid(x), whose derivative is s (1 + x sigmoid(-x))
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html">torch.nn.SiLU</see>). NaN stays NaN, and minus infinity
/// becomes NaN, as in PyTorch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SiLUOperator : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x * VectorMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x) => x * VectorMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => x * VectorMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) => x * VectorMath.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x, out float derivative)
    {
        float s = VectorMath.Sigmoid(x, out float complement);
        derivative = s * MathF.FusedMultiplyAdd(x, complement, 1f);
        return x * s;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x, out Vector128<float> derivative)
    {
        Vector128<float> s = VectorMath.Sigmoid(x, out Vector128<float> complement);
        derivative = s * Fused.MultiplyAdd(x, complement, Vector128.Create(1f));
        return x * s;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x, out Vector256<float> derivative)
    {
        Vector256<float> s = VectorMath.Sigmoid(x, out Vector256<float> complement);
        derivative = s * Vector256.FusedMultiplyAdd(x, complement, Vector256.Create(1f));
        return x * s;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x, out Vector512<float> derivative)
    {
        Vector512<float> s = VectorMath.Sigmoid(x, out Vector512<float> complement);
        derivative = s * Vector512.FusedMultiplyAdd(x, complement, Vector512.Create(1f));
        return x * s;
    }
}
