using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers.Reading;

/// <summary>The output of a layer that another layer refers to.</summary>
/// <param name="Layer">The index of the layer; -1 for the input of the network.</param>
/// <param name="Name">The name of the layer.</param>
/// <param name="Label">The label for messages.</param>
/// <param name="Shape">The shape of the output.</param>
internal sealed record NamedOutput(int Layer, string Name, string Label, Shape Shape);
