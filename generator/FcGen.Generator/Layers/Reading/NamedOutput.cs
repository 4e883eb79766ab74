using FcGen.Generator.Graph;

namespace FcGen.Generator.Layers.Reading;

/// <summary>The output of a layer that another one names.</summary>
/// <param name="Layer">Index of the layer; -1 for the input of the network.</param>
/// <param name="Name">Its name.</param>
/// <param name="Label">What it is called in messages.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record NamedOutput(int Layer, string Name, string Label, Shape Shape);
