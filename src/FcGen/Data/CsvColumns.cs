using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace FcGen;

/// <summary>
/// Columns of a CSV text, in order. Collection expressions and arrays convert implicitly: <c>TargetColumns = ["width", "height", -1]</c>.
/// Immutable.
/// </summary>
[CollectionBuilder(typeof(CsvColumns), nameof(Create))]
public sealed class CsvColumns : IReadOnlyList<CsvColumn>
{
    private readonly CsvColumn[] _columns;

    private CsvColumns(CsvColumn[] columns) => _columns = columns;

    /// <summary>Number of columns.</summary>
    public int Count => _columns.Length;

    /// <summary>Returns a column.</summary>
    /// <param name="index">Position in this list, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such position.</exception>
    public CsvColumn this[int index] => _columns[index];

    /// <summary>Converts indices.</summary>
    /// <param name="indices">Indices from 0, or negative from the end.</param>
    [return: NotNullIfNotNull(nameof(indices))]
    public static implicit operator CsvColumns?(int[]? indices) =>
        indices is null ? null : new(Array.ConvertAll(indices, index => new CsvColumn(index)));

    /// <summary>Converts names.</summary>
    /// <param name="names">Names in the header, case-sensitive.</param>
    [return: NotNullIfNotNull(nameof(names))]
    public static implicit operator CsvColumns?(string[]? names) =>
        names is null ? null : new(Array.ConvertAll(names, name => new CsvColumn(name)));

    /// <summary>Copies columns. Collection expressions call this method.</summary>
    /// <param name="columns">The columns.</param>
    public static CsvColumns Create(ReadOnlySpan<CsvColumn> columns) => new(columns.ToArray());

    /// <summary>Returns consecutive columns: <c>Range(1, 3)</c> contains the columns 1, 2 and 3.</summary>
    /// <param name="first">Index of the first column.</param>
    /// <param name="count">Number of columns, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or the last index exceeds an int.</exception>
    public static CsvColumns Range(int first, int count) => new([.. Enumerable.Range(first, count).Select(index => new CsvColumn(index))]);

    /// <inheritdoc/>
    public IEnumerator<CsvColumn> GetEnumerator() => ((IEnumerable<CsvColumn>)_columns).GetEnumerator();

    /// <summary>Returns the columns in brackets.</summary>
    public override string ToString() => $"[{string.Join(", ", _columns)}]";

    IEnumerator IEnumerable.GetEnumerator() => _columns.GetEnumerator();
}
