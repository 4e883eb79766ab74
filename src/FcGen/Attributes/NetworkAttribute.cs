namespace FcGen;

/// <summary>
/// Turns a partial class into a network. The source generator reads the layer attributes of the same declaration, in order, and adds the
/// members of <see cref="INetwork{TSelf}"/>.
/// </summary>
/// <example>
/// <code>
/// [Network]
/// [Input(64)]
/// [Dense(64, 128), ReLU, Dropout(0.2f), Dense(128, 10)]
/// public sealed partial class DigitNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>Kernel family for one-sample inference. Default: <see cref="FcGen.Unroll.Auto"/>.</summary>
    public Unroll Unroll { get; set; } = Unroll.Auto;

    /// <summary>
    /// Whether the network can be trained. Without training, the generator writes no backward code: less source, a faster build and a smaller
    /// program for a network that only loads weights and predicts. <see cref="INetwork{TSelf}.ForwardTraining"/> and
    /// <see cref="INetwork{TSelf}.Backward"/> are then compile errors to call, and a <see cref="Trainer{TNetwork}"/> throws a
    /// <see cref="NotSupportedException"/>. Default: true.
    /// </summary>
    public bool Training { get; set; } = true;

    /// <summary>
    /// Prefix of all tensor names, as in the <c>state_dict</c> of a PyTorch module with the network as a submodule.
    /// With <c>Prefix = "model"</c> the weights of layer 0 are named <c>model.0.weight</c>.
    /// Dots separate the names of nested modules; a dot at the end is ignored. Layer names in <see cref="AddAttribute"/> and
    /// <see cref="ConcatAttribute"/> have no prefix. Default: empty.
    /// </summary>
    public string Prefix { get; set; } = string.Empty;

    /// <summary>
    /// Names of hidden layers (or their indices, if they have no name) whose outputs can be read with
    /// <see cref="INetwork{TSelf}.ForwardTo"/>, for example the code of an autoencoder. For each of them the generator adds a prediction
    /// that ends there. Default: none.
    /// </summary>
    public string[] HiddenOutputs { get; set; } = [];
}
