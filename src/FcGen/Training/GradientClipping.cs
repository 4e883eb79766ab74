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
        if (!Vector256.IsHardwareAccelerated)
        {
            return RunIn128Bits(first, count);
        }

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

    /// <summary>Adds the same numbers in the same order: 4 sums, each over two of 8 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private double RunIn128Bits(int first, int count)
    {
        ref float gradient = ref gradients[first];
        Vector128<double> lower = Vector128<double>.Zero;
        Vector128<double> upper = Vector128<double>.Zero;
        int i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Add(Vector128.LoadUnsafe(ref gradient, (nuint)i), Vector128.LoadUnsafe(ref gradient, (nuint)(i + Vector128<float>.Count)), ref lower, ref upper);
        }

        if (i < count)
        {
            Vector256<float> last = Tail.Load256(ref gradient, (nuint)i, count - i);
            Add(last.GetLower(), last.GetUpper(), ref lower, ref upper);
        }

        return Reduction.Sum(Vector256.Create(lower, upper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector128<float> a, Vector128<float> b, ref Vector128<double> lower, ref Vector128<double> upper)
    {
        (Vector128<double> a0, Vector128<double> a1) = Vector128.Widen(a);
        (Vector128<double> b0, Vector128<double> b1) = Vector128.Widen(b);
        lower += (a0 * a0) + (b0 * b0);
        upper += (a1 * a1) + (b1 * b1);
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
        if (!Vector256.IsHardwareAccelerated)
        {
            return RunIn128Bits(first, count);
        }

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

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private double RunIn128Bits(int first, int count)
    {
        ref float gradient = ref gradients[first];
        Vector128<float> factors = Vector128.Create(factor);
        Vector128<float> limits = Vector128.Create(limit);
        int i = 0;
        for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            Apply(Vector128.LoadUnsafe(ref gradient, (nuint)i), factors, limits).StoreUnsafe(ref gradient, (nuint)i);
        }

        if (i < count)
        {
            Tail.Store(Apply(Tail.Load128(ref gradient, (nuint)i, count - i), factors, limits), ref gradient, (nuint)i, count - i);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Apply(Vector128<float> gradient, Vector128<float> factors, Vector128<float> limits)
    {
        Vector128<float> isZero = Vector128.Equals(gradient, Vector128<float>.Zero);
        Vector128<float> scaled = Vector128.ConditionalSelect(isZero, gradient, gradient * factors);
        return Vector128.MaxNative(-limits, Vector128.MinNative(limits, scaled));
    }
}
