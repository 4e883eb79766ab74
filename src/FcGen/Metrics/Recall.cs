namespace FcGen;

/// <summary>
/// Recall, the fraction of samples of a class that are predicted as this class, 0 to 1
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.recall_score.html">recall_score</see>).
/// </summary>
/// <param name="average">Averaging over classes. Default: <see cref="ScoreAverage.Macro"/>.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="average"/> is not a valid <see cref="ScoreAverage"/>.</exception>
public sealed class Recall(ScoreAverage average = ScoreAverage.Macro) : ClassScore("recall", average)
{
    /// <inheritdoc/>
    private protected override double Score(long hits, long predicted, long actual) => Quotient(hits, actual);
}
