using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers;

namespace FcGen.Generator.Parsing;

/// <summary>Finds the FcGen attribute that was probably intended by an unknown attribute name.</summary>
internal static class MeantAttributes
{
    public const string Input = "Input";
    public const string Sequence = "Sequence";

    private const string Suffix = "Attribute";

    private static readonly (string Other, string Name)[] OtherNamesOfNoLayer =
    [
        ("InputLayer", Input),
        ("InputShape", Input),
        ("InputSize", Input),
        ("InputSequence", Sequence),
        ("SequenceInput", Sequence),
        ("Sequential", "Network"),
        ("Model", "Network"),
        ("Module", "Network"),
        ("NeuralNetwork", "Network"),
        ("NeuralNet", "Network"),
        ("Net", "Network"),
    ];

    /// <summary>Maps names that PyTorch, Keras and other frameworks use to the names in FcGen.</summary>
    private static readonly Dictionary<string, string> OtherNames = LayerCatalog.Kinds
        .SelectMany(kind => kind.OtherNames.Select(other => (Other: other, Name: WithoutSuffix(kind.AttributeName))))
        .Concat(OtherNamesOfNoLayer)
        .ToDictionary(pair => pair.Other, pair => pair.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Layers of other frameworks that FcGen does not have. A name similar to one of these gets no suggestion.</summary>
    private static readonly string[] Absent =
    [
        "AlphaDropout", "Attention", "Average", "BatchNorm3d", "Bilinear",
        "Conv3d", "Dot", "Embedding",
        "Hardshrink", "Hardtanh", "Identity", "InstanceNorm", "Lambda",
        "LogSigmoid", "Maximum", "Mish", "MultiheadAttention", "Multiply", "ReLU6", "ReLUN", "Reshape",
        "RMSNorm", "RReLU", "Softmin", "Softmax2d", "Softshrink", "Softsign", "SpectralNorm", "Subtract", "Tanhshrink", "Threshold",
        "Unflatten", "WeightNorm",
    ];

    /// <summary>Common .NET attributes that are similar to FcGen attributes. If they are unknown, only a using directive is missing.</summary>
    private static readonly string[] Common =
        ["Table", "Test", "Tests", "Inject", "Export", "Import", "Obsolete", "Sequential", "Serializable", "Category", "Priority"];

    private static readonly string[] Layers = [.. LayerCatalog.Kinds.Select(kind => WithoutSuffix(kind.AttributeName)), Input, Sequence];

    private static readonly string[] Names = [.. Layers, "Network"];

    /// <summary>
    /// The words that an unknown name is compared with. Alternative names for "Network" are excluded, because they are common in other
    /// code.
    /// </summary>
    private static readonly string[] Words =
        [.. Layers, .. OtherNames.Where(other => other.Key.Length > 3 && other.Value != "Network").Select(other => other.Key), .. Absent, .. Common];

    /// <summary>Returns the attribute that was probably intended. The result is null if no candidate is certain enough.</summary>
    /// <param name="written">The last part of the name, as written.</param>
    public static string? Of(string written)
    {
        string name = WithoutSuffix(written);
        string? known = Names.FirstOrDefault(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is not null || OtherNames.TryGetValue(name, out known))
        {
            return known;
        }

        string? nearest = Spelling.Nearest(name, Words);
        return nearest is null || (Absent.Contains(nearest) && !Layers.Contains(nearest)) || Common.Contains(nearest) ? null
            : OtherNames.TryGetValue(nearest, out string other) ? other
            : nearest;
    }

    /// <summary>Removes the suffix of attribute classes from a name.</summary>
    public static string WithoutSuffix(string name) =>
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - Suffix.Length)
            : name;
}
