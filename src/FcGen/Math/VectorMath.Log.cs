using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

public static partial class VectorMath
{
    private const float SmallestNormal = 1.17549435e-38f;
    private const uint SmallestNormalBits = 0x00800000;
    private const uint LastNormalStep = 0x7F7FFFFF - SmallestNormalBits;
    private const int SqrtHalfBits = 0x3F3504F3;

    // log(2) as the sum of a number of 10 bits, whose product with any exponent is exact, and a remainder.
    private const float LogLn2High = 0.693359375f;
    private const float LogLn2Low = -2.12194440e-4f;

    // (log(1 + f) - f + f^2 / 2) / f^3 on sqrt(1/2) - 1 <= f < sqrt(2) - 1; the coefficients of logf in Cephes (Moshier 1992).
    private const float LogC0 = 3.3333331174e-1f;
    private const float LogC1 = -2.4999993993e-1f;
    private const float LogC2 = 2.0000714765e-1f;
    private const float LogC3 = -1.6668057665e-1f;
    private const float LogC4 = 1.4249322787e-1f;
    private const float LogC5 = -1.2420140846e-1f;
    private const float LogC6 = 1.1676998740e-1f;
    private const float LogC7 = -1.1514610310e-1f;
    private const float LogC8 = 7.0376836292e-2f;

    /// <summary>
    /// Computes the natural logarithm. Error at most 1 unit in the last place, also for denormals. 0 gives negative infinity; a negative
    /// number or NaN gives NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) =>
        BitConverter.SingleToUInt32Bits(x) - SmallestNormalBits > LastNormalStep ? LogOfAny(x) : LogOfNormal(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) =>
        Vector128.GreaterThanAny(x.AsUInt32() - Vector128.Create(SmallestNormalBits), Vector128.Create(LastNormalStep)) ? LogOfAny(x) : LogOfNormal(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return Vector256.Create(Log(x.GetLower()), Log(x.GetUpper()));
        }

        bool isRare = Vector256.GreaterThanAny(x.AsUInt32() - Vector256.Create(SmallestNormalBits), Vector256.Create(LastNormalStep));
        return isRare ? LogOfAny(x) : LogOfNormal(x);
    }

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) =>
        Vector512.GreaterThanAny(x.AsUInt32() - Vector512.Create(SmallestNormalBits), Vector512.Create(LastNormalStep)) ? LogOfAny(x) : LogOfNormal(x);

    // x = 2^n m with sqrt(1/2) <= m < sqrt(2).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LogOfNormal(float x, float exponentOffset = 0)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int n = (bits - SqrtHalfBits) >> MantissaBits;
        float f = BitConverter.Int32BitsToSingle(bits - (n << MantissaBits)) - 1f;
        float exponent = n + exponentOffset;
        return LogOfReduced(f, exponent);
    }

    // log(2^exponent (1 + f)).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LogOfReduced(float f, float exponent)
    {
        float p = MathF.FusedMultiplyAdd(f, LogC8, LogC7);
        p = MathF.FusedMultiplyAdd(f, p, LogC6);
        p = MathF.FusedMultiplyAdd(f, p, LogC5);
        p = MathF.FusedMultiplyAdd(f, p, LogC4);
        p = MathF.FusedMultiplyAdd(f, p, LogC3);
        p = MathF.FusedMultiplyAdd(f, p, LogC2);
        p = MathF.FusedMultiplyAdd(f, p, LogC1);
        p = MathF.FusedMultiplyAdd(f, p, LogC0);
        float square = f * f;
        float tail = MathF.FusedMultiplyAdd(f * square, p, exponent * LogLn2Low);
        tail = MathF.FusedMultiplyAdd(square, -0.5f, tail);
        return MathF.FusedMultiplyAdd(exponent, LogLn2High, f + tail);
    }

    // Zero, denormals, infinity, NaN and negative numbers are rare: the usual path pays one comparison for them.
    private static float LogOfAny(float x)
    {
        bool isSmall = x < SmallestNormal;
        float result = LogOfNormal(isSmall ? x * (1 << MantissaBits) : x, isSmall ? -MantissaBits : 0);
        float special = x == 0f ? float.NegativeInfinity : x > 0f ? x : float.NaN;
        return x > 0f && x < float.PositiveInfinity ? result : special;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LogOfNormal(Vector128<float> x, Vector128<float> exponentOffset = default)
    {
        Vector128<int> bits = x.AsInt32();
        Vector128<int> n = (bits - Vector128.Create(SqrtHalfBits)) >> MantissaBits;
        Vector128<float> f = (bits - (n << MantissaBits)).AsSingle() - Vector128.Create(1f);
        Vector128<float> exponent = Vector128.ConvertToSingle(n) + exponentOffset;
        return LogOfReduced(f, exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogOfNormal(Vector256<float> x, Vector256<float> exponentOffset = default)
    {
        Vector256<int> bits = x.AsInt32();
        Vector256<int> n = (bits - Vector256.Create(SqrtHalfBits)) >> MantissaBits;
        Vector256<float> f = (bits - (n << MantissaBits)).AsSingle() - Vector256.Create(1f);
        Vector256<float> exponent = Vector256.ConvertToSingle(n) + exponentOffset;
        return LogOfReduced(f, exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LogOfReduced(Vector128<float> f, Vector128<float> exponent)
    {
        Vector128<float> p = Fused.MultiplyAdd(f, Vector128.Create(LogC8), Vector128.Create(LogC7));
        p = Fused.MultiplyAdd(f, p, Vector128.Create(LogC6));
        p = Fused.MultiplyAdd(f, p, Vector128.Create(LogC5));
        p = Fused.MultiplyAdd(f, p, Vector128.Create(LogC4));
        p = Fused.MultiplyAdd(f, p, Vector128.Create(LogC3));
        p = Fused.MultiplyAdd(f, p, Vector128.Create(LogC2));
        p = Fused.MultiplyAdd(f, p, Vector128.Create(LogC1));
        p = Fused.MultiplyAdd(f, p, Vector128.Create(LogC0));
        Vector128<float> square = f * f;
        Vector128<float> tail = Fused.MultiplyAdd(f * square, p, exponent * Vector128.Create(LogLn2Low));
        tail = Fused.MultiplyAdd(square, Vector128.Create(-0.5f), tail);
        return Fused.MultiplyAdd(exponent, Vector128.Create(LogLn2High), f + tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogOfReduced(Vector256<float> f, Vector256<float> exponent)
    {
        Vector256<float> p = Vector256.FusedMultiplyAdd(f, Vector256.Create(LogC8), Vector256.Create(LogC7));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(LogC6));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(LogC5));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(LogC4));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(LogC3));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(LogC2));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(LogC1));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(LogC0));
        Vector256<float> square = f * f;
        Vector256<float> tail = Vector256.FusedMultiplyAdd(f * square, p, exponent * Vector256.Create(LogLn2Low));
        tail = Vector256.FusedMultiplyAdd(square, Vector256.Create(-0.5f), tail);
        return Vector256.FusedMultiplyAdd(exponent, Vector256.Create(LogLn2High), f + tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector128<float> LogOfAny(Vector128<float> x)
    {
        Vector128<float> isSmall = Vector128.LessThan(x, Vector128.Create(SmallestNormal));
        Vector128<float> result = LogOfNormal(
            Vector128.ConditionalSelect(isSmall, x * (1 << MantissaBits), x),
            Vector128.ConditionalSelect(isSmall, Vector128.Create(-(float)MantissaBits), Vector128<float>.Zero));
        Vector128<float> isPositive = Vector128.GreaterThan(x, Vector128<float>.Zero);
        Vector128<float> special = Vector128.ConditionalSelect(
            Vector128.Equals(x, Vector128<float>.Zero),
            Vector128.Create(float.NegativeInfinity),
            Vector128.ConditionalSelect(isPositive, x, Vector128.Create(float.NaN)));
        return Vector128.ConditionalSelect(isPositive & Vector128.LessThan(x, Vector128.Create(float.PositiveInfinity)), result, special);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector256<float> LogOfAny(Vector256<float> x)
    {
        Vector256<float> isSmall = Vector256.LessThan(x, Vector256.Create(SmallestNormal));
        Vector256<float> result = LogOfNormal(
            Vector256.ConditionalSelect(isSmall, x * (1 << MantissaBits), x),
            Vector256.ConditionalSelect(isSmall, Vector256.Create(-(float)MantissaBits), Vector256<float>.Zero));
        Vector256<float> isPositive = Vector256.GreaterThan(x, Vector256<float>.Zero);
        Vector256<float> special = Vector256.ConditionalSelect(
            Vector256.Equals(x, Vector256<float>.Zero),
            Vector256.Create(float.NegativeInfinity),
            Vector256.ConditionalSelect(isPositive, x, Vector256.Create(float.NaN)));
        return Vector256.ConditionalSelect(isPositive & Vector256.LessThan(x, Vector256.Create(float.PositiveInfinity)), result, special);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LogOfNormal(Vector512<float> x, Vector512<float> exponentOffset = default)
    {
        Vector512<int> bits = x.AsInt32();
        Vector512<int> n = (bits - Vector512.Create(SqrtHalfBits)) >> MantissaBits;
        Vector512<float> f = (bits - (n << MantissaBits)).AsSingle() - Vector512.Create(1f);
        Vector512<float> exponent = Vector512.ConvertToSingle(n) + exponentOffset;
        return LogOfReduced(f, exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LogOfReduced(Vector512<float> f, Vector512<float> exponent)
    {
        Vector512<float> p = Vector512.FusedMultiplyAdd(f, Vector512.Create(LogC8), Vector512.Create(LogC7));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(LogC6));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(LogC5));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(LogC4));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(LogC3));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(LogC2));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(LogC1));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(LogC0));
        Vector512<float> square = f * f;
        Vector512<float> tail = Vector512.FusedMultiplyAdd(f * square, p, exponent * Vector512.Create(LogLn2Low));
        tail = Vector512.FusedMultiplyAdd(square, Vector512.Create(-0.5f), tail);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(LogLn2High), f + tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<float> LogOfAny(Vector512<float> x)
    {
        Vector512<float> isSmall = Vector512.LessThan(x, Vector512.Create(SmallestNormal));
        Vector512<float> result = LogOfNormal(
            Vector512.ConditionalSelect(isSmall, x * (1 << MantissaBits), x),
            Vector512.ConditionalSelect(isSmall, Vector512.Create(-(float)MantissaBits), Vector512<float>.Zero));
        Vector512<float> isPositive = Vector512.GreaterThan(x, Vector512<float>.Zero);
        Vector512<float> special = Vector512.ConditionalSelect(
            Vector512.Equals(x, Vector512<float>.Zero),
            Vector512.Create(float.NegativeInfinity),
            Vector512.ConditionalSelect(isPositive, x, Vector512.Create(float.NaN)));
        return Vector512.ConditionalSelect(isPositive & Vector512.LessThan(x, Vector512.Create(float.PositiveInfinity)), result, special);
    }
}
