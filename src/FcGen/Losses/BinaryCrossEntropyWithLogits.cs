using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Cross entropy between the sigmoid of the outputs x (logits) and targets t from 0 to 1, the mean over batch and outputs of
/// <c>-(w t log(sigmoid(x)) + (1 - t) log(1 - sigmoid(x)))</c>, with w from <see cref="PositiveWeight"/>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html">torch.nn.BCEWithLogitsLoss</see>).
/// The network must not end in a sigmoid. With one output, class labels 0 and 1 are targets; with several outputs it needs targets.
/// </summary>
/// <remarks>
/// Both logarithms are taken from <c>exp(-|x|)</c>, so that finite logits of any size are safe; it counts as zero below e^-64, because
/// arithmetic with subnormal gradients is many times slower.
/// </remarks>
public sealed class BinaryCrossEntropyWithLogits : Loss
{
    // Repeated, so that eight weights in a row can be loaded from every column.
    private float[] _cyclicWeights = [];

    /// <summary>
    /// Factors of the part of the loss that targets of 1 cause, one for each output or one for all, at least 0; above 1 for a class that
    /// is rare. Default: none, which is 1 for all.
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
    /// The gradient is <c>((1 - t) sigmoid(x) - w t sigmoid(-x)) / (samples * outputSize)</c>. The sum is taken in double precision.
    /// </remarks>
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients)
    {
        if (PositiveWeight is null)
        {
            return ElementwiseLoss.Compute(default(Operator), outputs, targets, outputSize, gradients);
        }

        int weights = PositiveWeight.Count;
        if (weights != 1 && weights != outputSize)
        {
            throw new ArgumentException(
                $"PositiveWeight has {weights} numbers, but needs one for each of {outputSize} outputs, or a single one.", nameof(outputSize));
        }

        return ElementwiseLoss.Compute(new WeightedOperator(_cyclicWeights, weights), outputs, targets, outputSize, gradients);
    }

    /// <summary>Losses and derivatives; <paramref name="positive"/> is w t.</summary>
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

        // -log(1 - sigmoid(x)) and -log(sigmoid(x)). The one that does not fit the sign of x is larger by |x|.
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
