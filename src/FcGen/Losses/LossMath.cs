using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>Functions that several losses share.</summary>
internal static class LossMath
{
    // e^-64 is 2^-92, far below what a sum of at least 1 can notice. In a network that is sure of itself many classes are less likely
    // still; left alone, they would become subnormal gradients, which slow the whole backward pass down several times.
    private const float SmallestExponent = -64f;

    /// <summary>The exponential, and zero below e^-64; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpOrZero(Vector256<float> x)
    {
        Vector256<float> limit = Vector256.Create(SmallestExponent);
        Vector256<float> exponential = VectorMath.Exp(Vector256.MaxNative(limit, x));
        return Vector256.ConditionalSelect(Vector256.LessThan(x, limit), Vector256<float>.Zero, exponential);
    }

    /// <inheritdoc cref="ExpOrZero(Vector256{float})"/>
    public static float ExpOrZero(float x) => x < SmallestExponent ? 0 : VectorMath.Exp(x);

    /// <summary>
    /// <c>log(1 + x)</c> for an x of at least -1, accurate for tiny x too: what rounding 1 + x lost comes back in the first order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x)
    {
        Vector256<float> sum = Vector256<float>.One + x;
        Vector256<float> lost = (x - (sum - Vector256<float>.One)) / sum;
        return VectorMath.Log(sum) + Vector256.ConditionalSelect(Vector256.Equals(sum, Vector256<float>.Zero), Vector256<float>.Zero, lost);
    }
}
