namespace FcGen;

/// <summary>
/// Accuracy, the fraction of correctly classified samples, 0 to 1
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.accuracy_score.html">accuracy_score</see>). A sample with
/// NaN among its outputs counts as wrong.
/// </summary>
public sealed class Accuracy : ClassificationMetric
{
    private long _correct;
    private long _count;

    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override double Value => (double)_correct / _count;

    /// <inheritdoc/>
    public override void Reset() => (_correct, _count) = (0, 0);

    /// <inheritdoc/>
    protected override void Count(int actual, int predicted)
    {
        _correct += IsRight(actual, predicted) ? 1 : 0;
        _count++;
    }
}
