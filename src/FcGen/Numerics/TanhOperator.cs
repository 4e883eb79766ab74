using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// tanh(x), whose gradient is 1 - y^2
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html">torch.nn.Tanh</see>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TanhOperator : IActivation
{
    /// <inheritdoc/>
    public static bool KeepsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => VectorMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) => VectorMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) => VectorMath.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Backward(float y, float dy) => dy * MathF.FusedMultiplyAdd(-y, y, 1f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Backward(Vector256<float> y, Vector256<float> dy) =>
        dy * Vector256.FusedMultiplyAdd(-y, y, Vector256.Create(1f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Backward(Vector512<float> y, Vector512<float> dy) =>
        dy * Vector512.FusedMultiplyAdd(-y, y, Vector512.Create(1f));
}
