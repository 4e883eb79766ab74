using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// min(max(x + 3, 0), 6) / 6, whose gradient is 1 / 6 where the output is strictly between 0 and 1, and 0 elsewhere
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html">torch.nn.Hardsigmoid</see>). NaN stays NaN, and has
/// no gradient.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardSigmoidOperator : IActivation
{
    // Of two operands with a NaN among them the x86 minimum and maximum give the second.

    /// <inheritdoc/>
    public static bool KeepsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => float.MinNative(6f, float.MaxNative(0f, x + 3f)) * (1f / 6f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) =>
        Vector256.MinNative(Vector256.Create(6f), Vector256.MaxNative(Vector256<float>.Zero, x + Vector256.Create(3f))) * (1f / 6f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) =>
        Vector512.MinNative(Vector512.Create(6f), Vector512.MaxNative(Vector512<float>.Zero, x + Vector512.Create(3f))) * (1f / 6f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Backward(float y, float dy) => y > 0f && y < 1f ? dy * (1f / 6f) : 0f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Backward(Vector256<float> y, Vector256<float> dy) =>
        Vector256.GreaterThan(y, Vector256<float>.Zero) & Vector256.LessThan(y, Vector256.Create(1f)) & (dy * (1f / 6f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Backward(Vector512<float> y, Vector512<float> dy) =>
        Vector512.GreaterThan(y, Vector512<float>.Zero) & Vector512.LessThan(y, Vector512.Create(1f)) & (dy * (1f / 6f));
}
