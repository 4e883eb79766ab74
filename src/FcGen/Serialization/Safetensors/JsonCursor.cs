using System.Globalization;
using System.Text;

namespace FcGen.Serialization;

/// <summary>Reads the JSON of a header from left to right. The build has no JSON reader at hand, so that both read with this one.</summary>
internal sealed class JsonCursor(string text)
{
    private int _position;

    /// <summary>Reads an object whose names differ; <paramref name="readValue"/> reads the value of each.</summary>
    public void ReadObject(Action<string> readValue)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        ReadList('{', '}', () =>
        {
            string name = ReadString();
            if (!names.Add(name))
            {
                throw new InvalidDataException($"the header has the name '{name}' twice");
            }

            Take(':');
            readValue(name);
        });
    }

    /// <summary>Reads an array of integers that are not negative.</summary>
    public IReadOnlyList<long> ReadIntegers()
    {
        var integers = new List<long>();
        ReadList('[', ']', () => integers.Add(ReadInteger()));
        return integers;
    }

    public string ReadString()
    {
        Take('"');
        var value = new StringBuilder();
        while (Next() is not '"')
        {
            value.Append(Next() is '\\' ? ReadEscape() : ReadCharacter());
        }

        _position++;
        string result = value.ToString();
        for (int i = 0; i < result.Length; i++)
        {
            if (char.IsSurrogate(result[i]) && (i + 1 == result.Length || !char.IsSurrogatePair(result[i], result[++i])))
            {
                throw new InvalidDataException($"the header has half a character in the text that ends at position {_position}");
            }
        }

        return result;
    }

    /// <summary>Makes sure that only space is left.</summary>
    public void ReadEnd()
    {
        SkipSpace();
        if (_position < text.Length)
        {
            throw Unexpected("its end");
        }
    }

    private void ReadList(char open, char close, Action readElement)
    {
        Take(open);
        if (TryTake(close))
        {
            return;
        }

        do
        {
            readElement();
        }
        while (TryTake(','));
        Take(close);
    }

    private long ReadInteger()
    {
        SkipSpace();
        int start = _position;
        while (Next() is >= '0' and <= '9')
        {
            _position++;
        }

        string digits = text.Substring(start, _position - start);
        bool isInteger = digits.Length > 0 && (digits.Length == 1 || digits[0] != '0') && Next() is not ('.' or 'e' or 'E');
        if (!isInteger || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            _position = start;
            throw Unexpected("an integer from 0 to 2^63 - 1");
        }

        return value;
    }

    private char ReadCharacter()
    {
        if (Next() is null or < ' ')
        {
            throw Unexpected("the rest of a text");
        }

        return text[_position++];
    }

    private char ReadEscape()
    {
        _position++;
        char? escape = Next();
        _position++;
        switch (escape)
        {
            case '"' or '\\' or '/': return escape.Value;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _position + 4 <= text.Length
                && ushort.TryParse(text.Substring(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                _position += 4;
                return (char)unit;
            default:
                _position--;
                throw Unexpected("an escape of JSON");
        }
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
        SkipSpace();
        if (Next() != sign)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void SkipSpace()
    {
        while (Next() is ' ' or '\t' or '\n' or '\r')
        {
            _position++;
        }
    }

    private char? Next() => _position < text.Length ? text[_position] : null;

    private InvalidDataException Unexpected(string expected) =>
        new($"expected {expected} at position {_position} of the header, but found {(Next() is { } found ? $"'{found}'" : "its end")}");
}
