using System.Globalization;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Diagnostics;

/// <summary>Values that were probably meant by ones that are out of range, as source; null where that is not certain.</summary>
internal static class Meant
{
    /// <summary>A share that was given in percent: 20 for 0.2. Values below 2 may be anything.</summary>
    public static string? Share(double value, string suffix) =>
        value is >= 2 and < 100 ? ((decimal)value / 100).ToString(CultureInfo.InvariantCulture) + suffix : null;

    /// <summary>A slope that was given with the sign of the values it is for.</summary>
    public static string? Slope(float value) => value < 0 && !float.IsInfinity(value) ? IndentedWriter.Display(-value) + "f" : null;

    /// <summary>A repair that writes a value in the place of the one reported.</summary>
    public static Repair Repair(string? value) => value is null
        ? Diagnostics.Repair.None
        : Diagnostics.Repair.None.With(Diagnostics.Repair.Value, value);
}
