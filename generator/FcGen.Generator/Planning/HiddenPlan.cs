namespace FcGen.Generator.Planning;

/// <summary>The prediction up to a hidden layer.</summary>
/// <param name="Name">The name of the layer.</param>
/// <param name="Layer">The index of the layer.</param>
/// <param name="Plan">The plan of the network up to this layer, with the storage of the whole network.</param>
internal sealed record HiddenPlan(string Name, int Layer, NetworkPlan Plan);
