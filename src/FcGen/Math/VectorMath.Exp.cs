using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

public static partial class VectorMath
{
    // exp(89) is above the largest float, exp(-104) below half the smallest: beyond, the result is constant.
    private const float LargestExponent = 89f;
    private const float SmallestExponent = -104f;

    // e^-64 is 2^-92, far too small to change a sum of at least 1.
    private const float NoticedExponent = -64f;

    /// <summary>
    /// Computes e to the power of x. Error at most 1.1 units in the last place, also for denormal results; NaN gives NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => ExpUpTo89(float.MinNative(LargestExponent, x));

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => ExpUpTo89(Vector128.MinNative(Vector128.Create(LargestExponent), x));

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Vector256.IsHardwareAccelerated
        ? ExpUpTo89(Vector256.MinNative(Vector256.Create(LargestExponent), x))
        : Vector256.Create(Exp(x.GetLower()), Exp(x.GetUpper()));

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => ExpUpTo89(Vector512.MinNative(Vector512.Create(LargestExponent), x));

    /// <summary>
    /// Computes e to the power of x for a softmax, and 0 below e^-64; NaN gives NaN. In a confident network many classes have smaller
    /// probabilities. These would become subnormal gradients, which slow the whole backward pass down several times.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float ExpOrZero(float x) => x < NoticedExponent ? 0f : Exp(x);

    /// <inheritdoc cref="ExpOrZero(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> ExpOrZero(Vector128<float> x)
    {
        Vector128<float> limit = Vector128.Create(NoticedExponent);
        return Vector128.AndNot(Exp(Vector128.MaxNative(limit, x)), Vector128.LessThan(x, limit));
    }

    /// <inheritdoc cref="ExpOrZero(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ExpOrZero(Vector256<float> x)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return Vector256.Create(ExpOrZero(x.GetLower()), ExpOrZero(x.GetUpper()));
        }

        Vector256<float> limit = Vector256.Create(NoticedExponent);
        return Vector256.AndNot(Exp(Vector256.MaxNative(limit, x)), Vector256.LessThan(x, limit));
    }

    // exp(x) = 2^n (1 + p). 2^n is split in two factors: each is a normal float, and only the last product rounds to a denormal or
    // overflows. If an operand is NaN, the x86 minimum and maximum return the second operand, hence x is always the second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ExpUpTo89(float x)
    {
        float p = ReducedExpm1(float.MaxNative(SmallestExponent, x), out int n);
        int half = n >> 1;
        float scale = PowerOfTwo(half);
        return MathF.FusedMultiplyAdd(scale, p, scale) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ExpUpTo89(Vector128<float> x)
    {
        Vector128<float> p = ReducedExpm1(Vector128.MaxNative(Vector128.Create(SmallestExponent), x), out Vector128<int> n);
        Vector128<int> half = n >> 1;
        Vector128<float> scale = PowerOfTwo(half);

        // The scale is a power of two: neither product rounds.
        Vector128<float> result = Fused.IsEmulated ? scale * (Vector128<float>.One + p) : Vector128.FusedMultiplyAdd(scale, p, scale);
        return result * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpUpTo89(Vector256<float> x)
    {
        Vector256<float> p = ReducedExpm1(Vector256.MaxNative(Vector256.Create(SmallestExponent), x), out Vector256<int> n);
        Vector256<int> half = n >> 1;
        Vector256<float> scale = PowerOfTwo(half);
        return Vector256.FusedMultiplyAdd(scale, p, scale) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpUpTo89(Vector512<float> x)
    {
        Vector512<float> p = ReducedExpm1(Vector512.MaxNative(Vector512.Create(SmallestExponent), x), out Vector512<int> n);
        Vector512<int> half = n >> 1;
        Vector512<float> scale = PowerOfTwo(half);
        return Vector512.FusedMultiplyAdd(scale, p, scale) * PowerOfTwo(n - half);
    }
}
