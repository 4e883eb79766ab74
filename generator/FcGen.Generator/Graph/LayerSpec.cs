using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>One layer as the user wrote it. Each kind of layer derives its own record in <c>Layers/</c>.</summary>
/// <param name="Index">Position in the list of layers, from 0.</param>
/// <param name="Name">Name given by the user, or the index.</param>
/// <param name="Input">The shape of the input.</param>
/// <param name="Output">The shape of the output.</param>
internal abstract record LayerSpec(int Index, string Name, Shape Input, Shape Output)
{
    /// <summary>The layer in a few words, for messages and for the table shown on hover, for example <c>Dense 64 -> 128</c>.</summary>
    public abstract string Describe();

    /// <summary>Returns the label of a layer for messages: its index, its name if it has one, and its description.</summary>
    public static string LabelOf(int index, string name, string description) =>
        name == index.ToString(System.Globalization.CultureInfo.InvariantCulture)
            ? $"Layer {name} ({description})"
            : $"Layer {index} '{name}' ({description})";

    /// <summary>This layer in a message.</summary>
    public string Label => LabelOf(Index, Name, Describe());

    /// <summary>
    /// Whether the layer determines its output shape instead of keeping the input shape. Messages about the shape name this layer.
    /// </summary>
    public virtual bool SetsShape => false;

    /// <summary>The index of another earlier layer whose output it also reads, as named by the user; -1 for the network's input.</summary>
    public virtual int? NamedLayer => null;

    /// <summary>Number of trainable values.</summary>
    public int ParameterCount => Tensors.Where(tensor => !tensor.IsBuffer).Sum(tensor => tensor.Length);

    /// <summary>
    /// An upper bound of the floats that the state of the layer takes, padding included. It is computed before anything is known to fit an
    /// int.
    /// </summary>
    public virtual long StorageBound => Tensors.Sum(tensor => tensor.Layout.Bound + 16) + DerivedFloats + 16L;

    /// <summary>Parameters and buffers, in PyTorch's order.</summary>
    public virtual IReadOnlyList<TensorSpec> Tensors => [];

    /// <summary>Number of floats that predictions derive from the tensors.</summary>
    public virtual int DerivedFloats => 0;

    /// <summary>Number of multiply-adds for one sample.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>The product for one sample that can be straight-line code, if there is one.</summary>
    public virtual SampleProduct? Product => null;

    /// <summary>
    /// Gain of the weights before this layer. Null if the layer keeps the scale of values, so that the one after it decides.
    /// </summary>
    public virtual Gain? GainBefore => Gain.Linear;

    /// <summary>Whether the layer keeps the scale of values, so that initialization looks past it.</summary>
    public bool KeepsScale => GainBefore is null;

    /// <summary>Whether the layer is an affine function of its input. Two consecutive affine layers are equivalent to one.</summary>
    public virtual bool IsLinear => false;

    /// <summary>Whether the layer is a nonlinearity.</summary>
    public virtual bool IsActivation => false;

    /// <summary>Whether the layer does nothing in a prediction.</summary>
    public virtual bool IsForTrainingOnly => false;

    /// <summary>Whether training needs at least two samples in each batch: the statistics of a single row have no variance.</summary>
    public virtual bool NeedsSeveralSamples => false;

    /// <summary>The kind of the layer's outputs.</summary>
    public virtual OutputKind OutputKind => OutputKind.Unknown;

    /// <summary>The function that some losses apply themselves, if the layer applies it.</summary>
    public virtual OutputFunction OutputFunction => OutputFunction.None;

    /// <summary>The positions of its input that one position of its output reads, as rows and columns; null if that is not a window.</summary>
    public virtual (Axis Rows, Axis Columns)? Window => null;

    /// <summary>The reason why the layer is unsuitable at the end of a network, or null.</summary>
    public virtual string? EndProblem => null;

    /// <summary>
    /// The reason why the layer needs other steps than the current one and what it remembers of earlier ones, so that a network with it cannot run step by
    /// step; null if it does not. Default: layers that keep the positions compute each from itself.
    /// </summary>
    public virtual string? LooksAhead => Output.Positions == Input.Positions && Output.Kind == Input.Kind ? null : "its output has other steps than its input";

    /// <summary>Whether an output depends on several steps.</summary>
    public virtual bool MixesSteps => false;

    /// <summary>The earlier steps that a step depends on; null for all of them.</summary>
    public virtual int? LookBack => 0;

    /// <summary>The number of last steps of its input that the layer takes, and nothing else; null if it does something else.</summary>
    public virtual int? LastSteps => null;

    /// <summary>The layer for one step.</summary>
    public virtual LayerSpec OfStep() => this with { Input = Input.OfStep, Output = Output.OfStep };

    /// <summary>Adds the operations of the layer to a graph.</summary>
    public abstract void Build(GraphBuilder builder);
}
