using System.Globalization;

namespace FcGen.Data;

/// <summary>Reads the samples of a CSV text, line by line. See <see cref="CsvOptions"/> for the form.</summary>
internal sealed class CsvDataReader
{
    private const int ShownTextLength = 40;

    /// <summary>Place of an input column in <see cref="_targetPlaces"/>.</summary>
    private const int IsInput = -1;

    private readonly string _source;
    private readonly CsvOptions _options;
    private readonly string _blanks;
    private readonly List<float> _inputs = [];
    private readonly List<int> _labels = [];
    private readonly List<float> _targets = [];
    private int[] _targetPlaces = [];
    private float[] _targetRow = [];
    private int _firstLine;
    private int _line;

    private CsvDataReader(string source, CsvOptions options)
    {
        if (options.Delimiter is '"' or '\r' or '\n' or '+' or '-' or '.' || char.IsAsciiLetterOrDigit(options.Delimiter))
        {
            throw new ArgumentException(
                $"The delimiter must be a character that occurs in no number, line end or quote, but is '{options.Delimiter}'.", nameof(options));
        }

        if (options.TargetColumns is { Count: 0 })
        {
            throw new ArgumentException("TargetColumns must name at least one column, but is empty.", nameof(options));
        }

        _source = source;
        _options = options;
        _blanks = " \t".Replace(options.Delimiter.ToString(), "");
    }

    public static DataSet Read(TextReader reader, string source, CsvOptions options) => new CsvDataReader(source, options).Read(reader);

    private DataSet Read(TextReader reader)
    {
        bool skipHeader = _options.HasHeader;
        int count = 0;
        while (reader.ReadLine() is { } line)
        {
            _line++;
            if (line.AsSpan().Trim(_blanks).IsEmpty)
            {
                continue;
            }

            if (_firstLine == 0)
            {
                _firstLine = _line;
                AssignColumns(CountFields(line));
            }

            if (skipHeader)
            {
                skipHeader = false;
                continue;
            }

            ReadRow(line);
            count++;
        }

        if (count == 0)
        {
            throw new InvalidDataException($"{_source}: expected at least one row of numbers, but found none in {_line} lines.");
        }

        return new DataSet([.. _inputs], [.. _labels], [.. _targets], count);
    }

    private void AssignColumns(int columns)
    {
        IReadOnlyList<int> chosen = _options.TargetColumns ?? [_options.LabelColumn];
        string option = _options.TargetColumns is null ? nameof(CsvOptions.LabelColumn) : nameof(CsvOptions.TargetColumns);
        _targetPlaces = new int[columns];
        _targetRow = new float[chosen.Count];
        Array.Fill(_targetPlaces, IsInput);
        for (int place = 0; place < chosen.Count; place++)
        {
            int column = chosen[place] < 0 ? columns + chosen[place] : chosen[place];
            if (column < 0 || column >= columns)
            {
                throw new InvalidDataException(
                    $"{_source}, line {_line}: {option} names column {chosen[place]}, so indices from {-columns} to {columns - 1} " +
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
                $"{_source}, line {_line}: expected at least one column of inputs beside {option}, but found {columns} columns in all.");
        }
    }

    private void ReadRow(string line)
    {
        int column = 0;
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
                _inputs.Add(ParseNumber(field, column));
            }
            else if (_options.TargetColumns is null)
            {
                _labels.Add(ParseLabel(field, column));
            }
            else
            {
                _targetRow[place] = ParseNumber(field, column);
            }
        }

        if (column != _targetPlaces.Length)
        {
            throw new InvalidDataException(
                $"{_source}, line {_line}: expected {_targetPlaces.Length} columns as in line {_firstLine}, but found {column}.");
        }

        if (_options.TargetColumns is not null)
        {
            _targets.AddRange(_targetRow);
        }
    }

    private int CountFields(string line)
    {
        int count = 0;
        for (int position = 0; position >= 0; count++)
        {
            TakeField(line, ref position, count);
        }

        return count;
    }

    /// <summary>The field that begins at a position, without its quotes; the position moves to the next field, or to -1 after the last.</summary>
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
            throw Unexpected(column, $"'{_options.Delimiter}' or the end of the line after the closing quote", after);
        }

        position = after.IsEmpty ? -1 : line.Length - after.Length + 1;
        return text[1..close];
    }

    /// <summary>Index of the quote that closes the one at the beginning; two in a row stand for one within the field.</summary>
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

    /// <summary>Whole numbers in any notation, because numerical tools also write labels as <c>3.0</c> or <c>3e+00</c>.</summary>
    private int ParseLabel(ReadOnlySpan<char> field, int column) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && value >= 0 && value < int.MaxValue && value == Math.Floor(value)
            ? (int)value
            : throw Unexpected(column, "a class label, a whole number of at least 0,", field);

    private InvalidDataException Unexpected(int column, string expected, ReadOnlySpan<char> actual)
    {
        string shown = actual.Length <= ShownTextLength ? actual.ToString() : $"{actual[..ShownTextLength]}...";
        return new InvalidDataException($"{_source}, line {_line}, column {column + 1}: expected {expected} but found '{shown}'.");
    }
}
