namespace FcGen;

/// <content>Weights of the samples in the loss.</content>
public sealed partial class DataSet
{
    private readonly float[] _sampleWeights;
    private float[]? _sampleWeightsInOrder;

    /// <summary>
    /// Weight of each sample in the loss of <c>Fit</c> and <c>Evaluate</c>, [<see cref="DataSource.Count"/>]; empty if the samples have no
    /// weights. A weight of 2 equals the sample twice, and a weight of 0 leaves it out, see
    /// <see cref="Loss.Compute(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{float}, int, Span{float})"/>. Metrics and standardization
    /// do not use the weights. A <see cref="WeightedRandomSampler"/> can draw samples with these weights instead. A subset copies them, as
    /// with <see cref="Inputs"/>.
    /// </summary>
    public ReadOnlySpan<float> SampleWeights => InOrderWeights();

    /// <inheritdoc/>
    internal override bool HasSampleWeights => _sampleWeights.Length > 0;

    /// <summary>Returns the same samples with weights, see <see cref="SampleWeights"/>. The weights are copied.</summary>
    /// <param name="weights">One weight per sample, finite and at least 0; empty to remove the weights.</param>
    /// <exception cref="ArgumentException">The number of weights is neither 0 nor that of the samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    public DataSet WithSampleWeights(ReadOnlySpan<float> weights)
    {
        if (!weights.IsEmpty)
        {
            BatchChecks.SampleWeights(weights, Count, nameof(weights));
        }

        return With(InOrder(_inputs, InputSize, ref _inputsInOrder), ClassNames, weights.ToArray());
    }

    private float[] InOrderWeights() => InOrder(_sampleWeights, HasSampleWeights ? 1 : 0, ref _sampleWeightsInOrder);
}
