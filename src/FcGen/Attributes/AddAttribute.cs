namespace FcGen;

/// <summary>
/// Residual (skip) connection: adds the output of an earlier layer element by element, <c>y = x + layer</c> (He et al. 2015,
/// <see href="https://arxiv.org/abs/1512.03385">Deep Residual Learning</see>). Both outputs must have the same shape (FCG007).
/// </summary>
/// <param name="layer">
/// Name of an earlier layer, or its index in the list of layers if it has no name. <c>"input"</c> is the input of the network.
/// </param>
/// <example><code>[Dense(64), ReLU(Name = "start"), Dense(64), ReLU, Dense(64), Add("start"), ReLU]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AddAttribute(string layer) : LayerAttribute
{
    /// <summary>Name of the layer whose output is added.</summary>
    public string Layer { get; } = layer;
}
