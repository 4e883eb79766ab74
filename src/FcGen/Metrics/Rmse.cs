namespace FcGen;

/// <summary>
/// Root mean squared error, <c>sqrt(mean((output - target)²))</c> of each output, averaged over outputs
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.root_mean_squared_error.html">root_mean_squared_error</see>).
/// </summary>
public sealed class Rmse : Metric
{
    private readonly SquaredErrors _errors = new();

    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            double sum = 0;
            foreach (SquaredErrors.Output output in _errors.Outputs)
            {
                sum += Math.Sqrt(output.ErrorSquares / _errors.Count);
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
