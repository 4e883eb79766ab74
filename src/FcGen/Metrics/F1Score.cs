namespace FcGen;

/// <summary>
/// F1 score, the harmonic mean of precision and recall of a class, <c>2 hits / (predicted + actual)</c>, 0 to 1
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.f1_score.html">f1_score</see>).
/// </summary>
/// <param name="average">Averaging over classes. Default: <see cref="ScoreAverage.Macro"/>.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="average"/> is not a valid <see cref="ScoreAverage"/>.</exception>
public sealed class F1Score(ScoreAverage average = ScoreAverage.Macro) : ClassScore("f1", average)
{
    /// <inheritdoc/>
    private protected override double Score(long hits, long predicted, long actual) => Quotient(2 * hits, predicted + actual);
}
