using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// x * min(max(x + 3, 0), 6) / 6, whose derivative is 0 up to -3, x / 3 + 1 / 2 in between, and 1 from 3
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Hardswish.html">torch.nn.Hardswish</see>; PyTorch before 2.8 used the
/// middle formula at -3 itself). NaN stays NaN, and minus infinity becomes NaN, as in PyTorch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardSwishOperator : IActivation
{
    // If an operand is NaN, the x86 minimum and maximum return the second operand.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => x * (float.MinNative(6f, float.MaxNative(0f, x + 3f)) * (1f / 6f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x) =>
        x * (Vector128.MinNative(Vector128.Create(6f), Vector128.MaxNative(Vector128<float>.Zero, x + Vector128.Create(3f))) * (1f / 6f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) =>
        x * (Vector256.MinNative(Vector256.Create(6f), Vector256.MaxNative(Vector256<float>.Zero, x + Vector256.Create(3f))) * (1f / 6f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) =>
        x * (Vector512.MinNative(Vector512.Create(6f), Vector512.MaxNative(Vector512<float>.Zero, x + Vector512.Create(3f))) * (1f / 6f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x, out float derivative)
    {
        // Not x / 3 + 1 / 2, which would round away a small derivative near -1.5.
        float inner = (x + 1.5f) * (1f / 3f);
        derivative = x <= -3f ? 0f : x >= 3f ? 1f : inner;
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x, out Vector128<float> derivative)
    {
        Vector128<float> inner = (x + Vector128.Create(1.5f)) * (1f / 3f);
        Vector128<float> upTo3 = Vector128.AndNot(inner, Vector128.LessThanOrEqual(x, Vector128.Create(-3f)));
        derivative = Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(x, Vector128.Create(3f)), Vector128.Create(1f), upTo3);
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x, out Vector256<float> derivative)
    {
        Vector256<float> inner = (x + Vector256.Create(1.5f)) * (1f / 3f);
        Vector256<float> upTo3 = Vector256.AndNot(inner, Vector256.LessThanOrEqual(x, Vector256.Create(-3f)));
        derivative = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(x, Vector256.Create(3f)), Vector256.Create(1f), upTo3);
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x, out Vector512<float> derivative)
    {
        Vector512<float> inner = (x + Vector512.Create(1.5f)) * (1f / 3f);
        Vector512<float> upTo3 = Vector512.AndNot(inner, Vector512.LessThanOrEqual(x, Vector512.Create(-3f)));
        derivative = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, Vector512.Create(3f)), Vector512.Create(1f), upTo3);
        return Invoke(x);
    }
}
