using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

public static partial class VectorMath
{
    // Below, a polynomial in x^2; above, 1 - exp(t q(t) - t) with t = |x|. erf(4) rounds to 1.
    private const float ErfMiddle = 0.875f;
    private const float ErfSaturation = 4f;

    // erf(x) / x - 1 in powers of x^2 on |x| <= 7/8; minimax in the relative error of erf(x), 2^-26.7.
    private const float ErfS0 = 0.128379151f;
    private const float ErfS1 = -0.376125455f;
    private const float ErfS2 = 0.112824000f;
    private const float ErfS3 = -0.0267894641f;
    private const float ErfS4 = 0.00502923829f;
    private const float ErfS5 = -0.000618810765f;

    // q(t) = 1 + log(1 - erf(t)) / t on 7/8 <= t <= 4; minimax in the relative error of erf(t), 2^-28.
    private const float ErfL0 = -0.128525481f;
    private const float ErfL1 = -0.635680437f;
    private const float ErfL2 = -0.105312094f;
    private const float ErfL3 = 0.0229223836f;
    private const float ErfL4 = -0.00322512351f;
    private const float ErfL5 = 0.000215224965f;

    /// <summary>
    /// Computes the error function <c>2 / sqrt(pi) * integral of exp(-t^2) from 0 to x</c>. Error at most 2 ulp (units in the last place),
    /// also for denormals. NaN gives NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x)
    {
        float square = x * x;
        float small = MathF.FusedMultiplyAdd(square, ErfS5, ErfS4);
        small = MathF.FusedMultiplyAdd(square, small, ErfS3);
        small = MathF.FusedMultiplyAdd(square, small, ErfS2);
        small = MathF.FusedMultiplyAdd(square, small, ErfS1);
        small = MathF.FusedMultiplyAdd(square, small, ErfS0);
        small = MathF.FusedMultiplyAdd(x, small, x);

        float magnitude = MathF.Abs(x);
        float t = float.MinNative(ErfSaturation, magnitude);
        float q = MathF.FusedMultiplyAdd(t, ErfL5, ErfL4);
        q = MathF.FusedMultiplyAdd(t, q, ErfL3);
        q = MathF.FusedMultiplyAdd(t, q, ErfL2);
        q = MathF.FusedMultiplyAdd(t, q, ErfL1);
        q = MathF.FusedMultiplyAdd(t, q, ErfL0);
        float p = ReducedExpm1(MathF.FusedMultiplyAdd(t, q, -t), out int n);
        float scale = PowerOfTwo(n);
        float large = MathF.FusedMultiplyAdd(-scale, p, 1f - scale);
        large = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(large) | (BitConverter.SingleToInt32Bits(x) & SignMask));
        return magnitude < ErfMiddle ? small : large;
    }

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x)
    {
        Vector128<float> square = x * x;
        Vector128<float> small = Fused.MultiplyAdd(square, Vector128.Create(ErfS5), Vector128.Create(ErfS4));
        small = Fused.MultiplyAdd(square, small, Vector128.Create(ErfS3));
        small = Fused.MultiplyAdd(square, small, Vector128.Create(ErfS2));
        small = Fused.MultiplyAdd(square, small, Vector128.Create(ErfS1));
        small = Fused.MultiplyAdd(square, small, Vector128.Create(ErfS0));
        small = Fused.MultiplyAdd(x, small, x);

        Vector128<float> magnitude = Vector128.Abs(x);
        Vector128<float> t = Vector128.MinNative(Vector128.Create(ErfSaturation), magnitude);
        Vector128<float> q = Fused.MultiplyAdd(t, Vector128.Create(ErfL5), Vector128.Create(ErfL4));
        q = Fused.MultiplyAdd(t, q, Vector128.Create(ErfL3));
        q = Fused.MultiplyAdd(t, q, Vector128.Create(ErfL2));
        q = Fused.MultiplyAdd(t, q, Vector128.Create(ErfL1));
        q = Fused.MultiplyAdd(t, q, Vector128.Create(ErfL0));
        Vector128<float> p = ReducedExpm1(Fused.MultiplyAdd(t, q, -t), out Vector128<int> n);
        Vector128<float> scale = PowerOfTwo(n);
        Vector128<float> large = Fused.MultiplyAdd(-scale, p, Vector128.Create(1f) - scale);
        large = (large.AsInt32() | (x.AsInt32() & Vector128.Create(SignMask))).AsSingle();
        return Vector128.ConditionalSelect(Vector128.LessThan(magnitude, Vector128.Create(ErfMiddle)), small, large);
    }

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x)
    {
        Vector256<float> square = x * x;
        Vector256<float> small = Vector256.FusedMultiplyAdd(square, Vector256.Create(ErfS5), Vector256.Create(ErfS4));
        small = Vector256.FusedMultiplyAdd(square, small, Vector256.Create(ErfS3));
        small = Vector256.FusedMultiplyAdd(square, small, Vector256.Create(ErfS2));
        small = Vector256.FusedMultiplyAdd(square, small, Vector256.Create(ErfS1));
        small = Vector256.FusedMultiplyAdd(square, small, Vector256.Create(ErfS0));
        small = Vector256.FusedMultiplyAdd(x, small, x);

        Vector256<float> magnitude = Vector256.Abs(x);
        Vector256<float> t = Vector256.MinNative(Vector256.Create(ErfSaturation), magnitude);
        Vector256<float> q = Vector256.FusedMultiplyAdd(t, Vector256.Create(ErfL5), Vector256.Create(ErfL4));
        q = Vector256.FusedMultiplyAdd(t, q, Vector256.Create(ErfL3));
        q = Vector256.FusedMultiplyAdd(t, q, Vector256.Create(ErfL2));
        q = Vector256.FusedMultiplyAdd(t, q, Vector256.Create(ErfL1));
        q = Vector256.FusedMultiplyAdd(t, q, Vector256.Create(ErfL0));
        Vector256<float> p = ReducedExpm1(Vector256.FusedMultiplyAdd(t, q, -t), out Vector256<int> n);
        Vector256<float> scale = PowerOfTwo(n);
        Vector256<float> large = Vector256.FusedMultiplyAdd(-scale, p, Vector256.Create(1f) - scale);
        large = (large.AsInt32() | (x.AsInt32() & Vector256.Create(SignMask))).AsSingle();
        return Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(ErfMiddle)), small, large);
    }

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        Vector512<float> square = x * x;
        Vector512<float> small = Vector512.FusedMultiplyAdd(square, Vector512.Create(ErfS5), Vector512.Create(ErfS4));
        small = Vector512.FusedMultiplyAdd(square, small, Vector512.Create(ErfS3));
        small = Vector512.FusedMultiplyAdd(square, small, Vector512.Create(ErfS2));
        small = Vector512.FusedMultiplyAdd(square, small, Vector512.Create(ErfS1));
        small = Vector512.FusedMultiplyAdd(square, small, Vector512.Create(ErfS0));
        small = Vector512.FusedMultiplyAdd(x, small, x);

        Vector512<float> magnitude = Vector512.Abs(x);
        Vector512<float> t = Vector512.MinNative(Vector512.Create(ErfSaturation), magnitude);
        Vector512<float> q = Vector512.FusedMultiplyAdd(t, Vector512.Create(ErfL5), Vector512.Create(ErfL4));
        q = Vector512.FusedMultiplyAdd(t, q, Vector512.Create(ErfL3));
        q = Vector512.FusedMultiplyAdd(t, q, Vector512.Create(ErfL2));
        q = Vector512.FusedMultiplyAdd(t, q, Vector512.Create(ErfL1));
        q = Vector512.FusedMultiplyAdd(t, q, Vector512.Create(ErfL0));
        Vector512<float> p = ReducedExpm1(Vector512.FusedMultiplyAdd(t, q, -t), out Vector512<int> n);
        Vector512<float> scale = PowerOfTwo(n);
        Vector512<float> large = Vector512.FusedMultiplyAdd(-scale, p, Vector512.Create(1f) - scale);
        large = (large.AsInt32() | (x.AsInt32() & Vector512.Create(SignMask))).AsSingle();
        return Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(ErfMiddle)), small, large);
    }
}
