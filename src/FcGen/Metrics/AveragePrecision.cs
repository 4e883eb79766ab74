namespace FcGen;

/// <summary>
/// Average precision, <c>sum((R[n] - R[n - 1]) P[n])</c> with the precision P and the recall R at each threshold
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.average_precision_score.html">average_precision_score</see>).
/// It summarizes the precision-recall curve, 0 to 1. NaN if a class has no samples (scikit-learn: 0 and a warning).
/// </summary>
/// <param name="average">
/// Averaging over more than two classes, <see cref="ScoreAverage.Macro"/> or <see cref="ScoreAverage.Weighted"/>. Default:
/// <see cref="ScoreAverage.Macro"/>.
/// </param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="average"/> is another value.</exception>
public sealed class AveragePrecision(ScoreAverage average = ScoreAverage.Macro) : RankingMetric("average precision", average)
{
    /// <inheritdoc/>
    private protected override double Score(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive, int positives)
    {
        // From the lowest threshold up: at each, the samples from first on are predicted as the class.
        double sum = 0;
        int end;
        int predictedHits = positives;
        for (int first = 0; first < scores.Length; first = end)
        {
            end = EndOfGroup(scores, first);
            int hits = isPositive[first..end].Count(true);
            sum += hits * ((double)predictedHits / (scores.Length - first));
            predictedHits -= hits;
        }

        return sum / positives;
    }
}
