namespace FcGen;

/// <summary>
/// Options for reading CSV: the file format and the roles of the columns. See <see cref="DataSet.FromCsv(string, CsvOptions?)"/>.
/// </summary>
/// <remarks>
/// Numbers have a decimal point and no thousands separator, regardless of the culture. Fields may be enclosed in double quotes. Blank lines
/// are skipped. Columns are indices from 0; a negative index counts from the end, and -1 is the last column. Messages count lines and
/// columns from 1, as editors do.
/// </remarks>
public sealed record CsvOptions
{
    /// <summary>Character that separates fields. Default: a comma.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Whether the first line that is not blank is a header. Default: false.</summary>
    public bool HasHeader { get; init; }

    /// <summary>
    /// Index of the column of class labels, which are whole numbers of at least 0. Ignored if <see cref="TargetColumns"/> is set. Default:
    /// -1, the last column.
    /// </summary>
    public int LabelColumn { get; init; } = -1;

    /// <summary>Indices of the target columns, in the order of the network's outputs. Default: null, which reads labels instead.</summary>
    public IReadOnlyList<int>? TargetColumns { get; init; }

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
}
