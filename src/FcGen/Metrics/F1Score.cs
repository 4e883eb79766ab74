namespace FcGen;

/// <summary>
/// Harmonic mean of precision and recall of a class, <c>2 hits / (chosen + belonging)</c>, 0 to 1:
/// <see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.f1_score.html">f1_score</see>.
/// </summary>
/// <param name="average">How the classes become one number. Default: <see cref="Average.Macro"/>.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="average"/> is no <see cref="Average"/>.</exception>
public sealed class F1Score(Average average = Average.Macro) : ClassScore("f1", average)
{
    /// <inheritdoc/>
    private protected override double Score(long hits, long predicted, long actual) => Quotient(2 * hits, predicted + actual);
}
