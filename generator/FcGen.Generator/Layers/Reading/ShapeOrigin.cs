using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Layers.Reading;

/// <summary>What gave a shape.</summary>
/// <param name="Label">What it is called in messages.</param>
/// <param name="Size">Place of the only number that decides the size, if there is one.</param>
/// <param name="IsInput">Whether it is the input of the network, and no layer.</param>
internal sealed record ShapeOrigin(string Label, Location? Size, bool IsInput = false)
{
    public static ShapeOrigin Input(Location? size) => new("the input", size, IsInput: true);
}
