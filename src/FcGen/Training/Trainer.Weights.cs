namespace FcGen;

/// <content>Steps on batches whose samples have weights in the loss.</content>
public sealed partial class Trainer<TNetwork>
{
    /// <summary>Performs one optimizer step on a batch with class labels and sample weights.</summary>
    /// <param name="inputs">[samples, InputSize], at least one sample and at most <see cref="BatchSize"/>.</param>
    /// <param name="labels">
    /// One class index per sample, from 0 to OutputSize - 1; 0 or 1 with one output and a loss with a <see cref="Loss.DecisionThreshold"/>.
    /// </param>
    /// <param name="sampleWeights">
    /// One weight per sample, finite and at least 0; empty for a batch without weights. A weight of 2 equals the sample twice, and a weight
    /// of 0 leaves it out, see <see cref="Loss.Compute(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{float}, int, Span{float})"/>.
    /// Batch norm computes its statistics without weights.
    /// </param>
    /// <returns>The weighted mean loss before the step; 0 if all samples have weight 0 or are ignored.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A label or a weight is out of range; parameters and buffers are unchanged.</exception>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int})" path="/exception[not(contains(@cref, 'OutOfRange'))]"/>
    public float Step(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> sampleWeights)
    {
        using Call call = BeginCall(Member.Step);
        float loss = ComputeWeighted(inputs, labels, sampleWeights);
        if (!TryApplyOrAccumulate(loss, _loss.WeightOf(labels, sampleWeights)))
        {
            Skip(loss, new LastBatch(inputs, labels, default, sampleWeights));
        }

        return loss;
    }

    /// <summary>Performs one optimizer step on a batch with targets and sample weights.</summary>
    /// <param name="inputs">[samples, InputSize], at least one sample and at most <see cref="BatchSize"/>.</param>
    /// <param name="targets">[samples, OutputSize].</param>
    /// <param name="sampleWeights">
    /// One weight per sample, finite and at least 0; empty for a batch without weights. A weight of 2 equals the sample twice, and a weight
    /// of 0 leaves it out, see <see cref="Loss.Compute(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, int, Span{float})"/>.
    /// Batch norm computes its statistics without weights.
    /// </param>
    /// <returns>The weighted mean loss before the step; 0 if all samples have weight 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A weight is out of range; parameters and buffers are unchanged.</exception>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{float})" path="/exception"/>
    public float Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> sampleWeights)
    {
        using Call call = BeginCall(Member.Step);
        float loss = ComputeWeighted(inputs, targets, sampleWeights);
        if (!TryApplyOrAccumulate(loss, TotalOf(sampleWeights, _workspace.Samples)))
        {
            Skip(loss, new LastBatch(inputs, default, targets, sampleWeights));
        }

        return loss;
    }

    /// <summary>Runs the forward and backward pass of a batch with class labels and sample weights, without an update.</summary>
    /// <param name="inputs">[samples, InputSize], at least one sample and at most <see cref="BatchSize"/>.</param>
    /// <param name="labels">
    /// One class index per sample, from 0 to OutputSize - 1; 0 or 1 with one output and a loss with a <see cref="Loss.DecisionThreshold"/>.
    /// </param>
    /// <param name="sampleWeights">
    /// One weight per sample, as in <see cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{float})"/>.
    /// </param>
    /// <returns>The weighted mean loss; NaN in the data gives NaN. The gradients are in <see cref="Gradients"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A label or a weight is out of range; the buffers are unchanged.</exception>
    /// <inheritdoc cref="ComputeGradients(ReadOnlySpan{float}, ReadOnlySpan{int})" path="/exception[not(contains(@cref, 'OutOfRange'))]"/>
    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> sampleWeights)
    {
        using Call call = BeginCall(Member.ComputeGradients);
        return ComputeWeighted(inputs, labels, sampleWeights);
    }

    /// <summary>Runs the forward and backward pass of a batch with targets and sample weights, without an update.</summary>
    /// <param name="inputs">[samples, InputSize], at least one sample and at most <see cref="BatchSize"/>.</param>
    /// <param name="targets">[samples, OutputSize].</param>
    /// <param name="sampleWeights">
    /// One weight per sample, as in <see cref="Step(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>.
    /// </param>
    /// <returns>The weighted mean loss; NaN in the data gives NaN. The gradients are in <see cref="Gradients"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A weight is out of range; the buffers are unchanged.</exception>
    /// <inheritdoc cref="ComputeGradients(ReadOnlySpan{float}, ReadOnlySpan{float})" path="/exception"/>
    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> sampleWeights)
    {
        using Call call = BeginCall(Member.ComputeGradients);
        return ComputeWeighted(inputs, targets, sampleWeights);
    }

    private float ComputeWeighted(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> sampleWeights)
    {
        CheckSampleWeights(sampleWeights, labels.Length);
        return ComputeLabeled(inputs, labels, sampleWeights);
    }

    private float ComputeWeighted(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> sampleWeights)
    {
        CheckSampleWeights(sampleWeights, inputs.Length / _inputSize);
        return ComputeTargeted(inputs, targets, sampleWeights);
    }

    private void CheckSampleWeights(ReadOnlySpan<float> sampleWeights, int samples)
    {
        if (!sampleWeights.IsEmpty)
        {
            BatchChecks.SampleWeights(sampleWeights, samples);
            CheckOutsideGradients(sampleWeights, nameof(sampleWeights));
            CheckOutsideBuffers(sampleWeights, nameof(sampleWeights));
        }
    }

    /// <summary>Returns the divisor of the mean over samples with targets.</summary>
    private static double TotalOf(ReadOnlySpan<float> sampleWeights, int samples) =>
        sampleWeights.IsEmpty ? samples : Loss.SumOf(sampleWeights);
}
