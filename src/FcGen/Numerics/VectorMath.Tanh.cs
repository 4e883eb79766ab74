using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

public static partial class VectorMath
{
    // tanh(10) rounds to 1, and exp(20) is still small enough that adding 2 to it is harmless.
    private const float TanhSaturation = 10f;

    /// <summary>
    /// Hyperbolic tangent, computed as <c>(exp(2x) - 1) / (exp(2x) - 1 + 2)</c>, whose numerator keeps its precision near 0.
    /// Error at most 3 units in the last place; NaN gives NaN.
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
}
