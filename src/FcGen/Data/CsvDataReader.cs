using System.Globalization;
using FcGen.Messages;

namespace FcGen.Data;

/// <summary>Reads the samples of a CSV text one by one. See <see cref="CsvOptions"/> for the format.</summary>
internal sealed class CsvDataReader
{
    private const int ShownTextLength = 40;

    /// <summary>Longest line for which a buffer of twice the length can still be allocated.</summary>
    private const int LongestLine = 1 << 29;

    /// <summary>Marks an input column in <see cref="_targetPlaces"/>.</summary>
    private const int IsInput = -1;

    private readonly LineReader _lines;
    private readonly string _source;
    private readonly Func<FileFormat?> _recognizeFormat;
    private readonly CsvOptions _options;
    private readonly string _blanks;
    private int[] _targetPlaces = [];
    private float[] _inputs = [];
    private float[] _targets = [];
    private bool _skipHeader;
    private long _firstLine;

    /// <param name="reader">The text.</param>
    /// <param name="source">The name of the text in messages.</param>
    /// <param name="options">The format of the text.</param>
    /// <param name="recognizeFormat">Recognizes a file that is not CSV text. Called if the first sample cannot be read.</param>
    public CsvDataReader(TextReader reader, string source, CsvOptions options, Func<FileFormat?>? recognizeFormat = null)
    {
        if (options.Delimiter is '"' or '\r' or '\n' or '+' or '-' or '.' || char.IsAsciiLetterOrDigit(options.Delimiter))
        {
            throw new ArgumentException(
                $"The delimiter must not be a character of numbers, line ends or quotes, "
                + $"but is {MessageText.Name(options.Delimiter.ToString())}.", nameof(options));
        }

        if (options.TargetColumns is { Count: 0 })
        {
            throw new ArgumentException("TargetColumns must name at least one column, but is empty.", nameof(options));
        }

        if (options.MaxLineLength < 1 || options.MaxLineLength > LongestLine)
        {
            throw new ArgumentException(
                $"MaxLineLength must be from 1 to {LongestLine}, but is {options.MaxLineLength}.", nameof(options));
        }

        if (options.MaxCharacters < 1)
        {
            throw new ArgumentException($"MaxCharacters must be at least 1, but is {options.MaxCharacters}.", nameof(options));
        }

        _lines = new LineReader(reader, source, options.MaxLineLength, options.MaxCharacters);
        _source = source;
        _recognizeFormat = recognizeFormat ?? (() => null);
        _options = options;
        _skipHeader = options.HasHeader;
        _blanks = " \t".Replace(options.Delimiter.ToString(), "");
    }

    /// <summary>Number of samples read so far.</summary>
    public int Count { get; private set; }

    /// <summary>Whether samples have labels instead of targets.</summary>
    public bool HasLabels => _options.TargetColumns is null;

    /// <summary>Inputs of the last sample read.</summary>
    public ReadOnlySpan<float> Inputs => _inputs;

    /// <summary>Targets of the last sample read; empty if samples have labels.</summary>
    public ReadOnlySpan<float> Targets => _targets;

    /// <summary>Label of the last sample read.</summary>
    public int Label { get; private set; }

    /// <summary>Reads all samples into memory.</summary>
    public DataSet ReadAll()
    {
        using var inputs = new ArrayBuilder<float>();
        using var labels = new ArrayBuilder<int>();
        using var targets = new ArrayBuilder<float>();
        while (ReadSample())
        {
            inputs.Add(Inputs);
            targets.Add(Targets);
            if (HasLabels)
            {
                labels.Add([Label]);
            }

            if (Math.Max(inputs.Count, targets.Count) > Array.MaxLength)
            {
                throw new InvalidDataException(
                    $"{_source}, line {_lines.Count}: expected at most {Array.MaxLength} inputs or targets, the limit of an array, "
                    + $"but found more. {nameof(StreamedDataSet)}.{nameof(StreamedDataSet.ConvertCsv)} reads texts of any length.");
            }
        }

        return new DataSet(inputs.ToArray(), labels.ToArray(), targets.ToArray(), Count);
    }

    /// <summary>Reads the next sample.</summary>
    /// <returns>Whether there was another sample.</returns>
    /// <exception cref="InvalidDataException">The line is invalid, or the text ends without any sample.</exception>
    public bool ReadSample()
    {
        try
        {
            return TryReadSample();
        }
        catch (InvalidDataException exception) when (Count == 0 && _recognizeFormat() is { } format)
        {
            throw new InvalidDataException($"{exception.Message} The file looks like {format.Description}.", exception);
        }
    }

    private bool TryReadSample()
    {
        while (_lines.TryRead(out ReadOnlySpan<char> line))
        {
            if (line.Trim(_blanks).IsEmpty)
            {
                continue;
            }

            CheckIsText(line);
            if (_firstLine == 0)
            {
                _firstLine = _lines.Count;
                AssignColumns(CountFields(line));
            }

            if (_skipHeader)
            {
                _skipHeader = false;
                continue;
            }

            ReadRow(line);
            Count = Count < int.MaxValue
                ? Count + 1
                : throw new InvalidDataException(
                    $"{_source}, line {_lines.Count}: expected at most {int.MaxValue} samples, but found more.");
            return true;
        }

        return Count > 0
            ? false
            : throw new InvalidDataException($"{_source}: expected at least one row of numbers, but found none in {_lines.Count} lines.");
    }

    /// <summary>Rejects NUL characters. The number parser would ignore them after a number.</summary>
    private void CheckIsText(ReadOnlySpan<char> line)
    {
        int position = line.IndexOf('\0');
        if (position >= 0)
        {
            throw new InvalidDataException(
                $"{_source}, line {_lines.Count}: expected text in UTF-8, or in UTF-16 with a byte order mark, "
                + $"but found a NUL character at position {position + 1}.");
        }
    }

    private void AssignColumns(int columns)
    {
        IReadOnlyList<int> chosen = _options.TargetColumns ?? [_options.LabelColumn];
        string option = _options.TargetColumns is null ? nameof(CsvOptions.LabelColumn) : nameof(CsvOptions.TargetColumns);
        _targetPlaces = new int[columns];
        _inputs = new float[Math.Max(columns - chosen.Count, 0)];
        _targets = new float[HasLabels ? 0 : chosen.Count];
        Array.Fill(_targetPlaces, IsInput);
        for (int place = 0; place < chosen.Count; place++)
        {
            int column = chosen[place] < 0 ? columns + chosen[place] : chosen[place];
            if (column < 0 || column >= columns)
            {
                throw new InvalidDataException(
                    $"{_source}, line {_lines.Count}: {option} names column {chosen[place]}, so indices from {-columns} to {columns - 1} " +
                    $"are expected to reach it, but the line has {columns} columns.");
            }

            if (_targetPlaces[column] != IsInput)
            {
                throw new ArgumentException($"{option} names column {column} twice.", "options");
            }

            _targetPlaces[column] = place;
        }

        if (chosen.Count == columns)
        {
            throw new InvalidDataException(
                $"{_source}, line {_lines.Count}: expected at least one column of inputs besides {option}, "
                + $"but found {columns} columns in total.");
        }
    }

    private void ReadRow(ReadOnlySpan<char> line)
    {
        int column = 0;
        int input = 0;
        for (int position = 0; position >= 0; column++)
        {
            ReadOnlySpan<char> field = TakeField(line, ref position, column);
            if (column >= _targetPlaces.Length)
            {
                continue;
            }

            int place = _targetPlaces[column];
            if (place == IsInput)
            {
                _inputs[input++] = ParseNumber(field, column);
            }
            else if (HasLabels)
            {
                Label = ParseLabel(field, column);
            }
            else
            {
                _targets[place] = ParseNumber(field, column);
            }
        }

        if (column != _targetPlaces.Length)
        {
            throw new InvalidDataException(
                $"{_source}, line {_lines.Count}: expected {_targetPlaces.Length} columns as in line {_firstLine}, but found {column}.");
        }
    }

    private int CountFields(ReadOnlySpan<char> line)
    {
        int count = 0;
        for (int position = 0; position >= 0; count++)
        {
            TakeField(line, ref position, count);
        }

        return count;
    }

    /// <summary>
    /// Returns the field at a position, without its quotes. The position advances to the next field, or to -1 after the last.
    /// </summary>
    private ReadOnlySpan<char> TakeField(ReadOnlySpan<char> line, ref int position, int column)
    {
        ReadOnlySpan<char> rest = line[position..];
        ReadOnlySpan<char> text = rest.TrimStart(_blanks);
        if (!text.StartsWith('"'))
        {
            int length = rest.IndexOf(_options.Delimiter);
            position = length < 0 ? -1 : position + length + 1;
            return (length < 0 ? rest : rest[..length]).Trim(_blanks);
        }

        int close = ClosingQuote(text);
        if (close < 0)
        {
            throw Unexpected(column, "a closing quote on the same line", text);
        }

        ReadOnlySpan<char> after = text[(close + 1)..].TrimStart(_blanks);
        if (!after.IsEmpty && after[0] != _options.Delimiter)
        {
            string delimiter = MessageText.Name(_options.Delimiter.ToString());
            throw Unexpected(column, $"{delimiter} or the end of the line after the closing quote", after);
        }

        position = after.IsEmpty ? -1 : line.Length - after.Length + 1;
        return text[1..close];
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

    private float ParseNumber(ReadOnlySpan<char> field, int column) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw Unexpected(column, "a finite number", field);

    /// <summary>Parses whole numbers in any notation, because numerical tools also write labels as <c>3.0</c> or <c>3e+00</c>.</summary>
    private int ParseLabel(ReadOnlySpan<char> field, int column) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && value >= 0 && value < int.MaxValue && value == Math.Floor(value)
            ? (int)value
            : throw Unexpected(column, "a class label, a whole number of at least 0,", field);

    private InvalidDataException Unexpected(int column, string expected, ReadOnlySpan<char> actual)
    {
        // Not the whole field, which may be long; one extra character shows that the text is truncated.
        string shown = MessageText.Name(actual[..Math.Min(actual.Length, ShownTextLength + 1)].ToString(), ShownTextLength);
        return new InvalidDataException($"{_source}, line {_lines.Count}, column {column + 1}: expected {expected} but found {shown}.");
    }
}
