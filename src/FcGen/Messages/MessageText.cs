using System.Globalization;
using System.Text;

namespace FcGen.Messages;

/// <summary>
/// Formats text from files and users for messages: on one line, truncated if it is long, and without characters that a terminal or a build
/// log interprets. The library, the generator and the build task share this source file.
/// </summary>
internal static class MessageText
{
    /// <summary>Maximum number of characters of a name in a message.</summary>
    public const int NameLength = 120;

    /// <summary>Maximum number of dimensions of a shape in a message.</summary>
    private const int DimensionCount = 8;

    private const string Ellipsis = "...";

    /// <summary>
    /// Replaces control characters, line separators, formatting characters such as bidirectional overrides, unpaired surrogates and
    /// noncharacters by <c>\u000A</c> and the like. Escaping is idempotent.
    /// </summary>
    public static string Escape(string text)
    {
        StringBuilder? escaped = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsSurrogatePair(text, i);
            if (!IsVisible(text, i))
            {
                escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
                escaped.Append(isPair ? $"\\U{char.ConvertToUtf32(text, i):X8}" : EscapeUnit(text[i]));
            }
            else
            {
                escaped?.Append(text, i, isPair ? 2 : 1);
            }

            i += isPair ? 1 : 0;
        }

        return escaped?.ToString() ?? text;
    }

    /// <summary>Formats a UTF-16 code unit as <c>\u</c> and four digits.</summary>
    public static string EscapeUnit(char unit) => $"\\u{(int)unit:X4}";

    /// <summary>Whether the character at an index needs no escaping.</summary>
    public static bool IsVisible(string text, int index)
    {
        switch (CharUnicodeInfo.GetUnicodeCategory(text, index))
        {
            case UnicodeCategory.Control:
            case UnicodeCategory.Format:
            case UnicodeCategory.LineSeparator:
            case UnicodeCategory.ParagraphSeparator:
            case UnicodeCategory.Surrogate:
                return false;
        }

        int code = char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index];
        return (code & 0xFFFE) != 0xFFFE && code is not (>= 0xFDD0 and <= 0xFDEF);
    }

    /// <summary>Quotes and escapes a name, truncated to a number of characters.</summary>
    public static string Name(string name, int length = NameLength) => $"'{Escape(Cut(name, length))}'";

    /// <summary>Quotes and escapes the path of a file, without truncating it.</summary>
    public static string Path(string path) => $"'{Escape(path)}'";

    /// <summary>Formats a shape in brackets, truncated after a few dimensions.</summary>
    public static string Shape(IReadOnlyCollection<long> shape)
    {
        IEnumerable<string> shown = shape.Take(DimensionCount).Select(value => value.ToString(CultureInfo.InvariantCulture));
        return $"[{string.Join(", ", shape.Count > DimensionCount ? shown.Append(Ellipsis) : shown)}]";
    }

    /// <summary>Joins the first texts of a list and the number of remaining texts: <c>a; b; and 3 more</c>.</summary>
    /// <param name="shown">The first texts.</param>
    /// <param name="count">Total number of texts.</param>
    /// <param name="separator">The text between two texts.</param>
    /// <param name="isLeast">Whether there may be more than <paramref name="count"/>.</param>
    public static string Few(IReadOnlyCollection<string> shown, int count, string separator, bool isLeast = false)
    {
        string few = string.Join(separator, shown);
        return count == shown.Count ? few : $"{few}{separator}and {(isLeast ? "at least " : string.Empty)}{count - shown.Count} more";
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        // Not within a surrogate pair.
        return text.Substring(0, char.IsSurrogatePair(text, length - 1) ? length - 1 : length) + Ellipsis;
    }
}
