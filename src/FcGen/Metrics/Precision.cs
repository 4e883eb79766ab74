namespace FcGen;

/// <summary>
/// Precision, the fraction of samples predicted as a class that belong to it, 0 to 1
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_score.html">precision_score</see>).
/// </summary>
/// <param name="average">Averaging over classes. Default: <see cref="ScoreAverage.Macro"/>.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="average"/> is not a valid <see cref="ScoreAverage"/>.</exception>
public sealed class Precision(ScoreAverage average = ScoreAverage.Macro) : ClassScore("precision", average)
{
    /// <inheritdoc/>
    private protected override double Score(long hits, long predicted, long actual) => Quotient(hits, predicted);
}
