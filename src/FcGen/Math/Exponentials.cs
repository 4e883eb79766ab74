using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// Computes exponentials of a row and their sum for processors without 256-bit vectors. The sum has 8 lanes, as with such vectors, in two
/// halves that take turns.
/// </summary>
internal static class Exponentials
{
    /// <summary>Computes <c>y = exp(x - max)</c>.</summary>
    /// <param name="x">The row.</param>
    /// <param name="count">Length of the row, a multiple of 8.</param>
    /// <param name="max">The number to subtract.</param>
    /// <param name="sum">The sum so far.</param>
    /// <param name="y">Receives the exponentials.</param>
    /// <returns>The sum with that of each lane added.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector256<float> Sum(ref float x, nuint count, float max, Vector256<float> sum, ref float y)
    {
        Vector128<float> lower = sum.GetLower();
        Vector128<float> upper = sum.GetUpper();
        for (nuint i = 0; i < count; i += (nuint)Vector128<float>.Count)
        {
            Vector128<float> exponential = VectorMath.Exp(Vector128.LoadUnsafe(ref x, i) - Vector128.Create(max));
            exponential.StoreUnsafe(ref y, i);
            (lower, upper) = (upper, lower + exponential);
        }

        return Vector256.Create(lower, upper);
    }

    /// <summary>Computes <c>y = exp(x - max)</c>, or 0 below e^-64. Nothing is stored if y is a null reference.</summary>
    /// <inheritdoc cref="Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector256<float> SumOrZeros(ref float x, nuint count, float max, Vector256<float> sum, ref float y)
    {
        bool keep = !Unsafe.IsNullRef(ref y);
        Vector128<float> lower = sum.GetLower();
        Vector128<float> upper = sum.GetUpper();
        for (nuint i = 0; i < count; i += (nuint)Vector128<float>.Count)
        {
            Vector128<float> exponential = VectorMath.ExpOrZero(Vector128.LoadUnsafe(ref x, i) - Vector128.Create(max));
            if (keep)
            {
                exponential.StoreUnsafe(ref y, i);
            }

            (lower, upper) = (upper, lower + exponential);
        }

        return Vector256.Create(lower, upper);
    }
}
