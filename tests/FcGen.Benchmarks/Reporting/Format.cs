using System.Globalization;

namespace FcGen.Benchmarks;

/// <summary>Formats numbers independently of the culture.</summary>
internal static class Format
{
    public static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary>Formats a number with three significant digits, or all digits of the integer part.</summary>
    public static string Number(double value)
    {
        string format = Math.Abs(value) switch
        {
            0 => "0",
            < 1 => "0.000",
            < 10 => "0.00",
            < 100 => "0.0",
            _ => "#,0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Time(double nanoseconds) => nanoseconds < 1000 ? $"{Number(nanoseconds)} ns" : $"{Number(nanoseconds / 1000)} us";

    /// <summary>Formats bytes in thousands.</summary>
    public static string Kilobytes(int bytes) => Number(bytes / 1000.0);

    public static string Quartiles(Distribution values) => $"{Number(values.LowerQuartile)} to {Number(values.UpperQuartile)}";
}
