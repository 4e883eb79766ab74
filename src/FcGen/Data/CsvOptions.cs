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
}
