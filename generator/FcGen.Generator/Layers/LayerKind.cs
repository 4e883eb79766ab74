using FcGen.Generator.Graph;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Layers;

/// <summary>A kind of layer, which reads its attribute and creates a <see cref="LayerSpec"/>.</summary>
internal abstract class LayerKind
{
    /// <summary>The name of the attribute class in the namespace <c>FcGen</c>.</summary>
    public abstract string AttributeName { get; }

    /// <summary>Names that PyTorch, Keras and other frameworks use for the layer.</summary>
    public virtual IReadOnlyList<string> OtherNames => [];

    /// <summary>Whether Keras counts the layer among the activations, which it also takes by name.</summary>
    public virtual bool IsActivation => false;

    /// <summary>The parameter that alone determines the size of the output, if there is one.</summary>
    public virtual string? SizeParameter => null;

    /// <summary>The parameter that declares the size of the input, if there is one.</summary>
    public virtual string? InputsParameter => null;

    /// <summary>Whether the output has the size of the input.</summary>
    public virtual bool KeepsSize => SizeParameter is null;

    /// <summary>Reads and checks a layer. Errors are reported to the sink, and checking continues with the result.</summary>
    public abstract LayerSpec Parse(LayerContext context);
}
