using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// min(max(x, least), most), whose gradient is 1 strictly between the limits and 0 elsewhere: Hardtanh
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html">torch.nn.Hardtanh</see>), and with the limits 0 and 6 ReLU6
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.ReLU6.html">torch.nn.ReLU6</see>). NaN stays NaN.
/// </summary>
/// <param name="least">The least output.</param>
/// <param name="most">The largest output.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HardtanhOperator(float least, float most) : IOutputActivation
{
    // If an operand is NaN, the x86 minimum and maximum return the second operand.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x) => float.MinNative(most, float.MaxNative(least, x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x) =>
        Vector128.MinNative(Vector128.Create(most), Vector128.MaxNative(Vector128.Create(least), x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x) =>
        Vector256.MinNative(Vector256.Create(most), Vector256.MaxNative(Vector256.Create(least), x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x) =>
        Vector512.MinNative(Vector512.Create(most), Vector512.MaxNative(Vector512.Create(least), x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Backward(float y, float dy) => y <= least || y >= most ? 0f : dy;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Backward(Vector128<float> y, Vector128<float> dy) =>
        Vector128.AndNot(dy, Vector128.LessThanOrEqual(y, Vector128.Create(least)) | Vector128.GreaterThanOrEqual(y, Vector128.Create(most)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Backward(Vector256<float> y, Vector256<float> dy) =>
        Vector256.AndNot(dy, Vector256.LessThanOrEqual(y, Vector256.Create(least)) | Vector256.GreaterThanOrEqual(y, Vector256.Create(most)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Backward(Vector512<float> y, Vector512<float> dy) =>
        Vector512.AndNot(dy, Vector512.LessThanOrEqual(y, Vector512.Create(least)) | Vector512.GreaterThanOrEqual(y, Vector512.Create(most)));
}
