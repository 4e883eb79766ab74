using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// Elementary functions for one float and for vectors of 4, 8 and 16. All overloads of a function use the same polynomial in the same order
/// with fused multiply-adds. The result of a lane therefore does not depend on the width of its vector.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    private const int MantissaBits = 23;
    private const int ExponentBias = 127;
    private const int SignMask = unchecked((int)0x80000000);

    // Added to a float below 2^22, it leaves the nearest integer in the low bits of the sum.
    private const float RoundingShift = 12582912f; // 1.5 * 2^23
    private const int RoundingShiftBits = 0x4B400000;

    // The same for doubles; the low word of the sum is the integer.
    private const double DoubleRoundingShift = 6755399441055744; // 1.5 * 2^52

    // The sum of such a shift and a number from 2^-k to 2^(1 - k) has the bits of a float: 1.5 * 2^(29 - k).
    private const double ShiftOf1 = 402653184;
    private const double ShiftOf2 = 201326592;
    private const double ShiftOf3 = 100663296;
    private const double ShiftOf5 = 25165824;
    private const double ShiftOf7 = 6291456;

    private const float Log2E = 1.44269502f;

    // log(2) as the sum of two floats: n * Ln2High is exact inside a fused multiply-add.
    private const float Ln2High = 0.693147182f;
    private const float Ln2Low = -1.90465421e-9f;

    // (exp(r) - 1 - r) / r^2 on |r| <= log(2) / 2, interpolated at the Chebyshev points; relative error of exp(r) - 1 below 2^-25.
    private const float Expm1C2 = 0.5f;
    private const float Expm1C3 = 0.166665763f;
    private const float Expm1C4 = 0.0416665524f;
    private const float Expm1C5 = 0.00836323295f;
    private const float Expm1C6 = 0.00139262504f;

    /// <summary>Splits <c>x = n log(2) + r</c> with |r| at most log(2) / 2, and returns <c>exp(r) - 1</c> and n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ReducedExpm1(float x, out int n)
    {
        float shifted = MathF.FusedMultiplyAdd(x, Log2E, RoundingShift);
        n = BitConverter.SingleToInt32Bits(shifted) - RoundingShiftBits;
        float whole = shifted - RoundingShift;
        float r = MathF.FusedMultiplyAdd(whole, -Ln2High, x);
        r = MathF.FusedMultiplyAdd(whole, -Ln2Low, r);
        float p = MathF.FusedMultiplyAdd(r, Expm1C6, Expm1C5);
        p = MathF.FusedMultiplyAdd(r, p, Expm1C4);
        p = MathF.FusedMultiplyAdd(r, p, Expm1C3);
        p = MathF.FusedMultiplyAdd(r, p, Expm1C2);
        return MathF.FusedMultiplyAdd(r * r, p, r);
    }

    /// <inheritdoc cref="ReducedExpm1(float, out int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ReducedExpm1(Vector128<float> x, out Vector128<int> n)
    {
        if (Fused.IsEmulated)
        {
            return ReducedExpm1InDouble(x, out n);
        }

        Vector128<float> shifted = Fused.MultiplyAdd(x, Vector128.Create(Log2E), Vector128.Create(RoundingShift));
        n = shifted.AsInt32() - Vector128.Create(RoundingShiftBits);
        Vector128<float> whole = shifted - Vector128.Create(RoundingShift);
        Vector128<float> r = Fused.MultiplyAdd(whole, Vector128.Create(-Ln2High), x);
        r = Fused.MultiplyAdd(whole, Vector128.Create(-Ln2Low), r);
        Vector128<float> p = Fused.MultiplyAdd(r, Vector128.Create(Expm1C6), Vector128.Create(Expm1C5));
        p = Fused.MultiplyAdd(r, p, Vector128.Create(Expm1C4));
        p = Fused.MultiplyAdd(r, p, Vector128.Create(Expm1C3));
        p = Fused.MultiplyAdd(r, p, Vector128.Create(Expm1C2));
        return Fused.MultiplyAdd(r * r, p, r);
    }

    /// <inheritdoc cref="ReducedExpm1(float, out int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ReducedExpm1(Vector256<float> x, out Vector256<int> n)
    {
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(RoundingShift));
        n = shifted.AsInt32() - Vector256.Create(RoundingShiftBits);
        Vector256<float> whole = shifted - Vector256.Create(RoundingShift);
        Vector256<float> r = Vector256.FusedMultiplyAdd(whole, Vector256.Create(-Ln2High), x);
        r = Vector256.FusedMultiplyAdd(whole, Vector256.Create(-Ln2Low), r);
        Vector256<float> p = Vector256.FusedMultiplyAdd(r, Vector256.Create(Expm1C6), Vector256.Create(Expm1C5));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(Expm1C4));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(Expm1C3));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(Expm1C2));
        return Vector256.FusedMultiplyAdd(r * r, p, r);
    }

    /// <inheritdoc cref="ReducedExpm1(float, out int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ReducedExpm1(Vector512<float> x, out Vector512<int> n)
    {
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(RoundingShift));
        n = shifted.AsInt32() - Vector512.Create(RoundingShiftBits);
        Vector512<float> whole = shifted - Vector512.Create(RoundingShift);
        Vector512<float> r = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-Ln2Low), r);
        Vector512<float> p = Vector512.FusedMultiplyAdd(r, Vector512.Create(Expm1C6), Vector512.Create(Expm1C5));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(Expm1C4));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(Expm1C3));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(Expm1C2));
        return Vector512.FusedMultiplyAdd(r * r, p, r);
    }

    /// <summary>
    /// Computes <see cref="ReducedExpm1(float, out int)"/> without fused multiply-adds. The products are exact in double precision, and so
    /// are the sums up to r: at most 53 bits. Half as long as with <see cref="Fused"/>, for which every r halfway between two floats is a
    /// detour.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ReducedExpm1InDouble(Vector128<float> x, out Vector128<int> n)
    {
        (Vector128<double> x0, Vector128<double> x1) = Vector128.Widen(x);
        Vector128<double> shifted0 = (x0 * Log2E) + Vector128.Create(DoubleRoundingShift);
        Vector128<double> shifted1 = (x1 * Log2E) + Vector128.Create(DoubleRoundingShift);
        n = Fused.LowWords(shifted0, shifted1);
        Vector128<double> whole0 = shifted0 - Vector128.Create(DoubleRoundingShift);
        Vector128<double> whole1 = shifted1 - Vector128.Create(DoubleRoundingShift);
        (Vector128<double> r0, Vector128<double> r1) = Vector128.Widen(Vector128.Narrow(x0 - (whole0 * Ln2High), x1 - (whole1 * Ln2High)));
        Vector128<float> r = Vector128.Narrow(r0 - (whole0 * Ln2Low), r1 - (whole1 * Ln2Low));
        (r0, r1) = Vector128.Widen(r);

        // Each sum has a known exponent: adding a shift leaves the bits of a float, rounded once. The last but one is below 1/2 if r is
        // negative. The last is subnormal only if r is so small that its square is zero, and the sum exact.
        Vector128<double> shift0 = Vector128.ConditionalSelect(Vector128.LessThan(r0, Vector128<double>.Zero), Vector128.Create(ShiftOf2), Vector128.Create(ShiftOf1));
        Vector128<double> shift1 = Vector128.ConditionalSelect(Vector128.LessThan(r1, Vector128<double>.Zero), Vector128.Create(ShiftOf2), Vector128.Create(ShiftOf1));
        Vector128<double> p0 = (r0 * Expm1C6) + Vector128.Create(Expm1C5 + ShiftOf7) - Vector128.Create(ShiftOf7);
        Vector128<double> p1 = (r1 * Expm1C6) + Vector128.Create(Expm1C5 + ShiftOf7) - Vector128.Create(ShiftOf7);
        p0 = (r0 * p0) + Vector128.Create(Expm1C4 + ShiftOf5) - Vector128.Create(ShiftOf5);
        p1 = (r1 * p1) + Vector128.Create(Expm1C4 + ShiftOf5) - Vector128.Create(ShiftOf5);
        p0 = (r0 * p0) + Vector128.Create(Expm1C3 + ShiftOf3) - Vector128.Create(ShiftOf3);
        p1 = (r1 * p1) + Vector128.Create(Expm1C3 + ShiftOf3) - Vector128.Create(ShiftOf3);
        p0 = (r0 * p0) + (shift0 + Vector128.Create((double)Expm1C2)) - shift0;
        p1 = (r1 * p1) + (shift1 + Vector128.Create((double)Expm1C2)) - shift1;
        (Vector128<double> square0, Vector128<double> square1) = Vector128.Widen(r * r);
        p0 = (square0 * p0) + r0;
        p1 = (square1 * p1) + r1;
        return Fused.AreExact(p0, p1) ? Vector128.Narrow(p0, p1) : Expm1OfRest(r);
    }

    /// <summary>Computes <c>exp(r) - 1</c> where a sum of doubles is halfway between two floats: in one of millions of vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector128<float> Expm1OfRest(Vector128<float> r)
    {
        Vector128<float> p = Fused.MultiplyAdd(r, Vector128.Create(Expm1C6), Vector128.Create(Expm1C5));
        p = Fused.MultiplyAdd(r, p, Vector128.Create(Expm1C4));
        p = Fused.MultiplyAdd(r, p, Vector128.Create(Expm1C3));
        p = Fused.MultiplyAdd(r, p, Vector128.Create(Expm1C2));
        return Fused.MultiplyAdd(r * r, p, r);
    }

    /// <summary>Computes 2^n for n from -126 to 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float PowerOfTwo(int n) => BitConverter.Int32BitsToSingle((n + ExponentBias) << MantissaBits);

    /// <inheritdoc cref="PowerOfTwo(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<int> n) => ((n + Vector128.Create(ExponentBias)) << MantissaBits).AsSingle();

    /// <inheritdoc cref="PowerOfTwo(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<int> n) => ((n + Vector256.Create(ExponentBias)) << MantissaBits).AsSingle();

    /// <inheritdoc cref="PowerOfTwo(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<int> n) => ((n + Vector512.Create(ExponentBias)) << MantissaBits).AsSingle();
}
