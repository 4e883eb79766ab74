using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Huber loss: with d = output - target, the mean over batch and outputs of <c>d^2 / 2</c> where <c>|d|</c> is at most <see cref="Delta"/>,
/// and of <c>Delta (|d| - Delta / 2)</c> elsewhere.
/// It is squared near the target and linear for outliers
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html">torch.nn.HuberLoss</see>). It needs targets.
/// </summary>
public sealed class Huber : Loss
{
    /// <summary>Initializes the loss.</summary>
    /// <param name="delta">Distance from which the loss is linear; above 0. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not a finite number above 0.</exception>
    public Huber(float delta = 1f) => Delta = OptionChecks.Positive(delta);

    /// <summary>Distance from which the loss is linear.</summary>
    public float Delta { get; }

    /// <inheritdoc/>
    /// <remarks>
    /// The gradient is d, clamped to <c>-Delta</c> and <c>Delta</c>, over <c>samples * outputSize</c>. The sum is computed in double
    /// precision.
    /// </remarks>
    public override float Compute(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize, Span<float> gradients) =>
        ElementwiseLoss.Compute(new Operator(Delta), outputs, targets, outputSize, gradients, Reduction);

    private readonly struct Operator(float delta) : ILossOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Invoke(Vector256<float> output, Vector256<float> target, int first, out Vector256<float> gradient)
        {
            // With c the clamped d, both branches are c (d - c / 2). NaN is kept: the native operations then return their second operand.
            Vector256<float> difference = output - target;
            gradient = Vector256.MaxNative(Vector256.Create(-delta), Vector256.MinNative(Vector256.Create(delta), difference));
            return gradient * Fused.MultiplyAdd(gradient, Vector256.Create(-0.5f), difference);
        }
    }
}
