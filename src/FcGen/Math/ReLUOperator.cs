using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// max(0, x), whose gradient is 1 where the output is positive and 0 elsewhere, at 0 too
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html">torch.nn.ReLU</see>). NaN stays NaN.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReLUOperator : IOutputActivation
{
    // One instruction. If an operand is NaN, the x86 maximum returns the second operand, hence x is the second.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => float.MaxNative(0f, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x) => Vector128.MaxNative(Vector128<float>.Zero, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => Vector256.MaxNative(Vector256<float>.Zero, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) => Vector512.MaxNative(Vector512<float>.Zero, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Backward(float y, float dy) => y <= 0f ? 0f : dy;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Backward(Vector128<float> y, Vector128<float> dy) =>
        Vector128.AndNot(dy, Vector128.LessThanOrEqual(y, Vector128<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Backward(Vector256<float> y, Vector256<float> dy) =>
        Vector256.AndNot(dy, Vector256.LessThanOrEqual(y, Vector256<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Backward(Vector512<float> y, Vector512<float> dy) =>
        Vector512.AndNot(dy, Vector512.LessThanOrEqual(y, Vector512<float>.Zero));
}
