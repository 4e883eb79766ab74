using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>The sum of the squares of a range of gradients.</summary>
internal readonly unsafe struct SquaredNorm(float* gradients) : IRangeWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Run(int first, int count)
    {
        Vector256<double> squares = Vector256<double>.Zero;
        for (int i = 0; i < count; i += Vector256<float>.Count)
        {
            int used = Math.Min(count - i, Vector256<float>.Count);
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Tail.Load256(ref gradients[first], (nuint)i, used));
            squares += (lower * lower) + (upper * upper);
        }

        return Reduction.Sum(squares);
    }
}

/// <summary>Multiplies a range of gradients by a factor and limits them to a magnitude. The sum is 0.</summary>
internal readonly unsafe struct ScaleAndLimit(float* gradients, float factor, float limit) : IRangeWork
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public double Run(int first, int count)
    {
        for (int i = 0; i < count; i += Vector256<float>.Count)
        {
            int used = Math.Min(count - i, Vector256<float>.Count);
            Vector256<float> gradient = Tail.Load256(ref gradients[first], (nuint)i, used);

            // Zero stays zero even if the factor is NaN, because padding has to.
            Vector256<float> scaled = Vector256.ConditionalSelect(
                Vector256.Equals(gradient, Vector256<float>.Zero), gradient, gradient * Vector256.Create(factor));
            scaled = Vector256.Max(Vector256.Create(-limit), Vector256.Min(Vector256.Create(limit), scaled));
            Tail.Store(scaled, ref gradients[first], (nuint)i, used);
        }

        return 0;
    }
}
