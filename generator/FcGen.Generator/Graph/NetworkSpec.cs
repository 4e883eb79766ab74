using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>The result of parsing a class annotated with [Network]. Contains no Roslyn type.</summary>
/// <param name="Type">The namespace and containing types of the class.</param>
internal abstract record ParsedNetwork(TypeHierarchy Type);

/// <summary>The checked specification of a network, the only input of planning and emission.</summary>
/// <param name="Type">The class.</param>
/// <param name="Input">Shape of one sample.</param>
/// <param name="Layers">The layers, in order.</param>
/// <param name="Unroll">The requested kernel family.</param>
/// <param name="Prefix">The prefix of all tensor names with a trailing dot, or an empty string.</param>
/// <param name="HasTraining">Whether the network can be trained.</param>
/// <param name="Hidden">The indices of the hidden layers whose outputs can be read.</param>
internal sealed record NetworkSpec(
    TypeHierarchy Type, Shape Input, EquatableArray<LayerSpec> Layers, UnrollMode Unroll, string Prefix, bool HasTraining, EquatableArray<int> Hidden)
    : ParsedNetwork(Type)
{
    /// <summary>The multiply-adds of 256 bits that the network may have as straight-line code, if other networks of the compilation do not limit it.</summary>
    public int UnrollLimit { get; init; } = Budget.NetworkInstructions;

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

    /// <summary>Returns the network that ends with a layer, for predictions only.</summary>
    public NetworkSpec UpTo(int layer) => this with { Layers = Layers.Take(layer + 1).ToEquatableArray(), HasTraining = false, Hidden = [] };

    /// <summary>Returns the path of a layer: the part of its tensor names before the last dot.</summary>
    public string PathOf(LayerSpec layer) => Prefix + layer.Name;

    /// <summary>The full name of a tensor of a layer, for example <c>model.0.weight</c>.</summary>
    public string TensorName(LayerSpec layer, string tensor) => $"{PathOf(layer)}.{tensor}";

    /// <summary>Returns the gain of the activation after a layer. Layers that keep the scale of values are skipped.</summary>
    public Gain GainAfter(LayerSpec layer) =>
        Layers.Skip(layer.Index + 1).Select(next => next.GainBefore).FirstOrDefault(gain => gain is not null) ?? Gain.Linear;
}

/// <summary>
/// A network with errors. Its members are still declared, so that the user sees only the errors of the network.
/// </summary>
/// <param name="Type">The namespace and containing types of the class.</param>
/// <param name="InputSize">The size of the input if it is known, or 1.</param>
/// <param name="OutputSize">The size of the output if it is known, or 1.</param>
/// <param name="IsSequence">Whether the input is a sequence.</param>
/// <param name="Blocked">The keys of generated members that conflict with user members.</param>
/// <param name="Implemented">The names of the INetwork members that the user implements explicitly.</param>
internal sealed record NetworkSkeleton(
    TypeHierarchy Type, int InputSize, int OutputSize, bool IsSequence, EquatableArray<string> Blocked, EquatableArray<string> Implemented) : ParsedNetwork(Type);

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
    Orthogonal,
}
