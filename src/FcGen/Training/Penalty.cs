using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>Computes <c>l1 * sum(|w|) + l2 * sum(w^2)</c> over a range of weights, and adds its gradient to theirs.</summary>
internal readonly unsafe struct Penalty(float* weights, float* gradients, float l1, float l2) : IRangeWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Run(int first, int count)
    {
        ref float weight = ref weights[first];
        ref float gradient = ref gradients[first];
        Vector256<float> slope = Vector256.Create(l1);
        Vector256<float> factor = Vector256.Create(2 * l2);
        Vector256<double> magnitudes = Vector256<double>.Zero;
        Vector256<double> squares = Vector256<double>.Zero;
        int i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> w = Vector256.LoadUnsafe(ref weight, (nuint)i);
            Add(w, ref magnitudes, ref squares);
            AddSlope(w, Vector256.LoadUnsafe(ref gradient, (nuint)i), slope, factor).StoreUnsafe(ref gradient, (nuint)i);
        }

        if (i < count)
        {
            Vector256<float> w = Tail.Load256(ref weight, (nuint)i, count - i);
            Add(w, ref magnitudes, ref squares);
            Tail.Store(AddSlope(w, Tail.Load256(ref gradient, (nuint)i, count - i), slope, factor), ref gradient, (nuint)i, count - i);
        }

        return (l1 * Reduction.Sum(magnitudes)) + (l2 * Reduction.Sum(squares));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<float> w, ref Vector256<double> magnitudes, ref Vector256<double> squares)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(w);
        magnitudes += Vector256.Abs(lower) + Vector256.Abs(upper);
        squares += (lower * lower) + (upper * upper);
    }

    // Zero, for example padding, has no sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AddSlope(Vector256<float> w, Vector256<float> gradient, Vector256<float> slope, Vector256<float> factor)
    {
        Vector256<float> signed = Vector256.AndNot(Vector256.CopySign(slope, w), Vector256.Equals(w, Vector256<float>.Zero));
        return Fused.MultiplyAdd(factor, w, gradient + signed);
    }
}
