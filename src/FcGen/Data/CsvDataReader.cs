using System.Globalization;
using FcGen.Messages;

namespace FcGen.Data;

/// <summary>Reads the samples of a CSV text one by one. See <see cref="CsvOptions"/> for the format.</summary>
internal sealed partial class CsvDataReader
{
    /// <summary>Name of a text without a file in messages.</summary>
    public const string TextSource = "CSV text";

    /// <summary>Longest line for which a buffer of twice the length can still be allocated.</summary>
    public const int LongestLine = 1 << 29;

    public const int ShownTextLength = 40;

    private static readonly NumberFormatInfo DecimalCommaFormat = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private readonly LineReader _lines;
    private readonly string _source;
    private readonly Func<FileFormat?> _recognizeFormat;
    private readonly CsvOptions _options;
    private readonly NumberFormatInfo _numberFormat;
    private readonly CsvCategories? _classes;
    private readonly string[] _missingTexts;
    private char _delimiter;
    private CsvLayout? _layout;
    private float[] _values = [];
    private float[] _inputs = [];
    private float[]? _fill;
    private float[] _targets = [];
    private long _firstLine;
    private long _skippedRows;
    private bool _isFirstRow = true;
    private int _smallestLabel = int.MaxValue;
    private int _largestLabel;

    /// <param name="reader">The text.</param>
    /// <param name="source">The name of the text in messages.</param>
    /// <param name="options">The format of the text.</param>
    /// <param name="recognizeFormat">Recognizes a file that is not CSV text. Called if the first sample cannot be read.</param>
    public CsvDataReader(TextReader reader, string source, CsvOptions options, Func<FileFormat?>? recognizeFormat = null)
    {
        options.Check();
        _lines = new LineReader(reader, source, options.MaxLineLength, options.MaxCharacters);
        _source = source;
        _recognizeFormat = recognizeFormat ?? (() => null);
        _options = options;
        _numberFormat = options.DecimalComma ? DecimalCommaFormat : NumberFormatInfo.InvariantInfo;
        _classes = options.HasTextLabels ? new CsvCategories(options.ClassNames, int.MaxValue, nameof(CsvOptions.ClassNames)) : null;
        _missingTexts = [.. options.MissingValueTexts];
        _delimiter = options.Delimiter;
    }

    /// <summary>Number of samples read so far.</summary>
    public int Count { get; private set; }

    /// <summary>Whether samples have labels instead of targets.</summary>
    public bool HasLabels => _options.TargetColumns is null;

    /// <summary>Targets of the last sample read; empty if samples have labels.</summary>
    public ReadOnlySpan<float> Targets => _targets;

    /// <summary>Label of the last sample read.</summary>
    public int Label { get; private set; }

    /// <summary>Weight of the last sample read, if <see cref="CsvOptions.WeightColumn"/> is set.</summary>
    public float Weight { get; private set; }

    /// <summary>Names of the classes read so far; empty if labels are numbers.</summary>
    public IReadOnlyList<string> ClassNames => _classes?.Names ?? [];

    private CsvInput[] Columns => _layout!.Inputs;

    private string Location => $"{_source}, line {_lines.Count}";

    /// <summary>Reads all samples into memory.</summary>
    public DataSet ReadAll()
    {
        using var values = new ArrayBuilder<float>();
        using var labels = new ArrayBuilder<int>();
        using var targets = new ArrayBuilder<float>();
        using var weights = new ArrayBuilder<float>();
        while (ReadSample())
        {
            values.Add(_values);
            targets.Add(Targets);
            if (HasLabels)
            {
                labels.Add([Label]);
            }

            if (_options.WeightColumn is not null)
            {
                weights.Add([Weight]);
            }

            if (Math.Max(values.Count, targets.Count) > Array.MaxLength)
            {
                throw TooManyValues(Location);
            }
        }

        return new DataSet(
            Encode(values.ToArray()), labels.ToArray(), targets.ToArray(), Count, ClassNames, sampleWeights: weights.ToArray());
    }

    /// <summary>Reads all samples, and returns the options with their classes, categories and means.</summary>
    public CsvOptions Fit()
    {
        while (ReadSample())
        {
        }

        var categories = new Dictionary<CsvColumn, IReadOnlyList<string>>();
        var means = new double[_layout!.Roles.Length];
        Array.Fill(means, double.NaN);
        foreach (CsvInput input in Columns)
        {
            means[input.Column] = input.Mean;
            if (input.Categories is { Names.Count: 0 })
            {
                throw new InvalidDataException(
                    $"{_source}, {_layout.Describe(input.Column)}: expected at least one category, but all values are missing.");
            }

            if (input.Categories is not null)
            {
                categories.Add(input.Column, input.Categories.Names);
            }
        }

        return _options with
        {
            ClassNames = _classes?.Names,
            Categories = categories,
            OneHotColumns = [],
            TextInputs = false,
            FittedMeans = means,
        };
    }

    /// <summary>Rejects options that need a second pass over the text, before single samples are encoded.</summary>
    /// <exception cref="ArgumentException">The categories or the means are unknown.</exception>
    public void CheckIsFitted()
    {
        bool needsCategories = _options.TextInputs
            || _options.OneHotColumns.Any(column => !_options.Categories.ContainsKey(column));
        bool needsMeans = _options.MissingValues == MissingValues.FillMean && _options.FittedMeans is null;
        if (needsCategories || needsMeans)
        {
            throw new ArgumentException(
                $"A streamed text is read once, so its {(needsCategories ? "categories" : "means")} must be known before. "
                + $"Pass the options that {nameof(CsvOptions)}.{nameof(CsvOptions.Fit)} returns.",
                "options");
        }
    }

    /// <summary>Returns the inputs of the last sample. The options are fitted; see <see cref="CheckIsFitted"/>.</summary>
    public ReadOnlySpan<float> EncodeSample()
    {
        if (_fill is null || _values.Any(float.IsNaN))
        {
            // Rejects a missing value of a column without a mean.
            _fill = FillValues();
            Array.Resize(ref _inputs, Columns.Sum(column => column.Width));
        }

        EncodeRow(_values, Columns, _fill, _inputs);
        return _inputs;
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
            throw new InvalidDataException($"{exception.Message} The file looks like {format.DataDescription}.", exception);
        }
    }

    private static void EncodeRow(ReadOnlySpan<float> values, CsvInput[] columns, float[] fill, Span<float> destination)
    {
        for (int place = 0; place < columns.Length; place++)
        {
            columns[place].Encode(values[place], fill[place], destination);
            destination = destination[columns[place].Width..];
        }
    }

    private InvalidDataException TooManyValues(string location) => new(
        $"{location}: expected at most {Array.MaxLength} inputs or targets, the limit of an array, "
        + $"but found more. {nameof(StreamedDataSet)}.{nameof(StreamedDataSet.ConvertCsv)} reads texts of any length.");

    /// <summary>Converts the values of all samples to inputs. May use the same array.</summary>
    private float[] Encode(float[] values)
    {
        CsvInput[] columns = Columns;
        long width = columns.Sum(column => (long)column.Width);
        if (width * Count > Array.MaxLength)
        {
            throw TooManyValues(_source);
        }

        bool isNumeric = columns.All(column => column.Categories is null);
        if (isNumeric && !columns.Any(column => column.HasMissing))
        {
            return values;
        }

        if (width == 0)
        {
            throw new InvalidDataException($"{_source}: expected at least one value of an input, but all are missing.");
        }

        float[] fill = FillValues();
        float[] inputs = isNumeric ? values : new float[Count * (int)width];
        for (int row = 0; row < Count; row++)
        {
            EncodeRow(
                values.AsSpan(row * columns.Length, columns.Length), columns, fill, inputs.AsSpan(row * (int)width, (int)width));
        }

        return inputs;
    }

    /// <summary>Returns the replacement for missing values of each input column.</summary>
    private float[] FillValues() => Array.ConvertAll(Columns, column =>
    {
        if (_options.MissingValues != MissingValues.FillMean || column.Categories is not null)
        {
            return _options.FillValue;
        }

        double mean = _options.FittedMeans?[column.Column] ?? column.Mean;
        return !column.HasMissing || double.IsFinite(mean)
            ? (float)mean
            : throw new InvalidDataException(
                $"{_source}, {_layout!.Describe(column.Column)}: expected at least one number for the mean, but all values are missing.");
    });

    private bool TryReadSample()
    {
        string? comment = null;
        long commentLine = 0;
        while (_lines.TryRead(out ReadOnlySpan<char> line))
        {
            CheckIsText(line);
            if (line.Trim([' ', '\t', _delimiter]).IsEmpty || TakeDelimiter(line))
            {
                continue;
            }

            if (_layout is null)
            {
                ReadOnlySpan<char> text = line.TrimStart(" \t");
                if (text[0] == '#')
                {
                    (comment, commentLine) = (text[1..].ToString(), _lines.Count);
                    continue;
                }

                if (BeginRows(line, comment, commentLine))
                {
                    continue;
                }
            }

            if (_options.MissingValues == MissingValues.SkipRow && HasMissing(line))
            {
                _skippedRows++;
                continue;
            }

            ReadRow(line);
            _isFirstRow = false;
            Count = Count < int.MaxValue
                ? Count + 1
                : throw new InvalidDataException($"{Location}: expected at most {int.MaxValue} samples, but found more.");
            return true;
        }

        if (Count == 0)
        {
            throw new InvalidDataException(
                $"{_source}: expected at least one row of numbers, but found none in {_lines.Count} lines"
                + $"{(_skippedRows > 0 ? $", of which {_skippedRows} have missing values" : "")}.");
        }

        CheckFirstLabel();
        return false;
    }

    /// <summary>Reads Excel's first line <c>sep=;</c>.</summary>
    private bool TakeDelimiter(ReadOnlySpan<char> line)
    {
        const string Start = "sep=";
        if (_firstLine > 0 || line.Length != Start.Length + 1 || !line.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        _firstLine = _lines.Count;
        _delimiter = CsvOptions.IsDelimiter(line[^1])
            ? line[^1]
            : throw new InvalidDataException(
                $"{Location}: expected a delimiter after {Start}, but found {MessageText.Name(line[^1].ToString())}.");
        return true;
    }

    /// <summary>Assigns the columns.</summary>
    /// <param name="line">The first line that is no comment.</param>
    /// <param name="comment">The comment before the line, or null.</param>
    /// <param name="commentLine">Line number of the comment.</param>
    /// <returns>Whether the line is the header.</returns>
    private bool BeginRows(ReadOnlySpan<char> line, string? comment, long commentLine)
    {
        if (_options.DecimalComma && _delimiter == ',')
        {
            throw new ArgumentException("Numbers with a decimal comma need a delimiter that is not a comma, such as ';'.", "options");
        }

        _firstLine = _lines.Count;
        string[]? names = Split(line, out string? expected, out string malformed, out int column);
        if (names is null)
        {
            throw Unexpected(column, expected!, malformed);
        }

        // NumPy's savetxt writes the header as a comment.
        string[]? commented = _options.HasHeader && comment is not null ? Split(comment, out _, out _, out _) : null;
        bool isCommented = commented?.Length == names.Length;
        _firstLine = isCommented ? commentLine : _firstLine;
        _layout = new CsvLayout(_options, names.Length, _options.HasHeader ? isCommented ? commented : names : null, Location);
        _values = new float[Columns.Length];
        _targets = new float[_layout.TargetCount];
        return _options.HasHeader && !isCommented;
    }

    private string[]? Split(ReadOnlySpan<char> line, out string? expected, out string malformed, out int column)
    {
        var texts = new List<string>();
        var fields = new CsvFields(line, _delimiter);
        while (fields.MoveNext())
        {
            texts.Add(fields.Text);
        }

        (expected, malformed, column) = (fields.Expected, fields.Expected is null ? "" : Shorten(fields.Current), fields.Column);
        return expected is null ? [.. texts] : null;
    }

    /// <summary>Rejects NUL characters. The number parser would ignore them after a number.</summary>
    private void CheckIsText(ReadOnlySpan<char> line)
    {
        int position = line.IndexOf('\0');
        if (position >= 0)
        {
            throw new InvalidDataException(
                $"{Location}: expected text in UTF-8, or in UTF-16 with a byte order mark, but found a NUL character at position {position + 1}.");
        }
    }

    /// <summary>Rejects labels from 1 on, which would add a class without samples, unless the first label is given.</summary>
    private void CheckFirstLabel()
    {
        if (HasLabels && _classes is null && _options.FirstLabel is null && _smallestLabel == 1 && _largestLabel > 1)
        {
            throw new InvalidDataException(
                $"{_source}: expected class labels from 0, but they are from 1 to {_largestLabel}. Set {nameof(CsvOptions)}."
                + $"{nameof(CsvOptions.FirstLabel)} to 1, or to 0 if class 0 has no samples here.");
        }
    }
}
