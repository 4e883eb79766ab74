using System.Text;
using FcGen.Messages;

namespace FcGen.Serialization;

/// <summary>
/// Reads the JSON of a header from left to right, in pieces, and keeps no more than one name. The build task has no JSON reader, so the
/// library and the build task share this one.
/// </summary>
/// <param name="text">The header. Its encoding throws <see cref="DecoderFallbackException"/> at invalid bytes.</param>
/// <param name="longestName">Maximum number of characters of a name, and of every other string that is kept.</param>
internal sealed class JsonCursor(TextReader text, int longestName)
{
    /// <summary>Maximum number of dimensions of a shape, more than PyTorch or NumPy support.</summary>
    private const int MostIntegers = 64;

    /// <summary>Number of digits of 2^63 - 1.</summary>
    private const int MostDigits = 19;

    private readonly char[] _piece = new char[1 << 12];
    private readonly StringBuilder _string = new();
    private long _pieceStart;
    private int _pieceLength;
    private int _index;

    private long Position => _pieceStart + _index;

    /// <summary>Reads an object with unique names.</summary>
    /// <param name="part">Describes the object in messages.</param>
    /// <param name="readValue">Reads the value of each name, and returns whether to continue.</param>
    /// <returns>Whether the object was read to its end.</returns>
    public bool ReadObject(HeaderPart part, Func<string, bool> readValue)
    {
        CheckType('{', part, "an object");
        var names = new HashSet<string>(StringComparer.Ordinal);
        return ReadList('{', '}', () =>
        {
            string name = ReadString(isKept: true);
            if (!names.Add(name))
            {
                throw new InvalidDataException($"the header has the name {MessageText.Name(name)} twice");
            }

            Take(':');
            return readValue(name);
        });
    }

    /// <summary>Reads an array of integers that are not negative.</summary>
    /// <param name="part">Describes the array in messages.</param>
    public IReadOnlyList<long> ReadIntegers(HeaderPart part)
    {
        CheckType('[', part, "an array");
        var integers = new List<long>();
        ReadList('[', ']', () =>
        {
            if (integers.Count == MostIntegers)
            {
                throw new InvalidDataException($"{part}: expected at most {MostIntegers} integers, but found more");
            }

            integers.Add(ReadInteger());
            return true;
        });
        return integers;
    }

    /// <summary>Reads a string.</summary>
    /// <param name="part">Describes the string in messages.</param>
    public string ReadString(HeaderPart part)
    {
        CheckType('"', part, "a string");
        return ReadString(isKept: true);
    }

    /// <summary>Reads a string of any length and discards it.</summary>
    /// <param name="part">Describes the string in messages.</param>
    public void SkipString(HeaderPart part)
    {
        CheckType('"', part, "a string");
        ReadString(isKept: false);
    }

    /// <summary>Checks that only white space is left.</summary>
    public void ReadEnd()
    {
        SkipSpace();
        if (Next() is not null)
        {
            throw Unexpected("its end");
        }
    }

    /// <summary>Whether the next character that is not white space is this one.</summary>
    private bool Sees(char sign)
    {
        SkipSpace();
        return Next() == sign;
    }

    /// <summary>Checks that a value begins like its type.</summary>
    private void CheckType(char sign, HeaderPart part, string type)
    {
        if (!Sees(sign))
        {
            string found = Next() switch
            {
                '"' => "a string",
                '{' => "an object",
                '[' => "an array",
                '-' or (>= '0' and <= '9') => "a number",
                't' => "true",
                'f' => "false",
                'n' => "null",
                var other => Show(other),
            };
            throw new InvalidDataException($"{part}: expected {type} at position {Position} of the header, but found {found}");
        }
    }

    private bool ReadList(char open, char close, Func<bool> readElement)
    {
        Take(open);
        if (TryTake(close))
        {
            return true;
        }

        do
        {
            if (!readElement())
            {
                return false;
            }
        }
        while (TryTake(','));
        Take(close);
        return true;
    }

    private string ReadString(bool isKept)
    {
        Take('"');
        _string.Clear();
        bool isHalf = false;
        bool hasHalf = false;
        while (Next() is not '"')
        {
            char unit = Next() is '\\' ? ReadEscape() : ReadCharacter();
            hasHalf |= char.IsLowSurrogate(unit) != isHalf;
            isHalf = char.IsHighSurrogate(unit);
            if (isKept && _string.Length == longestName)
            {
                string start = MessageText.Name(_string.ToString());
                throw new InvalidDataException($"expected names of at most {longestName} characters, but the header has a longer one, {start}");
            }

            if (isKept)
            {
                _string.Append(unit);
            }
        }

        _index++;
        return hasHalf || isHalf
            ? throw new InvalidDataException($"the header has an unpaired surrogate in the text that ends at position {Position}")
            : _string.ToString();
    }

    private long ReadInteger()
    {
        SkipSpace();
        long start = Position;
        char? first = Next();
        ulong value = 0;
        int digits = 0;
        for (; digits <= MostDigits && Next() is >= '0' and <= '9' and var digit; digits++)
        {
            value = (value * 10) + (ulong)(digit - '0');
            _index++;
        }

        bool isInteger = digits is > 0 and <= MostDigits && (digits == 1 || first != '0') && Next() is not ('.' or 'e' or 'E');
        return isInteger && value <= long.MaxValue ? (long)value : throw Unexpected("an integer from 0 to 2^63 - 1", start, first);
    }

    private char ReadCharacter()
    {
        if (Next() is not { } character || character < ' ')
        {
            throw Unexpected("the rest of a text");
        }

        _index++;
        return character;
    }

    private char ReadEscape()
    {
        _index++;
        char? escape = Next();
        long position = Position;
        _index++;
        switch (escape)
        {
            case '"' or '\\' or '/': return escape.Value;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when TryReadHex(out char unit): return unit;
            default: throw Unexpected("a JSON escape sequence", position, escape);
        }
    }

    private bool TryReadHex(out char unit)
    {
        unit = '\0';
        for (int i = 0; i < 4; i++)
        {
            if (Next() is not { } digit || !Uri.IsHexDigit(digit))
            {
                return false;
            }

            unit = (char)((unit << 4) | Uri.FromHex(digit));
            _index++;
        }

        return true;
    }

    private void Take(char sign)
    {
        if (!TryTake(sign))
        {
            throw Unexpected($"'{sign}'");
        }
    }

    private bool TryTake(char sign)
    {
        if (!Sees(sign))
        {
            return false;
        }

        _index++;
        return true;
    }

    private void SkipSpace()
    {
        while (Next() is ' ' or '\t' or '\n' or '\r')
        {
            _index++;
        }
    }

    /// <summary>Reads the next character; null at the end.</summary>
    private char? Next()
    {
        if (_index >= _pieceLength)
        {
            ReadPiece();
        }

        return _pieceLength == 0 ? null : _piece[_index];
    }

    private void ReadPiece()
    {
        _pieceStart += _pieceLength;
        _index -= _pieceLength;
        try
        {
            _pieceLength = text.Read(_piece, 0, _piece.Length);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("the header is not UTF-8");
        }
    }

    private InvalidDataException Unexpected(string expected) => Unexpected(expected, Position, Next());

    private static InvalidDataException Unexpected(string expected, long position, char? found) =>
        new($"expected {expected} at position {position} of the header, but found {Show(found)}");

    private static string Show(char? character) => character is { } found ? MessageText.Name(found.ToString()) : "its end";
}
