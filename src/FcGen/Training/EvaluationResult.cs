using FcGen.Messages;

namespace FcGen;

/// <summary>Results of evaluating a network on a data set.</summary>
/// <param name="Loss">
/// Mean loss over all samples, as for a single batch: weighted if there are class weights or sample weights, NaN if all weights are 0.
/// With standardized targets (<see cref="DataSource.TargetStandardizer"/>), the loss of the standardized values.
/// </param>
/// <param name="Accuracy">
/// Fraction of correctly classified samples, 0 to 1: the largest output is at the label. A single output, with labels or targets, is
/// compared with <see cref="FcGen.Loss.DecisionThreshold"/>. A sample with NaN among its outputs counts as wrong. Null for other targets.
/// </param>
/// <param name="Count">Number of samples.</param>
public sealed record EvaluationResult(float Loss, float? Accuracy, int Count)
{
    /// <summary>Values of the requested metrics, in order; in the original units of standardized targets.</summary>
    public IReadOnlyList<MetricValue> Metrics { get; init; } = [];

    /// <summary>Value of a requested metric.</summary>
    /// <param name="metric">The <see cref="Metric.Name"/> of the metric.</param>
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

    /// <summary>Values in readable form, without the number of samples.</summary>
    internal string Values => string.Join(
        ", ",
        [
            $"loss {ResultText.Number(Loss)}",
            .. Accuracy is { } accuracy ? [$"accuracy {ResultText.Percent(accuracy)}"] : Array.Empty<string>(),
            .. Metrics.Select(metric => metric.ToString()),
        ]);

    /// <summary>Returns the results on one line, for example <c>loss 0.2345, accuracy 97.1 %, f1 (macro) 0.9702, 360 samples</c>.</summary>
    public override string ToString() => $"{Values}, {ResultText.Count(Count, "sample")}";

    /// <inheritdoc/>
    public bool Equals(EvaluationResult? other) =>
        other is not null && Loss.Equals(other.Loss) && Accuracy.Equals(other.Accuracy) && Count == other.Count && Metrics.SequenceEqual(other.Metrics);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Loss, Accuracy, Count, Metrics.Count);
}
