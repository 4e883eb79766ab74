using System.Globalization;
using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Diagnostics;

/// <summary>Guesses the intended value from a value out of range, as source text. The result is null if the guess is uncertain.</summary>
internal static class Meant
{
    /// <summary>Returns the fraction for a value in percent, such as 0.2 for 20. Values below 2 are ambiguous.</summary>
    public static string? Share(double value, string suffix) =>
        value is >= 2 and < 100 ? ((decimal)value / 100).ToString(CultureInfo.InvariantCulture) + suffix : null;

    /// <summary>Returns the positive slope for a negative one: the user copied the sign of the values that the slope applies to.</summary>
    public static string? Slope(float value) => value < 0 && !float.IsInfinity(value) ? SourceText.Display(-value) + "f" : null;

    /// <summary>Returns a repair that replaces the reported value.</summary>
    public static Repair Repair(string? value) => value is null
        ? Diagnostics.Repair.None
        : Diagnostics.Repair.None.With(Diagnostics.Repair.Value, value);
}
