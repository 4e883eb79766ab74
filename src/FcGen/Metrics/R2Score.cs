namespace FcGen;

/// <summary>
/// Coefficient of determination, <c>1 - sum((target - output)²) / sum((target - mean target)²)</c> of each output, averaged over outputs
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.r2_score.html">r2_score</see>). 1 is a perfect fit; always
/// predicting the mean gives 0. As in scikit-learn, an output with constant targets scores 1 without error and 0 with error, and fewer than
/// two samples give NaN.
/// </summary>
public sealed class R2Score : Metric
{
    private readonly SquaredErrors _errors = new();

    /// <inheritdoc/>
    public override string Name => "r2";

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            if (_errors.Count < 2)
            {
                return double.NaN;
            }

            double sum = 0;
            foreach (SquaredErrors.Output output in _errors.Outputs)
            {
                sum += output switch
                {
                    { TargetSquares: not 0 } => 1 - (output.ErrorSquares / output.TargetSquares),
                    { ErrorSquares: 0 } => 1,
                    { ErrorSquares: double.NaN } => double.NaN,
                    _ => 0,
                };
            }

            return sum / _errors.Outputs.Length;
        }
    }

    /// <inheritdoc/>
    public override void Reset() => _errors.Reset();

    /// <inheritdoc/>
    protected override void AddBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize) =>
        _errors.Add(outputs, targets, outputSize);
}
