using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary><c>l1 * sum(|w|) + l2 * sum(w^2)</c> over a range of weights, whose gradient is added to theirs.</summary>
internal readonly unsafe struct Penalty(float* weights, float* gradients, float l1, float l2) : IRangeWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Run(int first, int count)
    {
        Vector256<double> magnitudes = Vector256<double>.Zero;
        Vector256<double> squares = Vector256<double>.Zero;
        for (int i = 0; i < count; i += Vector256<float>.Count)
        {
            int used = Math.Min(count - i, Vector256<float>.Count);
            Vector256<float> weight = Tail.Load256(ref weights[first], (nuint)i, used);
            Vector256<float> gradient = Tail.Load256(ref gradients[first], (nuint)i, used);

            // Zero, such as padding, has no sign.
            Vector256<float> slope = Vector256.AndNot(Vector256.CopySign(Vector256.Create(l1), weight), Vector256.Equals(weight, Vector256<float>.Zero));
            gradient = Vector256.FusedMultiplyAdd(Vector256.Create(2 * l2), weight, gradient + slope);
            Tail.Store(gradient, ref gradients[first], (nuint)i, used);
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(weight);
            magnitudes += Vector256.Abs(lower) + Vector256.Abs(upper);
            squares += (lower * lower) + (upper * upper);
        }

        return (l1 * Reduction.Sum(magnitudes)) + (l2 * Reduction.Sum(squares));
    }
}
