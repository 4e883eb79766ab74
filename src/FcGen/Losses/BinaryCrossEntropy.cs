using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Binary cross entropy between probabilities p and targets t from 0 to 1, the mean of <c>-(t log(p) + (1 - t) log(1 - p))</c> over batch
/// and outputs (<see href="https://pytorch.org/docs/stable/generated/torch.nn.BCELoss.html">torch.nn.BCELoss</see>).
/// The network must end in a sigmoid. <see cref="BinaryCrossEntropyWithLogits"/> without a sigmoid is faster and more accurate.
/// With one output, class labels 0 and 1 are used as targets. With several outputs, targets are required.
/// </summary>
/// <remarks>
/// As in PyTorch, logarithms are clamped to at least -100, and <c>p (1 - p)</c> in the gradient to at least 1e-12. This keeps both finite.
/// An output outside 0 to 1 makes the loss NaN (PyTorch: an error).
/// </remarks>
public sealed class BinaryCrossEntropy : Loss
{
    private const float SmallestLogarithm = -100f;
    private const float SmallestDenominator = 1e-12f;

    /// <inheritdoc/>
    public override float? DecisionThreshold => 0.5f;

    /// <inheritdoc/>
    internal override (float Least, float Most) TargetRange => (0, 1);

    /// <inheritdoc/>
    /// <remarks>
    /// The gradient is <c>(p - t) / max(p (1 - p), 1e-12) / (samples * outputSize)</c>. The sum is computed in double precision.
    /// </remarks>
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) =>
        ElementwiseLoss.Compute(default(Operator), outputs, targets, outputSize, gradients, Reduction);

    /// <inheritdoc/>
    internal override string? ExplainNaN(ReadOnlySpan<float> outputs, int outputSize)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i] is < 0 or > 1)
            {
                return $"output {i % outputSize} of sample {i / outputSize} is {outputs[i]}, but {nameof(BinaryCrossEntropy)} needs "
                    + $"probabilities from 0 to 1. End the network in a Sigmoid, or use {nameof(BinaryCrossEntropyWithLogits)}";
            }
        }

        return null;
    }

    private readonly struct Operator : ILossOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Invoke(Vector256<float> output, Vector256<float> target, int first, out Vector256<float> gradient)
        {
            Vector256<float> limit = Vector256.Create(SmallestLogarithm);
            Vector256<float> rest = Vector256<float>.One - output;
            gradient = (output - target) / Vector256.Max(output * rest, Vector256.Create(SmallestDenominator));
            Vector256<float> yes = Vector256.Max(VectorMath.Log(output), limit);
            Vector256<float> no = Vector256.Max(LossMath.Log1p(-output), limit);
            return -((target * yes) + ((Vector256<float>.One - target) * no));
        }
    }
}
