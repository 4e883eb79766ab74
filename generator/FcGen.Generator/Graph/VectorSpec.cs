namespace FcGen.Generator.Graph;

/// <summary>Numbers that a layer has beside matrices.</summary>
/// <param name="Name">Name within the layer, as in PyTorch.</param>
/// <param name="Length">How many.</param>
/// <param name="Initial">What they are at first.</param>
/// <param name="IsBuffer">Whether they are kept with the network without being trained.</param>
/// <param name="IsScalar">Whether it is a single number without a dimension.</param>
internal sealed record VectorSpec(string Name, int Length, float Initial, bool IsBuffer = false, bool IsScalar = false);
