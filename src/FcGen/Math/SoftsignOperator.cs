using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// x / (1 + |x|), with the derivative 1 / (1 + |x|)^2
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Softsign.html">torch.nn.Softsign</see>). NaN stays NaN, and infinity becomes
/// NaN, as in PyTorch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SoftsignOperator : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x / (1f + MathF.Abs(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x) => x / (Vector128.Create(1f) + Vector128.Abs(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => x / (Vector256.Create(1f) + Vector256.Abs(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) => x / (Vector512.Create(1f) + Vector512.Abs(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x, out float derivative)
    {
        float inverse = 1f / (1f + MathF.Abs(x));
        derivative = inverse * inverse;
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x, out Vector128<float> derivative)
    {
        Vector128<float> inverse = Vector128.Create(1f) / (Vector128.Create(1f) + Vector128.Abs(x));
        derivative = inverse * inverse;
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x, out Vector256<float> derivative)
    {
        Vector256<float> inverse = Vector256.Create(1f) / (Vector256.Create(1f) + Vector256.Abs(x));
        derivative = inverse * inverse;
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x, out Vector512<float> derivative)
    {
        Vector512<float> inverse = Vector512.Create(1f) / (Vector512.Create(1f) + Vector512.Abs(x));
        derivative = inverse * inverse;
        return Invoke(x);
    }
}
