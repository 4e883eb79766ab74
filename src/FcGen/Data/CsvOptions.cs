using FcGen.Data;
using FcGen.Messages;

namespace FcGen;

/// <summary>
/// Options for reading CSV: the file format and the roles of the columns. See <see cref="DataSet.FromCsv(string, CsvOptions?)"/>.
/// </summary>
/// <remarks>
/// <para>
/// Numbers have a decimal point and no thousands separator, regardless of the culture. Fields may be enclosed in double quotes. Spaces and
/// tabs around fields are ignored. Lines that contain only delimiters are skipped, and so are lines before the first row that begin with
/// <c>#</c>. A first line <c>sep=;</c>, as Excel writes and reads it, replaces <see cref="Delimiter"/>. Columns are names in the header, or
/// indices from 0; a negative index counts from the end, and -1 is the last column. Messages count lines and columns from 1, as editors do.
/// </para>
/// <para>
/// Text labels and one-hot columns are numbered in order of appearance, which may differ between files. <see cref="Fit(string)"/> returns
/// options that number them as in the training data. Use these options for all files of a data set.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// CsvOptions options = new CsvOptions { HasHeader = true, LabelColumn = "income", TextLabels = true, TextInputs = true }.Fit("train.csv");
/// DataSet train = DataSet.FromCsv("train.csv", options);
/// DataSet test = DataSet.FromCsv("test.csv", options);
/// </code>
/// </example>
public sealed record CsvOptions
{
    /// <summary>
    /// Character that separates fields. A space represents any number of spaces and tabs, as in NumPy's <c>loadtxt</c>. Default: a comma.
    /// </summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Whether numbers have a decimal comma, as in <c>2,6</c>. Needs a delimiter that is not a comma. Default: false.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>
    /// Whether the first line that is not blank is a header. Lines before the header may begin with <c>#</c>. The last of them is the header
    /// itself if it has as many columns as the line after it, as in files that NumPy's <c>savetxt</c> writes. Default: false.
    /// </summary>
    public bool HasHeader { get; init; }

    /// <summary>Column of class labels. Ignored if <see cref="TargetColumns"/> is set. Default: -1, the last column.</summary>
    public CsvColumn LabelColumn { get; init; } = -1;

    /// <summary>Target columns, in the order of the network's outputs. Default: null, which reads labels instead.</summary>
    public CsvColumns? TargetColumns { get; init; }

    /// <summary>
    /// Column of the weights of the samples in the loss, finite numbers of at least 0; see <see cref="DataSet.SampleWeights"/>. Default:
    /// null, no weights.
    /// </summary>
    public CsvColumn? WeightColumn { get; init; }

    /// <summary>
    /// Input columns, in the order of the network's inputs. Default: null, all columns without another role in the order of the text.
    /// </summary>
    public CsvColumns? InputColumns { get; init; }

    /// <summary>Columns that are not read, such as identifiers and dates. Default: none.</summary>
    public CsvColumns IgnoredColumns { get; init; } = [];

    /// <summary>
    /// Label of class 0, if labels are whole numbers: 1 for labels from 1 to 3. Default: null, which means 0, but rejects labels from 1 to 2
    /// or more without any 0. Set 0 if class 0 has no samples in the text.
    /// </summary>
    public int? FirstLabel { get; init; }

    /// <summary>
    /// Whether labels are text, such as <c>setosa</c>. Classes are numbered in order of appearance, and become
    /// <see cref="DataSource.ClassNames"/>. Default: false, unless <see cref="ClassNames"/> are given.
    /// </summary>
    public bool TextLabels { get; init; }

    /// <summary>
    /// Text labels in the order of the classes, case-sensitive. Another label is an error. Default: null, the order of appearance.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>
    /// Input columns of categories, as text or numbers. Each category becomes an input that is 1 for this category and 0 for the others.
    /// Categories are numbered in order of appearance, unless <see cref="Categories"/> lists them. Default: none.
    /// </summary>
    public CsvColumns OneHotColumns { get; init; } = [];

    /// <summary>
    /// Whether an input column is a one-hot column if its first value is text. A number in a later row of such a column is an error: it
    /// probably shows that the first row is a header. Default: false, which rejects text.
    /// </summary>
    public bool TextInputs { get; init; }

    /// <summary>
    /// Categories of one-hot columns, in the order of the inputs, case-sensitive. Another value is an error. These columns need not be in
    /// <see cref="OneHotColumns"/>. Default: none, which uses the order of appearance.
    /// </summary>
    public IReadOnlyDictionary<CsvColumn, IReadOnlyList<string>> Categories { get; init; } =
        new Dictionary<CsvColumn, IReadOnlyList<string>>();

    /// <summary>
    /// Maximum number of categories of a one-hot column, from 1 to 65,536. It limits the number of inputs, for example if a column contains
    /// names. Default: 1,000.
    /// </summary>
    public int MaxCategories { get; init; } = 1_000;

    /// <summary>Treatment of missing values. Default: <see cref="FcGen.MissingValues.Refuse"/>.</summary>
    public MissingValues MissingValues { get; init; }

    /// <summary>
    /// Fields that represent a missing value; case is ignored. An empty list makes <c>?</c> a category of its column. Default: the empty
    /// field, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>NaN</c> and <c>null</c>.
    /// </summary>
    public IReadOnlyList<string> MissingValueTexts { get; init; } = ["", "?", "NA", "N/A", "NaN", "null"];

    /// <summary>Value of missing inputs with <see cref="FcGen.MissingValues.FillConstant"/>, finite. Default: 0.</summary>
    public float FillValue { get; init; }

    /// <summary>
    /// Maximum number of characters per line, from 1 to 2^29. A longer line is rejected without reading the rest, so that a file without
    /// line ends cannot exhaust memory. Default: 16,777,216 (2^24).
    /// </summary>
    public int MaxLineLength { get; init; } = 1 << 24;

    /// <summary>
    /// Maximum number of characters in the whole text, after decompression; at least 1. A longer text is rejected without reading the rest.
    /// Set a limit for untrusted files: a gzip file of 1 MB can contain 1 GB of text. Default: null, no limit.
    /// </summary>
    public long? MaxCharacters { get; init; }

    /// <summary>Mean of each column of the text that <see cref="Fit(string)"/> read; NaN for columns without one.</summary>
    internal IReadOnlyList<double>? FittedMeans { get; init; }

    /// <summary>Whether labels are text.</summary>
    internal bool HasTextLabels => TargetColumns is null && (TextLabels || ClassNames is not null);

    /// <summary>
    /// Reads a CSV file, and returns options that encode other files in the same way: with the text labels, the categories and the means
    /// for missing values of this file. The file is read in pieces.
    /// </summary>
    /// <param name="path">The training data, in UTF-8 or with a byte order mark, or such text compressed with gzip.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The content is invalid; the message contains the position, the expected and the actual content.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public CsvOptions Fit(string path)
    {
        using var file = DataFile.Open(path);
        using StreamReader reader = file.OpenText();
        return new CsvDataReader(reader, file.Source, this, file.RecognizeFormat).Fit();
    }

    /// <summary>Reads a CSV text, and returns options that encode other texts in the same way; see <see cref="Fit(string)"/>.</summary>
    /// <param name="reader">The training data. The reader is read to its end and left open.</param>
    /// <exception cref="InvalidDataException">
    /// The content is invalid; the message contains the position, the expected and the actual content.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public CsvOptions Fit(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new CsvDataReader(reader, CsvDataReader.TextSource, this).Fit();
    }

    /// <summary>Whether a character can separate fields.</summary>
    internal static bool IsDelimiter(char character) =>
        character is not ('"' or '\r' or '\n' or '+' or '-' or '.' or '\0') && !char.IsAsciiLetterOrDigit(character);

    /// <summary>Rejects options that are out of range or contradict each other.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void Check()
    {
        Require(
            IsDelimiter(Delimiter),
            $"The delimiter must not be a character of numbers, line ends or quotes, but is {MessageText.Name(Delimiter.ToString())}.");
        Require(TargetColumns is not { Count: 0 }, "TargetColumns must name at least one column, but is empty.");
        Require(InputColumns is not { Count: 0 }, "InputColumns must name at least one column, but is empty.");
        Require(
            MaxLineLength is >= 1 and <= CsvDataReader.LongestLine,
            $"MaxLineLength must be from 1 to {CsvDataReader.LongestLine}, but is {MaxLineLength}.");
        Require(MaxCharacters is not < 1, $"MaxCharacters must be at least 1, but is {MaxCharacters}.");
        Require(MaxCategories is >= 1 and <= 1 << 16, $"MaxCategories must be from 1 to {1 << 16}, but is {MaxCategories}.");
        Require(Enum.IsDefined(MissingValues), $"MissingValues must be a value of the enumeration, but is {MissingValues}.");
        Require(float.IsFinite(FillValue), $"FillValue must be finite, but is {FillValue}.");
        Require(
            FirstLabel is null || !HasTextLabels,
            "FirstLabel is for labels that are whole numbers, but TextLabels or ClassNames is set.");
        Require(ClassNames is not { Count: 0 }, "ClassNames must name at least one class, but is empty.");
        foreach ((CsvColumn column, IReadOnlyList<string> categories) in Categories)
        {
            Require(
                categories.Count >= 1 && categories.Count <= MaxCategories,
                $"Categories of column {column} must have from 1 to {MaxCategories} entries (MaxCategories), but there are {categories.Count}.");
        }

        if (!HasHeader)
        {
            IEnumerable<CsvColumn> used =
            [
                .. TargetColumns ?? [LabelColumn], WeightColumn ?? 0, .. InputColumns ?? [], .. IgnoredColumns, .. OneHotColumns, .. Categories.Keys,
            ];
            CsvColumn named = used.FirstOrDefault(column => column.Name is not null);
            Require(named.Name is null, $"Columns have names if the text has a header, but column {named} is named and HasHeader is false.");
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise, "options");
        }
    }
}
