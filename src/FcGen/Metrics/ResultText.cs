using System.Globalization;

namespace FcGen;

/// <summary>Formats results for people: few digits, in the invariant culture.</summary>
internal static class ResultText
{
    /// <summary>Formats a loss or the value of a metric with four significant digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>Formats a fraction in percent: <c>97.1 %</c>.</summary>
    public static string Percent(double fraction) => fraction.ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>Formats a duration: <c>12 ms</c>, <c>1.2 s</c>, <c>2 min 5 s</c> or <c>1 h 2 min</c>.</summary>
    public static string Duration(TimeSpan duration) =>
        duration.TotalMilliseconds < 999.5 ? $"{Round(duration.TotalMilliseconds)} ms"
        : duration.TotalSeconds < 59.95 ? $"{duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s"
        : duration.TotalSeconds < 3599.5 ? Pair(Round(duration.TotalSeconds), "min", "s")
        : Pair(Round(duration.TotalMinutes), "h", "min");

    /// <summary>Formats a count and a noun, which gets a plural s unless the count is 1.</summary>
    public static string Count(long count, string noun) => $"{count} {noun}{(count == 1 ? string.Empty : "s")}";

    private static string Pair(long value, string larger, string smaller) => $"{value / 60} {larger} {value % 60} {smaller}";

    private static long Round(double value) => (long)Math.Round(value, MidpointRounding.AwayFromZero);
}
