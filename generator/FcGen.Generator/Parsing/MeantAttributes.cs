using FcGen.Generator.Infrastructure;
using FcGen.Generator.Layers;

namespace FcGen.Generator.Parsing;

/// <summary>Finds the attribute of FcGen that was probably meant by a name that the compiler does not know.</summary>
internal static class MeantAttributes
{
    public const string Input = "Input";

    private const string Suffix = "Attribute";

    /// <summary>What PyTorch, Keras and others call layers that have another name here.</summary>
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Linear"] = "Dense",
        ["FullyConnected"] = "Dense",
        ["FullyConnectedLayer"] = "Dense",
        ["FC"] = "Dense",
        ["Affine"] = "Dense",
        ["InnerProduct"] = "Dense",
        ["DenseLayer"] = "Dense",
        ["LinearLayer"] = "Dense",
        ["RectifiedLinear"] = "ReLU",
        ["Rectifier"] = "ReLU",
        ["ParametricReLU"] = "PReLU",
        ["ExponentialLinearUnit"] = "ELU",
        ["Swish"] = "SiLU",
        ["HardSiLU"] = "HardSwish",
        ["Logistic"] = "Sigmoid",
        ["HyperbolicTangent"] = "Tanh",
        ["BatchNorm1d"] = "BatchNorm",
        ["BatchNormalization"] = "BatchNorm",
        ["BatchNormalisation"] = "BatchNorm",
        ["BatchNormLayer"] = "BatchNorm",
        ["LayerNormalization"] = "LayerNorm",
        ["LayerNormalisation"] = "LayerNorm",
        ["DropoutLayer"] = "Dropout",
        ["Residual"] = "Add",
        ["Skip"] = "Add",
        ["SkipConnection"] = "Add",
        ["Shortcut"] = "Add",
        ["Sum"] = "Add",
        ["Concatenate"] = "Concat",
        ["Concatenation"] = "Concat",
        ["Cat"] = "Concat",
        ["InputLayer"] = Input,
        ["InputShape"] = Input,
        ["InputSize"] = Input,
        ["Sequential"] = "Network",
        ["Model"] = "Network",
        ["Module"] = "Network",
        ["NeuralNetwork"] = "Network",
        ["NeuralNet"] = "Network",
        ["Net"] = "Network",
    };

    /// <summary>Layers of others that FcGen does not have: a name that is like one of these is not taken for one that it has.</summary>
    private static readonly string[] Absent =
    [
        "AlphaDropout", "Attention", "Average", "AvgPool1d", "AvgPool2d", "BatchNorm2d", "BatchNorm3d", "Bilinear", "CELU", "Conv1d",
        "Conv2d", "Conv3d", "Dot", "Embedding", "Flatten", "GLU", "GroupNorm", "GRU",
        "Hardshrink", "Hardtanh", "Identity", "InstanceNorm", "Lambda",
        "LogSigmoid", "LSTM", "MaxPool1d", "MaxPool2d", "Maximum", "Mish", "MultiheadAttention", "Multiply", "ReLU6", "ReLUN", "Reshape",
        "RMSNorm", "RNN", "RReLU", "Softmin", "Softmax2d", "Softshrink", "Softsign", "SpectralNorm", "Subtract", "Tanhshrink", "Threshold",
        "WeightNorm",
    ];

    /// <summary>Attributes of .NET that are common, and like one of FcGen: they lack a using, and nothing else.</summary>
    private static readonly string[] Common =
        ["Table", "Test", "Tests", "Inject", "Export", "Import", "Obsolete", "Serializable", "Category", "Priority"];

    private static readonly string[] Layers = [.. LayerCatalog.Kinds.Select(kind => WithoutSuffix(kind.AttributeName)), Input];

    private static readonly string[] Names = [.. Layers, "Network"];

    /// <summary>Words that a misspelled one is compared with. Names like "Network" are common, and not only those of attributes.</summary>
    private static readonly string[] Words =
        [.. Layers, .. OtherNames.Where(other => other.Key.Length > 3 && other.Value != "Network").Select(other => other.Key), .. Absent, .. Common];

    /// <summary>The attribute that was meant; null if there is none that is certain enough.</summary>
    /// <param name="written">The last part of the name, as it is written.</param>
    public static string? Of(string written)
    {
        string name = WithoutSuffix(written);
        string? known = Names.FirstOrDefault(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is not null || OtherNames.TryGetValue(name, out known))
        {
            return known;
        }

        string? nearest = Spelling.Nearest(name, Words);
        return nearest is null || Absent.Contains(nearest) || Common.Contains(nearest) ? null
            : OtherNames.TryGetValue(nearest, out string other) ? other
            : nearest;
    }

    /// <summary>A name without the suffix of attribute classes.</summary>
    public static string WithoutSuffix(string name) =>
        name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - Suffix.Length)
            : name;
}
