using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Layers.Reading;

/// <summary>The origin of a shape.</summary>
/// <param name="Label">The label for messages.</param>
/// <param name="Size">The location of the only value that determines the size, if there is one.</param>
/// <param name="IsInput">Whether the origin is the input of the network and not a layer.</param>
internal sealed record ShapeOrigin(string Label, Location? Size, bool IsInput = false)
{
    public static ShapeOrigin Input(Location? size) => new("the input", size, IsInput: true);
}
