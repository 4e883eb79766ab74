namespace FcGen;

/// <summary>Form of a CSV file and meaning of its columns, for <see cref="DataSet.FromCsv(string, CsvOptions?)"/>.</summary>
/// <remarks>
/// Numbers have a decimal point and no thousands separator, whatever the culture. Fields may stand in double quotes.
/// Blank lines are skipped. Columns are indices from 0; a negative index counts from the end, -1 being the last column.
/// Messages count lines and columns from 1, as editors do.
/// </remarks>
public sealed record CsvOptions
{
    /// <summary>Character between two fields. Default: a comma.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Whether the first line that is not blank names the columns. Default: false.</summary>
    public bool HasHeader { get; init; }

    /// <summary>
    /// Index of the column of class labels, whole numbers of at least 0. Ignored when <see cref="TargetColumns"/> is set.
    /// Default: -1, the last column.
    /// </summary>
    public int LabelColumn { get; init; } = -1;

    /// <summary>Indices of the columns of targets, in the order the network gives its outputs. Default: null, there are labels instead.</summary>
    public IReadOnlyList<int>? TargetColumns { get; init; }

    /// <summary>
    /// Most characters in a line. A longer line is refused before it is read further, so a file without line ends cannot fill the memory.
    /// From 1 to 2^29. Default: 16,777,216 (2^24).
    /// </summary>
    public int MaxLineLength { get; init; } = 1 << 24;

    /// <summary>
    /// Most characters in the whole text, after decompression. A longer text is refused before it is read further. Set a limit for files
    /// from strangers: a gzip file of 1 MB can contain 1 GB of text. At least 1. Default: null, no limit.
    /// </summary>
    public long? MaxCharacters { get; init; }
}
