using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Graph;

/// <summary>What was made of a class annotated with [Network]. Holds nothing of Roslyn's.</summary>
/// <param name="Type">Where the class stands.</param>
internal abstract record ParsedNetwork(TypeHierarchy Type);

/// <summary>What the user wrote, checked: everything that planning and emission know of a network.</summary>
/// <param name="Type">The class.</param>
/// <param name="Input">Shape of one sample.</param>
/// <param name="Layers">The layers, in order.</param>
/// <param name="Unroll">The kernel family asked for.</param>
/// <param name="Prefix">Path before the name of every tensor, with the dot that ends it, or nothing.</param>
internal sealed record NetworkSpec(TypeHierarchy Type, Shape Input, EquatableArray<LayerSpec> Layers, UnrollMode Unroll, string Prefix)
    : ParsedNetwork(Type)
{
    public Shape Output => Layers[Layers.Count - 1].Output;

    /// <summary>The meaning of the network's outputs, as far as the range from 0 to 1 is concerned.</summary>
    public OutputKind OutputKind => Layers.LastOrDefault(layer => layer.OutputKind != OutputKind.AsInput)?.OutputKind ?? OutputKind.AsInput;

    /// <summary>The value that a single output has to exceed to predict class 1 of two: that of a probability of 0.5.</summary>
    public float DecisionThreshold => OutputKind switch
    {
        OutputKind.Probabilities => 0.5f,
        OutputKind.LogProbabilities => (float)Math.Log(0.5),
        _ => 0,
    };

    /// <summary>The path of a layer: what comes before the last dot of the names of its tensors.</summary>
    public string PathOf(LayerSpec layer) => Prefix + layer.Name;

    /// <summary>The full name of a tensor of a layer, for example <c>model.0.weight</c>.</summary>
    public string TensorName(LayerSpec layer, string tensor) => $"{PathOf(layer)}.{tensor}";

    /// <summary>Gain of the activation after a layer. Layers that keep the scale of values are passed over.</summary>
    public Gain GainAfter(LayerSpec layer) =>
        Layers.Skip(layer.Index + 1).Select(next => next.GainBefore).FirstOrDefault(gain => gain is not null) ?? Gain.Linear;
}

/// <summary>
/// A network with errors. Its members are declared all the same, so that the mistakes themselves are the only errors that the user sees.
/// </summary>
/// <param name="Type">Where the class stands.</param>
/// <param name="InputSize">Size of the input as far as it can be told, or 1.</param>
/// <param name="OutputSize">Size of the output as far as it can be told, or 1.</param>
/// <param name="Blocked">Keys of generated members for which the user's leave no room.</param>
/// <param name="Implemented">Names of the members of INetwork that the user implements explicitly.</param>
internal sealed record NetworkSkeleton(
    TypeHierarchy Type, int InputSize, int OutputSize, EquatableArray<string> Blocked, EquatableArray<string> Implemented) : ParsedNetwork(Type);

/// <summary>Mirror of <c>FcGen.Unroll</c>.</summary>
internal enum UnrollMode
{
    Auto,
    Full,
    Tiled,
}

/// <summary>Mirror of <c>FcGen.Init</c>.</summary>
internal enum InitKind
{
    Auto,
    XavierUniform,
    HeNormal,
    Zeros,
    XavierNormal,
    HeUniform,
    LecunNormal,
    Normal,
    Uniform,
}
