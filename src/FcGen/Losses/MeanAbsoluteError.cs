using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen;

/// <summary>
/// Mean absolute error, the mean of <c>|output - target|</c> over batch and outputs
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.L1Loss.html">torch.nn.L1Loss</see>). It needs targets.
/// </summary>
public sealed class MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    /// <remarks>
    /// The gradient is <c>sign(output - target) / (samples * outputSize)</c>, and 0 where they are equal. The sum is computed in double
    /// precision.
    /// </remarks>
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) =>
        ElementwiseLoss.Compute(default(Operator), outputs, targets, outputSize, gradients, Reduction);

    private readonly struct Operator : ILossOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Invoke(Vector256<float> output, Vector256<float> target, int first, out Vector256<float> gradient)
        {
            Vector256<float> difference = output - target;
            Vector256<float> distance = Vector256.Abs(difference);

            // The sign of zero is zero, and that of NaN is NaN.
            Vector256<float> sign = Vector256.CopySign(Vector256<float>.One, difference);
            gradient = Vector256.ConditionalSelect(Vector256.GreaterThan(distance, Vector256<float>.Zero), sign, difference);
            return distance;
        }
    }
}
