using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Binary cross entropy between the sigmoid of the outputs x (logits) and targets t from 0 to 1, the mean over batch and outputs of
/// <c>-(w t log(sigmoid(x)) + (1 - t) log(1 - sigmoid(x)))</c>, with w from <see cref="PositiveWeight"/>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html">torch.nn.BCEWithLogitsLoss</see>).
/// The network must not end in a sigmoid. With one output, class labels 0 and 1 are used as targets. With several outputs, targets are
/// required.
/// </summary>
/// <remarks>
/// Both logarithms are computed from <c>exp(-|x|)</c>, which is stable for finite logits of any size. Exponentials below e^-64 are flushed
/// to zero, because arithmetic with subnormal gradients is many times slower.
/// </remarks>
public sealed class BinaryCrossEntropyWithLogits : Loss
{
    // Repeated, so that eight consecutive weights can be loaded from every column.
    private float[] _cyclicWeights = [];

    /// <summary>
    /// Weight of positive examples in the loss, one for each output or one for all, at least 0. Use values above 1 for rare classes.
    /// Default: none, which is 1 for all.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    public IReadOnlyList<float>? PositiveWeight
    {
        get;
        init
        {
            field = OptionChecks.Weights(value);
            _cyclicWeights = field is null ? [] : [.. Enumerable.Range(0, field.Count + 7).Select(i => field[i % field.Count])];
        }
    }

    /// <inheritdoc/>
    public override float? DecisionThreshold => 0;

    /// <inheritdoc/>
    internal override (float Least, float Most) TargetRange => (0, 1);

    /// <inheritdoc/>
    /// <remarks>
    /// The gradient is <c>((1 - t) sigmoid(x) - w t sigmoid(-x)) / (samples * outputSize)</c>. The sum is computed in double precision.
    /// </remarks>
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients)
    {
        if (PositiveWeight is null)
        {
            return ElementwiseLoss.Compute(default(Operator), outputs, targets, outputSize, gradients, Reduction);
        }

        int weights = PositiveWeight.Count;
        if (weights != 1 && weights != outputSize)
        {
            throw new ArgumentException(
                $"PositiveWeight has {weights} weights, but {outputSize} outputs need one each, or a single weight for all.",
                nameof(outputSize));
        }

        return ElementwiseLoss.Compute(new WeightedOperator(_cyclicWeights, weights), outputs, targets, outputSize, gradients, Reduction);
    }

    /// <summary>Computes losses and derivatives of eight outputs; <paramref name="positive"/> is w t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Invoke(
        Vector256<float> x, Vector256<float> target, Vector256<float> positive, out Vector256<float> gradient)
    {
        Vector256<float> one = Vector256<float>.One;
        Vector256<float> negative = one - target;
        Vector256<float> z = VectorMath.ExpOrZero(-Vector256.Abs(x));
        Vector256<float> larger = one / (one + z);
        Vector256<float> smaller = z * larger;
        Vector256<float> isNegative = Vector256.LessThan(x, Vector256<float>.Zero);
        Vector256<float> sigmoid = Vector256.ConditionalSelect(isNegative, smaller, larger);
        Vector256<float> opposite = Vector256.ConditionalSelect(isNegative, larger, smaller);
        gradient = (negative * sigmoid) - (positive * opposite);

        // -log(1 - sigmoid(x)) and -log(sigmoid(x)). The one that does not match the sign of x is larger by |x|.
        Vector256<float> log = VectorMath.Log1pUpTo1(z);
        Vector256<float> no = log + Vector256.MaxNative(Vector256<float>.Zero, x);
        Vector256<float> yes = log + Vector256.MaxNative(Vector256<float>.Zero, -x);
        return (negative * no) + (positive * yes);
    }

    private readonly struct Operator : ILossOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Invoke(Vector256<float> output, Vector256<float> target, int first, out Vector256<float> gradient) =>
            BinaryCrossEntropyWithLogits.Invoke(output, target, target, out gradient);
    }

    private readonly struct WeightedOperator(float[] cyclicWeights, int count) : ILossOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Invoke(Vector256<float> output, Vector256<float> target, int first, out Vector256<float> gradient)
        {
            ref float weights = ref MemoryMarshal.GetArrayDataReference(cyclicWeights);
            Vector256<float> weight = Vector256.LoadUnsafe(ref weights, (nuint)(first % count));
            return BinaryCrossEntropyWithLogits.Invoke(output, target, weight * target, out gradient);
        }
    }
}
