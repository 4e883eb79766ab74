namespace FcGen;

/// <summary>
/// Of the samples that belong to a class, the share for which it is chosen, 0 to 1:
/// <see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.recall_score.html">recall_score</see>.
/// </summary>
/// <param name="average">How the classes become one number. Default: <see cref="Average.Macro"/>.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="average"/> is no <see cref="Average"/>.</exception>
public sealed class Recall(Average average = Average.Macro) : ClassScore("recall", average)
{
    /// <inheritdoc/>
    private protected override double Score(long hits, long predicted, long actual) => Quotient(hits, actual);
}
