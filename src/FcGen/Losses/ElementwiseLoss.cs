using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>Computes losses that are a mean or sum of elementwise losses over batch and outputs.</summary>
internal static class ElementwiseLoss
{
    /// <summary>Computes the mean or sum of an elementwise loss, and its gradient. The sum is computed in double precision.</summary>
    /// <typeparam name="TOperator">The loss of one output.</typeparam>
    /// <param name="op">The coefficients of the loss.</param>
    /// <param name="outputs">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="targets">[samples, <paramref name="outputSize"/>].</param>
    /// <param name="outputSize">Number of outputs of one sample.</param>
    /// <param name="gradients">Empty, or receives [samples, <paramref name="outputSize"/>].</param>
    /// <param name="reduction">Mean or sum.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    // Neither is inlined: the JIT stops inlining beyond a budget, and would call the functions of the operator.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Compute<TOperator>(
        TOperator op,
        ReadOnlySpan<float> outputs,
        ReadOnlySpan<float> targets,
        int outputSize,
        Span<float> gradients,
        LossReduction reduction)
        where TOperator : struct, ILossOperator
    {
        LossChecks.Targets(outputs, targets, outputSize, gradients);
        int length = outputs.Length;
        bool wantsGradients = !gradients.IsEmpty;
        ref float output = ref MemoryMarshal.GetReference(outputs);
        ref float target = ref MemoryMarshal.GetReference(targets);
        ref float gradient = ref MemoryMarshal.GetReference(gradients);
        int divisor = reduction == LossReduction.Sum ? 1 : length;
        float scale = 1f / divisor;

        // The remainder comes first: sums that live across a call would be kept in memory during the loop.
        int whole = length - (length % Vector256<float>.Count);
        Vector256<double> sums = whole < length ? Last(op, outputs, targets, whole, gradients, scale) : Vector256<double>.Zero;
        for (int i = 0; i < whole; i += Vector256<float>.Count)
        {
            Vector256<float> loss = op.Invoke(
                Vector256.LoadUnsafe(ref output, (nuint)i), Vector256.LoadUnsafe(ref target, (nuint)i), i, out Vector256<float> derivative);
            sums += Pairs(loss);
            if (wantsGradients)
            {
                (derivative * scale).StoreUnsafe(ref gradient, (nuint)i);
            }
        }

        return (float)(Reduction.Sum(sums) / divisor);
    }

    // A separate method, so that the operator, which may be long, is inlined once per compiled method.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector256<double> Last<TOperator>(
        TOperator op, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int first, Span<float> gradients, float scale)
        where TOperator : struct, ILossOperator
    {
        int count = outputs.Length - first;
        Vector256<float> output = Tail.Load256(ref MemoryMarshal.GetReference(outputs), (nuint)first, count);
        Vector256<float> target = Tail.Load256(ref MemoryMarshal.GetReference(targets), (nuint)first, count);
        Vector256<float> loss = op.Invoke(output, target, first, out Vector256<float> derivative);
        if (!gradients.IsEmpty)
        {
            Tail.Store(derivative * scale, ref MemoryMarshal.GetReference(gradients), (nuint)first, count);
        }

        return Pairs(Tail.Keep(loss, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Pairs(Vector256<float> values)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(values);
        return lower + upper;
    }
}
