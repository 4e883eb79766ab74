using FcGen.Messages;

namespace FcGen;

/// <summary>How well a network does on a set of samples.</summary>
/// <param name="Loss">Mean loss, that of all samples as one batch: with class weights a weighted mean, NaN if all weigh 0.</param>
/// <param name="Accuracy">
/// Share of the samples whose largest output is that of their label, 0 to 1; with NaN among its outputs a sample is wrong. Of a single
/// output, with labels or targets, the share on the right side of what the loss decides by (<see cref="FcGen.Loss.DecisionThreshold"/>).
/// Null for other targets.
/// </param>
/// <param name="Count">Number of samples.</param>
public sealed record EvaluationResult(float Loss, float? Accuracy, int Count)
{
    /// <summary>Values of the metrics that were asked for, in their order.</summary>
    public IReadOnlyList<MetricValue> Metrics { get; init; } = [];

    /// <summary>The value of a metric that was asked for.</summary>
    /// <param name="metric">Its <see cref="Metric.Name"/>.</param>
    /// <exception cref="KeyNotFoundException">No metric has that name.</exception>
    public double this[string metric]
    {
        get
        {
            foreach (MetricValue value in Metrics)
            {
                if (value.Name == metric)
                {
                    return value.Value;
                }
            }

            string known = string.Join(", ", Metrics.Select(value => MessageText.Name(value.Name)));
            throw new KeyNotFoundException($"Expected one of the metrics {known}, but got {MessageText.Name(metric)}.");
        }
    }

    /// <inheritdoc/>
    public bool Equals(EvaluationResult? other) =>
        other is not null && Loss.Equals(other.Loss) && Accuracy.Equals(other.Accuracy) && Count == other.Count && Metrics.SequenceEqual(other.Metrics);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Loss, Accuracy, Count, Metrics.Count);
}
