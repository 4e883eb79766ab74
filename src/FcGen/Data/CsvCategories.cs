using FcGen.Messages;

namespace FcGen.Data;

/// <summary>Texts and their numbers: the classes of text labels, or the categories of a one-hot column.</summary>
internal sealed class CsvCategories
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _names = [];
    private readonly int _most;

    /// <param name="given">All texts in order, or null to number them in order of appearance.</param>
    /// <param name="most">Maximum number of texts.</param>
    /// <param name="option">Name of the option with the given texts.</param>
    public CsvCategories(IReadOnlyList<string>? given, int most, string option)
    {
        _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        (_most, AreGiven) = (most, given is not null);
        foreach (string name in given ?? [])
        {
            if (name is null || !_numbers.TryAdd(name, _names.Count))
            {
                throw new ArgumentException(
                    $"{option} must be different texts, but {MessageText.Name(name ?? "null")} is repeated or null.", "options");
            }

            _names.Add(name);
        }
    }

    /// <summary>The texts in the order of their numbers.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Whether the texts were given, so that no other text has a number.</summary>
    public bool AreGiven { get; }

    /// <summary>Returns the number of a field.</summary>
    /// <returns>The number, or -1 if the text is not among the given ones, or there are too many.</returns>
    public int NumberOf(ref CsvFields field)
    {
        if (!field.IsQuoted && _lookup.TryGetValue(field.Current, out int number))
        {
            return number;
        }

        string text = field.Text;
        if (_numbers.TryGetValue(text, out number))
        {
            return number;
        }

        if (AreGiven || _names.Count == _most)
        {
            return -1;
        }

        _numbers.Add(text, _names.Count);
        _names.Add(text);
        return _names.Count - 1;
    }
}
