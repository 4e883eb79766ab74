using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>Sums the squares of a range of gradients.</summary>
internal readonly unsafe struct SquaredNorm(float* gradients) : IRangeWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Run(int first, int count)
    {
        ref float gradient = ref gradients[first];
        Vector256<double> squares = Vector256<double>.Zero;
        int i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            squares += Squares(Vector256.LoadUnsafe(ref gradient, (nuint)i));
        }

        if (i < count)
        {
            squares += Squares(Tail.Load256(ref gradient, (nuint)i, count - i));
        }

        return Reduction.Sum(squares);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Squares(Vector256<float> values)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(values);
        return (lower * lower) + (upper * upper);
    }
}

/// <summary>Multiplies a range of gradients by a factor and clamps them to a magnitude. The sum is 0.</summary>
internal readonly unsafe struct ScaleAndLimit(float* gradients, float factor, float limit) : IRangeWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Run(int first, int count)
    {
        ref float gradient = ref gradients[first];
        Vector256<float> factors = Vector256.Create(factor);
        Vector256<float> limits = Vector256.Create(limit);
        int i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Apply(Vector256.LoadUnsafe(ref gradient, (nuint)i), factors, limits).StoreUnsafe(ref gradient, (nuint)i);
        }

        if (i < count)
        {
            Tail.Store(Apply(Tail.Load256(ref gradient, (nuint)i, count - i), factors, limits), ref gradient, (nuint)i, count - i);
        }

        return 0;
    }

    // Zero stays zero even if the factor is NaN, because padding must. The native operations return their second operand for NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Apply(Vector256<float> gradient, Vector256<float> factors, Vector256<float> limits)
    {
        Vector256<float> isZero = Vector256.Equals(gradient, Vector256<float>.Zero);
        Vector256<float> scaled = Vector256.ConditionalSelect(isZero, gradient, gradient * factors);
        return Vector256.MaxNative(-limits, Vector256.MinNative(limits, scaled));
    }
}
