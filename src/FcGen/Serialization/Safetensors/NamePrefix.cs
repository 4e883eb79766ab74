namespace FcGen.Serialization;

/// <summary>Finds a common prefix that explains why no names match; the library and the generator share this rule.</summary>
internal static class NamePrefix
{
    /// <summary>Returns the prefix that all names of a network have in a file, such as <c>module.</c>; null if there is none.</summary>
    /// <param name="expected">The names of the network.</param>
    /// <param name="found">The names in the file.</param>
    public static string? InFile(IReadOnlyCollection<string> expected, ICollection<string> found)
    {
        string? first = expected.FirstOrDefault();
        return first is null ? null : found
            .Where(name => name.Length > first.Length && name.EndsWith("." + first, StringComparison.Ordinal))
            .Select(name => name.Substring(0, name.Length - first.Length))
            .FirstOrDefault(prefix => expected.All(name => found.Contains(prefix + name)));
    }

    /// <summary>Returns the prefix that all names of a network have but those in a file lack; null if there is none.</summary>
    /// <param name="expected">The names of the network.</param>
    /// <param name="found">The names in the file.</param>
    public static string? InNetwork(IReadOnlyCollection<string> expected, ICollection<string> found)
    {
        string? first = expected.FirstOrDefault();
        for (int dot = first?.IndexOf('.') ?? -1; dot >= 0; dot = first!.IndexOf('.', dot + 1))
        {
            string prefix = first!.Substring(0, dot + 1);
            if (expected.All(name => name.StartsWith(prefix, StringComparison.Ordinal) && found.Contains(name.Substring(prefix.Length))))
            {
                return prefix;
            }
        }

        return null;
    }
}
