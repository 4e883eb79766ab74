namespace FcGen;

/// <summary>
/// Base class of the recurrent layers <see cref="RNNAttribute"/>, <see cref="LSTMAttribute"/> and <see cref="GRUAttribute"/>, with their options.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
#pragma warning disable CS3015 // Abstract, so that nobody has to call a constructor.
public abstract class RecurrentAttribute : LayerAttribute
#pragma warning restore CS3015
{
    private protected RecurrentAttribute(int hidden) => Hidden = hidden;

    /// <summary>Number of hidden values.</summary>
    public int Hidden { get; }

    /// <summary>
    /// Number of layers, at least 1 and at most 100 (FCG004). Each layer after the first reads the outputs of the one before. Default: 1.
    /// </summary>
    public int Layers { get; set; } = 1;

    /// <summary>
    /// Whether a second set of weights also reads the sequence from the last step to the first. The output of a step then has
    /// <c>2 * hidden</c> values: those of the forward direction, then those of the reverse direction. Default: false.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>Whether the layer adds learnable biases. Default: true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// Probability that training sets an output of a layer other than the last to zero, at least 0 and below 1 (FCG004). The others are
    /// multiplied by <c>1 / (1 - rate)</c>. Default: 0.
    /// </summary>
    public float Dropout { get; set; }

    /// <summary>
    /// Distribution of the initial weights of the inputs, <c>weight_ih</c> [gates * hidden, inputs]. Default: <see cref="FcGen.Init.Auto"/>,
    /// uniform in ±1 / sqrt(hidden) as in PyTorch. Other distributions have their default gain. The gain of He is sqrt(2) in an RNN with ReLU,
    /// and 1 otherwise. fanIn is the number of inputs, and fanOut is gates * hidden, as in
    /// <see href="https://pytorch.org/docs/stable/nn.init.html">torch.nn.init</see>. With <see cref="FcGen.Init.Orthogonal"/> the matrix
    /// [hidden, inputs] of each gate is orthogonal. Biases start uniform in ±1 / sqrt(hidden) for any distribution of the weights.
    /// </summary>
    public Init Init { get; set; } = Init.Auto;

    /// <summary>
    /// Distribution of the initial weights of the hidden values, <c>weight_hh</c> [gates * hidden, hidden]. Default:
    /// <see cref="FcGen.Init.Auto"/>, uniform in ±1 / sqrt(hidden) as in PyTorch. With <see cref="FcGen.Init.Orthogonal"/> the matrix
    /// [hidden, hidden] of each gate is orthogonal, so that it keeps the norm of the hidden values (Saxe et al. 2014,
    /// <see href="https://arxiv.org/abs/1312.6120">arXiv:1312.6120</see>). Keras instead initializes the matrices of all gates as one
    /// semi-orthogonal matrix (<c>recurrent_initializer="orthogonal"</c>). Other distributions are as for <see cref="Init"/>.
    /// </summary>
    public Init RecurrentInit { get; set; } = Init.Auto;
}
