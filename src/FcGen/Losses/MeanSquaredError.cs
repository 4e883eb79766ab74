using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FcGen;

/// <summary>
/// Mean squared error, the mean of <c>(output - target)^2</c> over batch and outputs
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html">torch.nn.MSELoss</see>). It needs targets.
/// </summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    /// <remarks>The gradient is <c>2 (output - target) / (samples * outputSize)</c>. The sum is computed in double precision.</remarks>
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) =>
        ElementwiseLoss.Compute(default(Operator), outputs, targets, outputSize, gradients, Reduction);

    private readonly struct Operator : ILossOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Invoke(Vector256<float> output, Vector256<float> target, int first, out Vector256<float> gradient)
        {
            Vector256<float> difference = output - target;
            gradient = difference + difference;
            return difference * difference;
        }
    }
}
