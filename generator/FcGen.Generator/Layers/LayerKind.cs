using FcGen.Generator.Graph;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>A kind of layer: the attribute that stands for it, and how that is read. What it does is in the <see cref="LayerSpec"/> it makes.</summary>
internal abstract class LayerKind
{
    /// <summary>Name of the attribute class in the namespace <c>FcGen</c>.</summary>
    public abstract string AttributeName { get; }

    /// <summary>Names that PyTorch, Keras and other frameworks use for the layer.</summary>
    public virtual IReadOnlyList<string> OtherNames => [];

    /// <summary>Whether Keras counts the layer among the activations, which it also takes by name.</summary>
    public virtual bool IsActivation => false;

    /// <summary>The parameter that alone decides the size of the output, if there is one.</summary>
    public virtual string? SizeParameter => null;

    /// <summary>The parameter that declares the size of the input, if there is one.</summary>
    public virtual string? InputsParameter => null;

    /// <summary>Whether the output has the size of the input.</summary>
    public virtual bool KeepsSize => SizeParameter is null;

    /// <summary>Reads and checks a layer. Mistakes go to the sink; what is returned then is what checking goes on from.</summary>
    public abstract LayerSpec Parse(LayerContext context);
}
