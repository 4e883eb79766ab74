namespace FcGen;

/// <summary>Result of a metric.</summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="Value">Its value.</param>
public readonly record struct MetricValue(string Name, double Value);
