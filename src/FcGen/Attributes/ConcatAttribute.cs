namespace FcGen;

/// <summary>
/// Appends the output of a layer further up: <c>y = [x, layer]</c> with as many values as both have together
/// (<see href="https://pytorch.org/docs/stable/generated/torch.cat.html">torch.cat</see> along the last dimension).
/// </summary>
/// <param name="layer">
/// Name of a layer before this one: the one it was given, or its index in the list of layers. <c>"input"</c> is the input of the network.
/// </param>
/// <example><code>[Dense(32), ReLU, Concat("input"), Dense(8)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConcatAttribute(string layer) : LayerAttribute
{
    /// <summary>Name of the layer whose output is appended.</summary>
    public string Layer { get; } = layer;
}
