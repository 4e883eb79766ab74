namespace FcGen;

/// <summary>
/// Area under the ROC curve, the probability that a sample of a class has a higher score than a sample of another class, with ties counted
/// half
/// (<see href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.roc_auc_score.html">roc_auc_score(multi_class="ovr")</see>).
/// 1 is a perfect order, 0.5 a random one. NaN if a class has no samples, or all of them.
/// </summary>
/// <param name="average">
/// Averaging over more than two classes, <see cref="ScoreAverage.Macro"/> or <see cref="ScoreAverage.Weighted"/>. Default:
/// <see cref="ScoreAverage.Macro"/>.
/// </param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="average"/> is another value.</exception>
public sealed class RocAuc(ScoreAverage average = ScoreAverage.Macro) : RankingMetric("roc auc", average)
{
    /// <inheritdoc/>
    private protected override double Score(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive, int positives)
    {
        double area = 0;
        int end;
        int negativesBelow = 0;
        for (int first = 0; first < scores.Length; first = end)
        {
            end = EndOfGroup(scores, first);
            int hits = isPositive[first..end].Count(true);
            int others = end - first - hits;
            area += hits * (negativesBelow + (others / 2.0));
            negativesBelow += others;
        }

        return area / ((double)positives * negativesBelow);
    }
}
