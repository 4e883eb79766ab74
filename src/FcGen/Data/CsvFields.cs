using FcGen.Messages;

namespace FcGen.Data;

/// <summary>Enumerates the fields of a line of CSV.</summary>
internal ref struct CsvFields(ReadOnlySpan<char> line, char delimiter)
{
    private readonly ReadOnlySpan<char> _line = delimiter == ' ' ? line.Trim(" \t") : line;
    private int _position;

    /// <summary>Characters around fields that are ignored.</summary>
    private readonly ReadOnlySpan<char> Blanks => delimiter == '\t' ? " " : " \t";

    /// <summary>Index of the current column; the number of columns after the last.</summary>
    public int Column { get; private set; } = -1;

    /// <summary>The current field, without its quotes, or the malformed text.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Whether the current field was enclosed in quotes, so that a doubled quote in it is an escaped quote.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Description of the expected text, if <see cref="Current"/> is malformed; otherwise null.</summary>
    public string? Expected { get; private set; }

    /// <summary>Current field as a string, with escaped quotes replaced.</summary>
    public readonly string Text => IsQuoted ? Current.ToString().Replace("\"\"", "\"") : Current.ToString();

    /// <summary>Advances to the next field.</summary>
    /// <returns>Whether there is another field. False if the line is malformed; see <see cref="Expected"/>.</returns>
    public bool MoveNext()
    {
        if (Expected is not null)
        {
            return false;
        }

        Column++;
        if (_position < 0)
        {
            return false;
        }

        ReadOnlySpan<char> rest = _line[_position..];
        ReadOnlySpan<char> text = rest.TrimStart(Blanks);
        IsQuoted = text.StartsWith('"');
        return IsQuoted ? TakeQuoted(text) : TakePlain(rest);
    }

    private bool TakePlain(ReadOnlySpan<char> rest)
    {
        int length = delimiter == ' ' ? rest.IndexOfAny(' ', '\t') : rest.IndexOf(delimiter);
        Current = (length < 0 ? rest : rest[..length]).Trim(Blanks);
        _position = length < 0 ? -1 : AfterDelimiter(_position + length);
        return true;
    }

    private bool TakeQuoted(ReadOnlySpan<char> text)
    {
        int close = ClosingQuote(text);
        if (close < 0)
        {
            return Fail("a closing quote on the same line", text);
        }

        ReadOnlySpan<char> rest = text[(close + 1)..];
        ReadOnlySpan<char> after = rest.TrimStart(Blanks);
        if (!after.IsEmpty && (delimiter == ' ' ? after.Length == rest.Length : after[0] != delimiter))
        {
            return Fail($"{MessageText.Name(delimiter.ToString())} or the end of the line after the closing quote", after);
        }

        Current = text[1..close];
        _position = after.IsEmpty ? -1 : AfterDelimiter(_line.Length - after.Length - (delimiter == ' ' ? 1 : 0));
        return true;
    }

    private bool Fail(string expected, ReadOnlySpan<char> text)
    {
        Expected = expected;
        Current = text;
        return false;
    }

    private readonly int AfterDelimiter(int position)
    {
        position++;
        return delimiter == ' ' ? _line.Length - _line[position..].TrimStart(Blanks).Length : position;
    }

    /// <summary>Returns the index of the closing quote of a field that begins with a quote; a doubled quote is an escaped quote.</summary>
    private static int ClosingQuote(ReadOnlySpan<char> text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                if (i + 1 == text.Length || text[i + 1] != '"')
                {
                    return i;
                }

                i++;
            }
        }

        return -1;
    }
}
