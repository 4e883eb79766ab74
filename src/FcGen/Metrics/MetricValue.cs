using FcGen.Messages;

namespace FcGen;

/// <summary>Result of a metric.</summary>
/// <param name="Name">Name of the metric.</param>
/// <param name="Value">Its value.</param>
public readonly record struct MetricValue(string Name, double Value)
{
    /// <summary>Returns name and value, for example <c>f1 (macro) 0.953</c>.</summary>
    public override string ToString() => $"{MessageText.Escape(Name)} {ResultText.Number(Value)}";
}
