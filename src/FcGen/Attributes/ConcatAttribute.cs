namespace FcGen;

/// <summary>
/// Concatenates the output of an earlier layer, <c>y = [x, layer]</c>, along the channels: the values of a vector, the features of each step
/// of a sequence, the channels of a signal or an image (<see href="https://pytorch.org/docs/stable/generated/torch.cat.html">torch.cat</see>).
/// Both must have the same positions (FCG007).
/// </summary>
/// <param name="layer">
/// Name of an earlier layer, or its index in the list of layers if it has no name. <c>"input"</c> is the input of the network.
/// </param>
/// <example><code>[Dense(32), ReLU, Concat("input"), Dense(8)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConcatAttribute(string layer) : LayerAttribute
{
    /// <summary>Name of the layer whose output is appended.</summary>
    public string Layer { get; } = layer;
}
