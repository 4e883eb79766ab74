namespace FcGen;

/// <summary>
/// Of the samples for which a class is chosen, the share that belong to it, 0 to 1:
/// <see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_score.html">precision_score</see>.
/// </summary>
/// <param name="average">How the classes become one number. Default: <see cref="Average.Macro"/>.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="average"/> is no <see cref="Average"/>.</exception>
public sealed class Precision(Average average = Average.Macro) : ClassScore("precision", average)
{
    /// <inheritdoc/>
    private protected override double Score(long hits, long predicted, long actual) => Quotient(hits, predicted);
}
