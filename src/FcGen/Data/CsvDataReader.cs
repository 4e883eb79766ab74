using System.Globalization;

namespace FcGen.Data;

/// <summary>Reads the samples of a CSV text one by one. See <see cref="CsvOptions"/> for the form.</summary>
internal sealed class CsvDataReader
{
    private const int ShownTextLength = 40;

    /// <summary>Place of an input column in <see cref="_targetPlaces"/>.</summary>
    private const int IsInput = -1;

    private readonly TextReader _reader;
    private readonly string _source;
    private readonly CsvOptions _options;
    private readonly string _blanks;
    private int[] _targetPlaces = [];
    private float[] _inputs = [];
    private float[] _targets = [];
    private bool _skipHeader;
    private int _firstLine;
    private int _line;

    public CsvDataReader(TextReader reader, string source, CsvOptions options)
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

        _reader = reader;
        _source = source;
        _options = options;
        _skipHeader = options.HasHeader;
        _blanks = " \t".Replace(options.Delimiter.ToString(), "");
    }

    /// <summary>Number of samples so far.</summary>
    public int Count { get; private set; }

    /// <summary>Whether samples have labels rather than targets.</summary>
    public bool HasLabels => _options.TargetColumns is null;

    /// <summary>The inputs of the sample that was read last.</summary>
    public ReadOnlySpan<float> Inputs => _inputs;

    /// <summary>The targets of the sample that was read last; empty when samples have labels.</summary>
    public ReadOnlySpan<float> Targets => _targets;

    /// <summary>The label of the sample that was read last.</summary>
    public int Label { get; private set; }

    /// <summary>Reads all samples into memory.</summary>
    public DataSet ReadAll()
    {
        List<float> inputs = [];
        List<int> labels = [];
        List<float> targets = [];
        while (ReadSample())
        {
            inputs.AddRange(Inputs);
            targets.AddRange(Targets);
            if (HasLabels)
            {
                labels.Add(Label);
            }
        }

        return new DataSet([.. inputs], [.. labels], [.. targets], Count);
    }

    /// <summary>Reads the next sample.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">The line is not as expected, or the text ends without any sample.</exception>
    public bool ReadSample()
    {
        while (_reader.ReadLine() is { } line)
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

            if (_skipHeader)
            {
                _skipHeader = false;
                continue;
            }

            ReadRow(line);
            Count++;
            return true;
        }

        return Count > 0
            ? false
            : throw new InvalidDataException($"{_source}: expected at least one row of numbers, but found none in {_line} lines.");
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
                $"{_source}, line {_line}: expected {_targetPlaces.Length} columns as in line {_firstLine}, but found {column}.");
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
