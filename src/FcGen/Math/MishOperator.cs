using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// x * tanh(log(1 + exp(x))) (Misra 2019, <see href="https://arxiv.org/abs/1908.08681">arXiv:1908.08681</see>;
/// <see href="https://pytorch.org/docs/stable/generated/torch.nn.Mish.html">torch.nn.Mish</see>). With e = exp(x) and n = e (e + 2), the
/// hyperbolic tangent is n / (n + 2), and the derivative is n / (n + 2) + 4 x e (e + 1) / (n + 2)^2. NaN stays NaN, and minus infinity
/// becomes NaN, as in PyTorch.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MishOperator : IActivation
{
    // Above, the tangent is 1 in floats. If an operand is NaN, the x86 minimum returns the second operand.
    private const float Largest = 20f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x)
    {
        float e = VectorMath.Exp(float.MinNative(Largest, x));
        float n = e * (e + 2f);
        return x * (n / (n + 2f));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x)
    {
        Vector128<float> e = VectorMath.Exp(Vector128.MinNative(Vector128.Create(Largest), x));
        Vector128<float> n = e * (e + Vector128.Create(2f));
        return x * (n / (n + Vector128.Create(2f)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x)
    {
        Vector256<float> e = VectorMath.Exp(Vector256.MinNative(Vector256.Create(Largest), x));
        Vector256<float> n = e * (e + Vector256.Create(2f));
        return x * (n / (n + Vector256.Create(2f)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x)
    {
        Vector512<float> e = VectorMath.Exp(Vector512.MinNative(Vector512.Create(Largest), x));
        Vector512<float> n = e * (e + Vector512.Create(2f));
        return x * (n / (n + Vector512.Create(2f)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Invoke(float x, out float derivative)
    {
        float limited = float.MinNative(Largest, x);
        float e = VectorMath.Exp(limited);
        float n = e * (e + 2f);
        float inverse = 1f / (n + 2f);
        derivative = (n * inverse) + (limited * (4f * e * (e + 1f) * inverse * inverse));
        return x * (n / (n + 2f));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Invoke(Vector128<float> x, out Vector128<float> derivative)
    {
        Vector128<float> limited = Vector128.MinNative(Vector128.Create(Largest), x);
        Vector128<float> e = VectorMath.Exp(limited);
        Vector128<float> n = e * (e + Vector128.Create(2f));
        Vector128<float> inverse = Vector128.Create(1f) / (n + Vector128.Create(2f));
        derivative = (n * inverse) + (limited * (4f * e * (e + Vector128.Create(1f)) * inverse * inverse));
        return x * (n / (n + Vector128.Create(2f)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Invoke(Vector256<float> x, out Vector256<float> derivative)
    {
        Vector256<float> limited = Vector256.MinNative(Vector256.Create(Largest), x);
        Vector256<float> e = VectorMath.Exp(limited);
        Vector256<float> n = e * (e + Vector256.Create(2f));
        Vector256<float> inverse = Vector256.Create(1f) / (n + Vector256.Create(2f));
        derivative = (n * inverse) + (limited * (4f * e * (e + Vector256.Create(1f)) * inverse * inverse));
        return x * (n / (n + Vector256.Create(2f)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Invoke(Vector512<float> x, out Vector512<float> derivative)
    {
        Vector512<float> limited = Vector512.MinNative(Vector512.Create(Largest), x);
        Vector512<float> e = VectorMath.Exp(limited);
        Vector512<float> n = e * (e + Vector512.Create(2f));
        Vector512<float> inverse = Vector512.Create(1f) / (n + Vector512.Create(2f));
        derivative = (n * inverse) + (limited * (4f * e * (e + Vector512.Create(1f)) * inverse * inverse));
        return x * (n / (n + Vector512.Create(2f)));
    }
}
