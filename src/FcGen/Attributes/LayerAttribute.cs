namespace FcGen;

/// <summary>Base class of the attributes that stand for one layer each. The order in which they are written is the order of the network.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
#pragma warning disable CS3015 // Abstract, so that nobody has to call a constructor.
public abstract class LayerAttribute : Attribute
#pragma warning restore CS3015
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// Name of the layer, used in tensor names such as <c>fc1.weight</c>. Default: the index of the layer in the list,
    /// counting every layer attribute but not <see cref="InputAttribute"/>, as <c>torch.nn.Sequential</c> does. Dots separate the names of
    /// nested modules, for example <c>encoder.0</c>.
    /// </summary>
    public string? Name { get; set; }
}
