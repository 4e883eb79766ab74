namespace FcGen;

/// <summary>
/// Mean absolute error, <c>mean(|output - target|)</c> over all samples and outputs
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.mean_absolute_error.html">mean_absolute_error</see>).
/// </summary>
public sealed class Mae : Metric
{
    private double _sum;
    private long _count;

    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override double Value => _sum / _count;

    /// <inheritdoc/>
    public override void Reset() => (_sum, _count) = (0, 0);

    /// <inheritdoc/>
    protected override void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            _sum += Math.Abs((double)outputs[i] - targets[i]);
        }

        _count += outputs.Length;
    }
}
