using System.Runtime.CompilerServices;
using FcGen.Runtime;

namespace FcGen;

/// <content>Gradient accumulation: one update from the gradients of several batches.</content>
public sealed partial class Trainer<TNetwork>
{
    private AlignedBuffer _accumulated;
    private double _accumulatedWeight;
    private int _accumulatedBatches;

    /// <summary>
    /// Number of batches whose gradients are accumulated for one update, in <c>Step</c> and <c>Fit</c>. It replaces a batch that does not
    /// fit into memory: without batch norm and dropout, the update equals that of one large batch up to rounding, also if the batches
    /// differ in size. At least 1. Default: 1, an update after each batch.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A <see cref="Schedule"/> of steps advances with each update. <c>Fit</c> updates at the end of each epoch with the batches that remain,
    /// and discards batches of <c>Step</c> calls before it. Setting the value also discards accumulated batches.
    /// </para>
    /// <para>
    /// The mean weights each batch by its number of samples, or by the sum of their weights and class weights. With
    /// <see cref="LossReduction.Sum"/>, the gradients are added, those of <see cref="L1"/> and <see cref="L2"/> once per batch.
    /// <see cref="ComputeGradients(ReadOnlySpan{float}, ReadOnlySpan{int})"/> and <see cref="ApplyGradients"/> do not accumulate. A batch with
    /// NaN or infinity is not accumulated, see <see cref="NonFiniteGradients"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int AccumulationSteps
    {
        get;
        set
        {
            field = OptionChecks.AtLeast(1, value, nameof(AccumulationSteps));
            if (value > 1 && _accumulated.Length == 0)
            {
                _accumulated = new AlignedBuffer(_gradients.Length);
            }

            DiscardAccumulated();
        }
    } = 1;

    /// <summary>Applies the gradients of a batch, or accumulates them until there are enough batches.</summary>
    /// <param name="loss">Loss of the batch.</param>
    /// <param name="weight">Divisor of the mean loss of the batch.</param>
    /// <returns>Whether the gradients have been applied or accumulated. Otherwise call <see cref="Skip"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryApplyOrAccumulate(float loss, double weight) =>
        AccumulationSteps == 1 ? TryApply(loss) : TryAccumulateOrApply(loss, weight);

    private bool TryAccumulateOrApply(float loss, double weight)
    {
        if (!IsFinite(loss, MeasureGradients()))
        {
            return false;
        }

        Accumulate(_loss.Reduction == LossReduction.Sum ? 1 : weight);
        if (_accumulatedBatches < AccumulationSteps)
        {
            _isForwardPending = false;
            return true;
        }

        return TryApplyAccumulated(loss);
    }

    /// <summary>Adds the gradients of a batch to those of the batches before it.</summary>
    private unsafe void Accumulate(double weight)
    {
        if (_accumulatedBatches == 0)
        {
            _accumulated.Span.Clear();
        }

        fixed (float* accumulated = _accumulated.Span, gradients = _gradients.Span)
        {
            _allRanges.Run(new WeightedSum(accumulated, gradients, kept: 1, (float)weight), MaxDegreeOfParallelism);
        }

        _accumulatedWeight += weight;
        _accumulatedBatches++;
    }

    /// <summary>Updates with all accumulated gradients.</summary>
    private unsafe bool TryApplyAccumulated(float loss)
    {
        double divisor = _loss.Reduction == LossReduction.Sum || _accumulatedWeight == 0 ? 1 : _accumulatedWeight;
        _accumulated.Span.CopyTo(_gradients.Span);
        fixed (float* gradients = _gradients.Span)
        {
            _allRanges.Run(new ScaleAndLimit(gradients, (float)(1 / divisor), float.PositiveInfinity), MaxDegreeOfParallelism);
        }

        DiscardAccumulated();
        return TryApply(loss);
    }

    private void DiscardAccumulated() => (_accumulatedWeight, _accumulatedBatches) = (0, 0);
}
