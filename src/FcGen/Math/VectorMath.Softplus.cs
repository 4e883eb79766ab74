using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

public static partial class VectorMath
{
    // sqrt(2) - 1: above, 1 + z is halved before the logarithm.
    private const float Log1pMiddle = 0.414213562f;

    /// <summary>
    /// Computes <c>log(1 + exp(x))</c>. With <c>z = exp(-|x|)</c> it is <c>max(x, 0) + log(1 + z)</c>, which neither overflows nor rounds a
    /// tiny z away. Error at most 2 units in the last place; NaN gives NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x)
    {
        float z = ExpUpTo89(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) | SignMask));
        return float.MaxNative(0f, x) + Log1pUpTo1(z);
    }

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x)
    {
        Vector128<float> z = ExpUpTo89((x.AsInt32() | Vector128.Create(SignMask)).AsSingle());
        return Vector128.MaxNative(Vector128<float>.Zero, x) + Log1pUpTo1(z);
    }

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x)
    {
        Vector256<float> z = ExpUpTo89((x.AsInt32() | Vector256.Create(SignMask)).AsSingle());
        return Vector256.MaxNative(Vector256<float>.Zero, x) + Log1pUpTo1(z);
    }

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
    {
        Vector512<float> z = ExpUpTo89((x.AsInt32() | Vector512.Create(SignMask)).AsSingle());
        return Vector512.MaxNative(Vector512<float>.Zero, x) + Log1pUpTo1(z);
    }

    /// <summary>Computes <c>log(1 + z)</c> for z from 0 to 1, without the rounding of 1 + z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Log1pUpTo1(float z) => z > Log1pMiddle ? LogOfReduced((z - 1f) * 0.5f, 1f) : LogOfReduced(z, 0f);

    /// <inheritdoc cref="Log1pUpTo1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Log1pUpTo1(Vector128<float> z)
    {
        Vector128<float> one = Vector128.Create(1f);
        Vector128<float> isHalved = Vector128.GreaterThan(z, Vector128.Create(Log1pMiddle));
        return LogOfReduced(Vector128.ConditionalSelect(isHalved, (z - one) * 0.5f, z), isHalved & one);
    }

    /// <inheritdoc cref="Log1pUpTo1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Log1pUpTo1(Vector256<float> z)
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return Vector256.Create(Log1pUpTo1(z.GetLower()), Log1pUpTo1(z.GetUpper()));
        }

        Vector256<float> one = Vector256.Create(1f);
        Vector256<float> isHalved = Vector256.GreaterThan(z, Vector256.Create(Log1pMiddle));
        return LogOfReduced(Vector256.ConditionalSelect(isHalved, (z - one) * 0.5f, z), isHalved & one);
    }

    /// <inheritdoc cref="Log1pUpTo1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Log1pUpTo1(Vector512<float> z)
    {
        Vector512<float> one = Vector512.Create(1f);
        Vector512<float> isHalved = Vector512.GreaterThan(z, Vector512.Create(Log1pMiddle));
        return LogOfReduced(Vector512.ConditionalSelect(isHalved, (z - one) * 0.5f, z), isHalved & one);
    }
}
