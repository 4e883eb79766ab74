using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Infrastructure;

/// <summary>Formats literals and numbers. The text does not depend on the culture or the runtime of the compiler.</summary>
internal static class SourceText
{
    /// <summary>Formats an integer as C# source text.</summary>
    public static string Literal(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Formats a text as a C# string literal.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Formats a float as the shortest C# source text that parses to the same float.</summary>
    public static string Literal(float value) => Shortest(value, 1) + "f";

    /// <summary>Formats a count for readers, with commas between thousands.</summary>
    public static string Display(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Formats a float for readers, with enough digits to distinguish any two floats.</summary>
    public static string Display(float value)
    {
        string text = value.ToString("G7", CultureInfo.InvariantCulture);
        return float.Parse(text, CultureInfo.InvariantCulture) == value ? text : value.ToString("G9", CultureInfo.InvariantCulture);
    }

    /// <summary>The shortest text that gives the same float back. "R" does not on every runtime of a compiler.</summary>
    private static string Shortest(float value, int digits)
    {
        string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        bool isSame = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float read) && read == value;
        return digits == 9 || isSame ? text : Shortest(value, digits + 1);
    }

    /// <summary>Returns the FNV-1a hash of a text as part of a name (<see href="http://www.isthe.com/chongo/tech/comp/fnv/"/>).</summary>
    public static string Hash(string text) =>
        text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619)).ToString("X8", CultureInfo.InvariantCulture);
}
