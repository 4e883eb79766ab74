namespace FcGen;

/// <summary>Base class of the layer attributes. Each attribute declares one layer; their order is the order of the network.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
#pragma warning disable CS3015 // Abstract, so that nobody has to call a constructor.
public abstract class LayerAttribute : Attribute
#pragma warning restore CS3015
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// Name of the layer, used in tensor names such as <c>fc1.weight</c>. Default: the index of the layer, as in
    /// <c>torch.nn.Sequential</c>. The index counts every layer attribute but not the input. Dots separate the names of nested modules,
    /// for example <c>encoder.0</c>.
    /// </summary>
    public string? Name { get; set; }
}
