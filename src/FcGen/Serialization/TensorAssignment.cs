using FcGen.Messages;

namespace FcGen.Serialization;

/// <summary>Assigns the tensors of a file to those of a network by name, and describes all differences.</summary>
/// <param name="tensors">The tensors of the network.</param>
/// <param name="options">The names in the file, and the differences that are allowed.</param>
/// <param name="source">The file, as messages name it.</param>
internal sealed class TensorAssignment(IReadOnlyList<TensorInfo> tensors, LoadOptions options, string source)
{
    /// <summary>Maximum number of unexpected tensors; reading the header stops there.</summary>
    private const int MostUnexpected = 1000;

    /// <summary>Maximum number of unexpected tensors if they are allowed.</summary>
    private const int MostSkipped = 100_000;

    /// <summary>Maximum number of differences in a message, for tensors of the network and for unexpected tensors.</summary>
    private const int Shown = 8;

    private readonly Dictionary<string, TensorInfo> _expected = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);

    /// <summary>Maximum number of tensors to read from a header.</summary>
    public int MostTensors => tensors.Count + (options.AllowUnexpected ? MostSkipped : MostUnexpected);

    /// <summary>Maximum number of characters of a name in a header.</summary>
    public int LongestName =>
        Math.Max(tensors.Select(tensor => tensor.Name.Length).DefaultIfEmpty().Max() + options.Prefix.Length, SafetensorsHeader.LongestName);

    /// <summary>Assigns the tensors of a header, in its order.</summary>
    /// <returns>Each tensor of the file with the tensor of the network that it becomes; null for a tensor to skip.</returns>
    /// <exception cref="InvalidDataException">There are differences that are not allowed. The message lists the first of them.</exception>
    public IReadOnlyList<(SafetensorsEntry Entry, TensorInfo? Tensor)> Assign(SafetensorsHeader header)
    {
        var found = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        var assigned = new List<(SafetensorsEntry Entry, TensorInfo? Tensor)>();
        var unexpected = new List<SafetensorsEntry>();
        foreach (SafetensorsEntry entry in header.Tensors)
        {
            string? name = NameOf(entry.Name, out bool isSkipped);
            TensorInfo? tensor = name is null ? null : _expected.GetValueOrDefault(name);
            assigned.Add((entry, tensor));
            if (tensor is null)
            {
                if (!isSkipped)
                {
                    unexpected.Add(entry);
                }
            }
            else if (!found.TryAdd(name!, entry))
            {
                throw new InvalidDataException(
                    $"{source}: {MessageText.Name(found[name!].Name)} and {MessageText.Name(entry.Name)} both become tensor {MessageText.Name(name!)}.");
            }
        }

        Check(header, found, unexpected);
        return assigned;
    }

    /// <summary>Returns the name in the network of a tensor of the file; null if there is none.</summary>
    /// <param name="name">Name in the file.</param>
    /// <param name="isSkipped">Whether <see cref="LoadOptions.Rename"/> leaves the tensor out.</param>
    private string? NameOf(string name, out bool isSkipped)
    {
        isSkipped = false;
        if (!name.StartsWith(options.Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        string rest = name[options.Prefix.Length..];
        string? renamed = options.Rename is null ? rest : options.Rename(rest);
        isSkipped = renamed is null;
        return renamed;
    }

    private void Check(SafetensorsHeader header, Dictionary<string, SafetensorsEntry> found, List<SafetensorsEntry> unexpected)
    {
        bool mayMiss = (options.AllowMissing && found.Count > 0) || !header.IsComplete;
        string[] differences = [.. tensors.SelectMany(tensor => Differences(tensor, found.GetValueOrDefault(tensor.Name), mayMiss))];
        int count = differences.Length + (options.AllowUnexpected ? 0 : unexpected.Count);
        if (count > 0)
        {
            IEnumerable<string> shown = differences.Take(Shown);
            if (!options.AllowUnexpected)
            {
                shown = shown.Concat(unexpected.Take(Shown).Select(entry =>
                    $"{MessageText.Name(entry.Name)} is unexpected: found {entry}, but the network has no such tensor"));
            }

            throw new InvalidDataException($"{source}: the tensors do not match the network.\n  "
                + MessageText.Few([.. shown], count, "\n  ", isLeast: !header.IsComplete) + Hint(header));
        }

        if (!header.IsComplete)
        {
            throw new InvalidDataException($"{source}: expected at most {MostTensors} tensors, but found more.");
        }
    }

    /// <summary>Lists the differences between a tensor of the network and the tensor of the file, which is null if not found.</summary>
    private static IEnumerable<string> Differences(TensorInfo tensor, SafetensorsEntry? entry, bool mayMiss)
    {
        string name = MessageText.Name(tensor.Name);
        string shape = $"[{string.Join(", ", tensor.Shape)}]";
        if (entry is null)
        {
            return mayMiss ? [] : [$"{name} is missing: expected shape {shape}"];
        }

        string label = entry.Name == tensor.Name ? name : $"{name} ({MessageText.Name(entry.Name)} in the file)";
        var differences = new List<string>();
        if (!entry.Shape.SequenceEqual(tensor.Shape.Select(dimension => (long)dimension)))
        {
            differences.Add($"{label}: expected shape {shape}, but found {MessageText.Shape(entry.Shape)}");
        }

        IReadOnlyList<string> types = TensorElements.TypesOf(tensor);
        if (!types.Contains(entry.Type))
        {
            differences.Add($"{label}: expected one of the dtypes {string.Join(", ", types)}, but found {entry.Type}");
        }

        return differences;
    }

    /// <summary>Names the option that makes all names match if they differ by a prefix; otherwise returns an empty string.</summary>
    private string Hint(SafetensorsHeader header)
    {
        string[] expected = [.. _expected.Keys];
        HashSet<string> found = [.. header.Tensors.Select(entry => entry.Name)];
        if (NamePrefix.InFile(expected, found) is { } prefix && prefix != options.Prefix)
        {
            string others = header.IsComplete && found.All(name => name.StartsWith(prefix, StringComparison.Ordinal))
                ? string.Empty
                : $", {nameof(LoadOptions.AllowUnexpected)} = true";
            return $"\nIn the file, the names of the network begin with {MessageText.Name(prefix)}: load it with "
                + $"new {nameof(LoadOptions)} {{ {nameof(LoadOptions.Prefix)} = \"{MessageText.Escape(prefix)}\"{others} }}.";
        }

        return NamePrefix.InNetwork(expected, found) is { } missing
            ? $"\nIn the file, the names lack {MessageText.Name(missing)}, the prefix of the network: load it with "
                + $"new {nameof(LoadOptions)} {{ {nameof(LoadOptions.Rename)} = name => \"{MessageText.Escape(missing)}\" + name }}."
            : string.Empty;
    }
}
