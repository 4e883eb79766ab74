namespace FcGen.Data;

/// <summary>
/// Reads the lines of a text, which end with a line feed, a carriage return or both, into one buffer. A limit rejects a text without line
/// ends, or without an end, before it exhausts memory.
/// </summary>
internal sealed class LineReader(TextReader reader, string source, int longestLine, long? mostCharacters)
{
    private const int SmallestBuffer = 1 << 15;

    private const char ByteOrderMark = '\uFEFF';

    private char[] _buffer = new char[SmallestBuffer];
    private int _start;
    private int _end;
    private long _characters;
    private bool _skipsLineFeed;

    /// <summary>Number of lines read so far.</summary>
    public long Count { get; private set; }

    /// <summary>Reads the next line. The span is valid until the next call.</summary>
    /// <returns>Whether there was another line.</returns>
    /// <exception cref="InvalidDataException">The text exceeds a limit.</exception>
    public bool TryRead(out ReadOnlySpan<char> line)
    {
        int searched = 0;
        int length;
        while ((length = _buffer.AsSpan((_start + searched).._end).IndexOfAny('\n', '\r')) < 0)
        {
            searched = _end - _start;
            CheckLength(searched);
            if (!Fill())
            {
                line = _buffer.AsSpan(_start, searched);
                _start = _end;
                Count += searched > 0 ? 1 : 0;
                return searched > 0;
            }
        }

        length += searched;
        CheckLength(length);
        line = _buffer.AsSpan(_start, length);
        _start += length + 1;

        // Often the line feed of a pair has not been read yet.
        _skipsLineFeed = _buffer[_start - 1] == '\r';
        SkipLineFeed();
        Count++;
        return true;
    }

    /// <summary>Reads more text after the unread part of the buffer.</summary>
    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, Array.MaxLength));
        }

        int read = reader.Read(_buffer.AsSpan(_end));
        if (read == 0)
        {
            return false;
        }

        bool isStart = _characters == 0;
        _end += read;
        _characters += read;
        if (_characters > mostCharacters)
        {
            throw new InvalidDataException(
                $"{source}, line {Count + 1}: expected a text of at most {mostCharacters} characters, the limit "
                + $"{nameof(CsvOptions)}.{nameof(CsvOptions.MaxCharacters)}, but found more.");
        }

        _start = isStart && _buffer[0] == ByteOrderMark ? 1 : _start;
        SkipLineFeed();
        return true;
    }

    private void SkipLineFeed()
    {
        if (_skipsLineFeed && _start < _end)
        {
            _start += _buffer[_start] == '\n' ? 1 : 0;
            _skipsLineFeed = false;
        }
    }

    private void CheckLength(int length)
    {
        if (length > longestLine)
        {
            throw new InvalidDataException(
                $"{source}, line {Count + 1}: expected lines of at most {longestLine} characters, the limit "
                + $"{nameof(CsvOptions)}.{nameof(CsvOptions.MaxLineLength)}, but found more.");
        }
    }
}
