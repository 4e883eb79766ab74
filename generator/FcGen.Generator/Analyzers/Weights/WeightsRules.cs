using FcGen.Generator.Graph;
using FcGen.Messages;
using FcGen.Serialization;

namespace FcGen.Generator.Analyzers.Weights;

/// <summary>Compares a weights file with a network, with the same rules as Load.</summary>
internal static class WeightsRules
{
    private const int Shown = 4;

    /// <summary>Describes all differences in one text. The result is null if the file matches.</summary>
    public static string? Differences(WeightsManifest manifest, NetworkFacts network)
    {
        if (manifest.Error is not null)
        {
            return manifest.Error;
        }

        Dictionary<string, StoredTensor> found = manifest.Tensors.GroupBy(tensor => tensor.Name).ToDictionary(same => same.Key, same => same.First());
        string[] differences = [.. network.Tensors.Select(tensor => Difference(tensor, found)).OfType<string>()];
        string[] unexpected = [.. found.Keys.Except(network.Tensors.Select(tensor => tensor.Name))];
        string[] shown =
        [
            .. differences.Take(Shown),
            .. unexpected.Take(Shown - differences.Length).Select(name => $"{MessageText.Name(name)} {found[name].ShapeText} is unexpected"),
        ];
        int count = differences.Length + unexpected.Length;
        return count == 0 ? null : MessageText.Few(shown, count, "; ") + Hint(found.Keys, network);
    }

    /// <summary>Names the remedy if all names match but for a prefix; otherwise returns an empty string.</summary>
    private static string Hint(ICollection<string> found, NetworkFacts network)
    {
        string[] expected = [.. network.Tensors.Select(tensor => tensor.Name)];
        return NamePrefix.InFile(expected, found) is { } prefix
                ? $". In the file, the names of the network begin with {MessageText.Name(prefix)}: load it with LoadOptions.Prefix, or use [Network(Prefix = ...)]"
            : NamePrefix.InNetwork(expected, found) is { } missing
                ? $". In the file, the names lack {MessageText.Name(missing)}, the prefix of the network: load it with LoadOptions.Rename, or use [Network] without Prefix"
            : string.Empty;
    }

    private static string? Difference(TensorPlan tensor, Dictionary<string, StoredTensor> found)
    {
        string shape = tensor.Spec.Shape;
        string name = MessageText.Name(tensor.Name);
        if (!found.TryGetValue(tensor.Name, out StoredTensor stored))
        {
            return $"{name} {shape} is missing";
        }

        if (stored.ShapeText != shape)
        {
            return $"{name} must have shape {shape}, but has {stored.ShapeText}";
        }

        IReadOnlyList<string> types = ReadableTypes.Of(ReadableTypes.IsCount(tensor.Name, tensor.Spec.IsBuffer, tensor.Spec.Dimensions.Count));
        return types.Contains(stored.Type) ? null : $"{name} must be one of {string.Join(", ", types)}, but is {stored.Type}";
    }
}
