using System.Globalization;
using FcGen.Messages;

namespace FcGen;

/// <summary>
/// A column of a CSV text: an index from 0, a negative index from the end (-1 is the last column), or a name in the header. Integers and
/// strings convert implicitly: <c>LabelColumn = "species"</c>.
/// </summary>
public readonly record struct CsvColumn
{
    /// <summary>Initializes a column with an index.</summary>
    /// <param name="index">Index from 0, or negative from the end; -1 is the last column.</param>
    public CsvColumn(int index) => Index = index;

    /// <summary>Initializes a column with a name.</summary>
    /// <param name="name">Name in the header, case-sensitive.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public CsvColumn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>Index from 0, or negative from the end; 0 if the column has a name.</summary>
    public int Index { get; }

    /// <summary>Name in the header, or null if the column has an index.</summary>
    public string? Name { get; }

    /// <summary>Converts an index.</summary>
    /// <param name="index">Index from 0, or negative from the end; -1 is the last column.</param>
    public static implicit operator CsvColumn(int index) => new(index);

    /// <summary>Converts a name.</summary>
    /// <param name="name">Name in the header, case-sensitive.</param>
    public static implicit operator CsvColumn(string name) => new(name);

    /// <summary>Returns the index, or the name in quotes.</summary>
    public override string ToString() => Name is null ? Index.ToString(CultureInfo.InvariantCulture) : MessageText.Name(Name);
}
