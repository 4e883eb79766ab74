using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// log(1 + exp(beta x)) / beta, and x where beta x is above the threshold, with derivatives sigmoid(beta x) and 1
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html">torch.nn.Softplus</see>). NaN stays NaN.
/// </summary>
/// <param name="beta">Sharpness of the bend at 0; at least 1e-38.</param>
/// <param name="threshold">Value of beta x above which the function is linear.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SoftplusOperator(float beta, float threshold) : IActivation
{
    // A division would be a third of the total time.
    private readonly float _inverse = 1f / beta;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x)
    {
        float scaled = x * beta;
        return scaled > threshold ? x : VectorMath.Softplus(scaled) * _inverse;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x)
    {
        Vector128<float> scaled = x * beta;
        return Vector128.ConditionalSelect(Vector128.GreaterThan(scaled, Vector128.Create(threshold)), x, VectorMath.Softplus(scaled) * _inverse);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x)
    {
        Vector256<float> scaled = x * beta;
        return Vector256.ConditionalSelect(Vector256.GreaterThan(scaled, Vector256.Create(threshold)), x, VectorMath.Softplus(scaled) * _inverse);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x)
    {
        Vector512<float> scaled = x * beta;
        return Vector512.ConditionalSelect(Vector512.GreaterThan(scaled, Vector512.Create(threshold)), x, VectorMath.Softplus(scaled) * _inverse);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x, out float derivative)
    {
        float scaled = x * beta;
        derivative = scaled > threshold ? 1f : VectorMath.Sigmoid(scaled);
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x, out Vector128<float> derivative)
    {
        Vector128<float> scaled = x * beta;
        derivative = Vector128.ConditionalSelect(Vector128.GreaterThan(scaled, Vector128.Create(threshold)), Vector128.Create(1f), VectorMath.Sigmoid(scaled));
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x, out Vector256<float> derivative)
    {
        Vector256<float> scaled = x * beta;
        derivative = Vector256.ConditionalSelect(Vector256.GreaterThan(scaled, Vector256.Create(threshold)), Vector256.Create(1f), VectorMath.Sigmoid(scaled));
        return Invoke(x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x, out Vector512<float> derivative)
    {
        Vector512<float> scaled = x * beta;
        derivative = Vector512.ConditionalSelect(Vector512.GreaterThan(scaled, Vector512.Create(threshold)), Vector512.Create(1f), VectorMath.Sigmoid(scaled));
        return Invoke(x);
    }
}
