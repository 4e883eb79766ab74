using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

public static partial class VectorMath
{
    // 2^n is a normal float from here, and exp(-87) is far too small to change 1.
    private const float Expm1Saturation = -87f;

    /// <summary>
    /// Computes <c>exp(x) - 1</c> for x up to 0, and 0 above. Accurate near 0: error at most 2 units in the last place. NaN gives NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1OfNegative(float x) =>
        Expm1UpTo87(float.MaxNative(Expm1Saturation, float.MinNative(0f, x)));

    /// <inheritdoc cref="Expm1OfNegative(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1OfNegative(Vector128<float> x) =>
        Expm1UpTo87(Vector128.MaxNative(Vector128.Create(Expm1Saturation), Vector128.MinNative(Vector128<float>.Zero, x)));

    /// <inheritdoc cref="Expm1OfNegative(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1OfNegative(Vector256<float> x) =>
        Expm1UpTo87(Vector256.MaxNative(Vector256.Create(Expm1Saturation), Vector256.MinNative(Vector256<float>.Zero, x)));

    /// <inheritdoc cref="Expm1OfNegative(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1OfNegative(Vector512<float> x) =>
        Expm1UpTo87(Vector512.MaxNative(Vector512.Create(Expm1Saturation), Vector512.MinNative(Vector512<float>.Zero, x)));

    /// <summary>
    /// Computes <c>exp(x) - 1</c>, with the bits of <see cref="Expm1OfNegative(float)"/>, and <c>exp(x)</c> for x up to 0, and 1 above.
    /// Error of <c>exp(x)</c> at most 1.1 units in the last place; below 1.7e-38 it is 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1OfNegative(float x, out float exp)
    {
        float p = ReducedExpm1(float.MaxNative(Expm1Saturation, float.MinNative(0f, x)), out int n);
        float scale = PowerOfTwo(n);
        exp = x < Expm1Saturation ? 0f : MathF.FusedMultiplyAdd(scale, p, scale);
        return MathF.FusedMultiplyAdd(scale, p, scale - 1f);
    }

    /// <inheritdoc cref="Expm1OfNegative(float, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1OfNegative(Vector128<float> x, out Vector128<float> exp)
    {
        Vector128<float> p = ReducedExpm1(Vector128.MaxNative(Vector128.Create(Expm1Saturation), Vector128.MinNative(Vector128<float>.Zero, x)), out Vector128<int> n);
        Vector128<float> scale = PowerOfTwo(n);
        Vector128<float> power = Fused.MultiplyAdd(scale, p, scale);
        exp = Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128.Create(Expm1Saturation)), Vector128<float>.Zero, power);
        return Fused.MultiplyAdd(scale, p, scale - Vector128.Create(1f));
    }

    /// <inheritdoc cref="Expm1OfNegative(float, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1OfNegative(Vector256<float> x, out Vector256<float> exp)
    {
        Vector256<float> p = ReducedExpm1(Vector256.MaxNative(Vector256.Create(Expm1Saturation), Vector256.MinNative(Vector256<float>.Zero, x)), out Vector256<int> n);
        Vector256<float> scale = PowerOfTwo(n);
        Vector256<float> power = Vector256.FusedMultiplyAdd(scale, p, scale);
        exp = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(Expm1Saturation)), Vector256<float>.Zero, power);
        return Vector256.FusedMultiplyAdd(scale, p, scale - Vector256.Create(1f));
    }

    /// <inheritdoc cref="Expm1OfNegative(float, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1OfNegative(Vector512<float> x, out Vector512<float> exp)
    {
        Vector512<float> p = ReducedExpm1(Vector512.MaxNative(Vector512.Create(Expm1Saturation), Vector512.MinNative(Vector512<float>.Zero, x)), out Vector512<int> n);
        Vector512<float> scale = PowerOfTwo(n);
        Vector512<float> power = Vector512.FusedMultiplyAdd(scale, p, scale);
        exp = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(Expm1Saturation)), Vector512<float>.Zero, power);
        return Vector512.FusedMultiplyAdd(scale, p, scale - Vector512.Create(1f));
    }

    // exp(x) - 1 = 2^n (1 + p) - 1 for |x| up to 87.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Expm1UpTo87(float x)
    {
        float p = ReducedExpm1(x, out int n);
        float scale = PowerOfTwo(n);
        return MathF.FusedMultiplyAdd(scale, p, scale - 1f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Expm1UpTo87(Vector128<float> x)
    {
        Vector128<float> p = ReducedExpm1(x, out Vector128<int> n);
        Vector128<float> scale = PowerOfTwo(n);
        return Fused.MultiplyAdd(scale, p, scale - Vector128.Create(1f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Expm1UpTo87(Vector256<float> x)
    {
        Vector256<float> p = ReducedExpm1(x, out Vector256<int> n);
        Vector256<float> scale = PowerOfTwo(n);
        return Vector256.FusedMultiplyAdd(scale, p, scale - Vector256.Create(1f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Expm1UpTo87(Vector512<float> x)
    {
        Vector512<float> p = ReducedExpm1(x, out Vector512<int> n);
        Vector512<float> scale = PowerOfTwo(n);
        return Vector512.FusedMultiplyAdd(scale, p, scale - Vector512.Create(1f));
    }
}
