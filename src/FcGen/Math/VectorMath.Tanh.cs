using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

public static partial class VectorMath
{
    // tanh(10) rounds to 1, and exp(20) is small enough that adding 2 to it is harmless.
    private const float TanhSaturation = 10f;

    // Beyond, r = 1 / (exp(2|x|) + 1) would be subnormal, and arithmetic with subnormal gradients is many times slower.
    private const float TanhDerivativeEnd = 43.5f;

    /// <summary>
    /// Computes the hyperbolic tangent as <c>(exp(2x) - 1) / (exp(2x) - 1 + 2)</c>, whose numerator is accurate near 0. Error at most 3
    /// units in the last place; NaN gives NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x)
    {
        float magnitude = float.MinNative(TanhSaturation, MathF.Abs(x));
        float expm1 = Expm1UpTo87(magnitude + magnitude);
        float result = expm1 / (expm1 + 2f);
        return BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(result) | (BitConverter.SingleToInt32Bits(x) & SignMask));
    }

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x)
    {
        Vector128<float> magnitude = Vector128.MinNative(Vector128.Create(TanhSaturation), Vector128.Abs(x));
        Vector128<float> expm1 = Expm1UpTo87(magnitude + magnitude);
        Vector128<float> result = expm1 / (expm1 + Vector128.Create(2f));
        return (result.AsInt32() | (x.AsInt32() & Vector128.Create(SignMask))).AsSingle();
    }

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        Vector256<float> magnitude = Vector256.MinNative(Vector256.Create(TanhSaturation), Vector256.Abs(x));
        Vector256<float> expm1 = Expm1UpTo87(magnitude + magnitude);
        Vector256<float> result = expm1 / (expm1 + Vector256.Create(2f));
        return (result.AsInt32() | (x.AsInt32() & Vector256.Create(SignMask))).AsSingle();
    }

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> magnitude = Vector512.MinNative(Vector512.Create(TanhSaturation), Vector512.Abs(x));
        Vector512<float> expm1 = Expm1UpTo87(magnitude + magnitude);
        Vector512<float> result = expm1 / (expm1 + Vector512.Create(2f));
        return (result.AsInt32() | (x.AsInt32() & Vector512.Create(SignMask))).AsSingle();
    }

    /// <summary>
    /// Computes the hyperbolic tangent, with the bits of <see cref="Tanh(float)"/>, and its derivative <c>1 - tanh(x)^2</c>. The derivative
    /// is <c>4 r (1 - r)</c> with <c>r = 1 / (exp(2|x|) + 1)</c>, which is accurate where tanh(x) rounds to 1. Its relative error is at
    /// most 1e-6; below 6.6e-38 it is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x, out float derivative)
    {
        float magnitude = MathF.Abs(x);
        float limited = float.MinNative(TanhDerivativeEnd, magnitude);
        float expm1 = Expm1UpTo87(limited + limited);
        float sum = expm1 + 2f;
        float r = 1f / sum;
        float slope = r * 4f * (1f - r);
        derivative = magnitude > TanhDerivativeEnd ? 0f : slope;
        float result = expm1 / sum;
        return BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(result) | (BitConverter.SingleToInt32Bits(x) & SignMask));
    }

    /// <inheritdoc cref="Tanh(float, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x, out Vector128<float> derivative)
    {
        Vector128<float> magnitude = Vector128.Abs(x);
        Vector128<float> limited = Vector128.MinNative(Vector128.Create(TanhDerivativeEnd), magnitude);
        Vector128<float> expm1 = Expm1UpTo87(limited + limited);
        Vector128<float> sum = expm1 + Vector128.Create(2f);
        Vector128<float> r = Vector128.Create(1f) / sum;
        Vector128<float> slope = r * 4f * (Vector128.Create(1f) - r);
        derivative = Vector128.ConditionalSelect(Vector128.GreaterThan(magnitude, Vector128.Create(TanhDerivativeEnd)), Vector128<float>.Zero, slope);
        Vector128<float> result = expm1 / sum;
        return (result.AsInt32() | (x.AsInt32() & Vector128.Create(SignMask))).AsSingle();
    }

    /// <inheritdoc cref="Tanh(float, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x, out Vector256<float> derivative)
    {
        Vector256<float> magnitude = Vector256.Abs(x);
        Vector256<float> limited = Vector256.MinNative(Vector256.Create(TanhDerivativeEnd), magnitude);
        Vector256<float> expm1 = Expm1UpTo87(limited + limited);
        Vector256<float> sum = expm1 + Vector256.Create(2f);
        Vector256<float> r = Vector256.Create(1f) / sum;
        Vector256<float> slope = r * 4f * (Vector256.Create(1f) - r);
        derivative = Vector256.ConditionalSelect(Vector256.GreaterThan(magnitude, Vector256.Create(TanhDerivativeEnd)), Vector256<float>.Zero, slope);
        Vector256<float> result = expm1 / sum;
        return (result.AsInt32() | (x.AsInt32() & Vector256.Create(SignMask))).AsSingle();
    }

    /// <inheritdoc cref="Tanh(float, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x, out Vector512<float> derivative)
    {
        Vector512<float> magnitude = Vector512.Abs(x);
        Vector512<float> limited = Vector512.MinNative(Vector512.Create(TanhDerivativeEnd), magnitude);
        Vector512<float> expm1 = Expm1UpTo87(limited + limited);
        Vector512<float> sum = expm1 + Vector512.Create(2f);
        Vector512<float> r = Vector512.Create(1f) / sum;
        Vector512<float> slope = r * 4f * (Vector512.Create(1f) - r);
        derivative = Vector512.ConditionalSelect(Vector512.GreaterThan(magnitude, Vector512.Create(TanhDerivativeEnd)), Vector512<float>.Zero, slope);
        Vector512<float> result = expm1 / sum;
        return (result.AsInt32() | (x.AsInt32() & Vector512.Create(SignMask))).AsSingle();
    }
}
