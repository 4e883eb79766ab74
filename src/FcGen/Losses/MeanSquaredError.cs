using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FcGen;

/// <summary>
/// Mean squared error, the mean of <c>(output - target)^2</c> over batch and outputs
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html">torch.nn.MSELoss</see>). It needs targets.
/// </summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    /// <remarks>The gradient is <c>2 (output - target) / (samples * outputSize)</c>. The sum is taken in double precision.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients)
    {
        LossChecks.Targets(outputs, targets, outputSize, gradients);
        int length = outputs.Length;
        float scale = 2f / length;
        bool wantsGradients = !gradients.IsEmpty;
        ref float output = ref MemoryMarshal.GetReference(outputs);
        ref float target = ref MemoryMarshal.GetReference(targets);
        ref float gradient = ref MemoryMarshal.GetReference(gradients);

        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> difference = Vector256.LoadUnsafe(ref output, (nuint)i) - Vector256.LoadUnsafe(ref target, (nuint)i);
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(difference);
            sums += (lower * lower) + (upper * upper);
            if (wantsGradients)
            {
                (difference * scale).StoreUnsafe(ref gradient, (nuint)i);
            }
        }

        double sum = Vector256.Sum(sums);
        for (; i < length; i++)
        {
            float difference = outputs[i] - targets[i];
            sum += (double)difference * difference;
            if (wantsGradients)
            {
                gradients[i] = difference * scale;
            }
        }

        return (float)(sum / length);
    }
}
