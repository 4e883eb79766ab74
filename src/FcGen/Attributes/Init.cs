namespace FcGen;

/// <summary>
/// Distribution of the initial weights of a dense, convolutional or recurrent layer, as in
/// <see href="https://pytorch.org/docs/stable/nn.init.html">torch.nn.init</see>. fanIn is the number of inputs, fanOut is the number of
/// outputs (of a convolution both times the size of its kernel), and gain is <see cref="DenseAttribute.Gain"/>. Biases of dense layers and
/// convolutions start at zero. <see cref="RecurrentAttribute"/> describes recurrent layers.
/// </summary>
public enum Init
{
    /// <summary>
    /// <see cref="HeNormal"/> if the next activation belongs to the ReLU family (ReLU, LeakyReLU, PReLU, ELU, GELU, SiLU, Softplus,
    /// HardSwish), otherwise <see cref="XavierUniform"/>. Dropout, normalization layers and Add in between are skipped. Choose
    /// <see cref="LecunNormal"/> yourself for self-normalizing networks with SELU.
    /// </summary>
    Auto,

    /// <summary>
    /// Uniform in ±gain sqrt(6 / (fanIn + fanOut)), default gain 1 (Glorot and Bengio 2010,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_uniform_">xavier_uniform_</see>).
    /// </summary>
    XavierUniform,

    /// <summary>
    /// Normal with mean 0 and standard deviation gain / sqrt(fanIn), default gain from the next activation (He et al. 2015,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_">kaiming_normal_</see>, mode fan_in).
    /// </summary>
    HeNormal,

    /// <summary>
    /// All weights zero. Use for the last dense layer, for the last layer of a residual branch (the block then starts as the identity), or
    /// for weights that are set later. FCG025 warns about other layers, because units with equal weights stay equal.
    /// </summary>
    Zeros,

    /// <summary>
    /// Normal with mean 0 and standard deviation gain sqrt(2 / (fanIn + fanOut)), default gain 1 (Glorot and Bengio 2010,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_normal_">xavier_normal_</see>).
    /// </summary>
    XavierNormal,

    /// <summary>
    /// Uniform in ±gain sqrt(3 / fanIn), default gain from the next activation (He et al. 2015,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_uniform_">kaiming_uniform_</see>, mode fan_in).
    /// Gain 1 / sqrt(3) is the default initialization of torch.nn.Linear.
    /// </summary>
    HeUniform,

    /// <summary>
    /// Normal with mean 0 and standard deviation gain / sqrt(fanIn), default gain 1 (LeCun et al. 1998; Klambauer et al. 2017 for
    /// self-normalizing networks;
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_">kaiming_normal_</see> with nonlinearity
    /// linear).
    /// </summary>
    LecunNormal,

    /// <summary>
    /// Normal with mean 0 and standard deviation gain, for any shape
    /// (<see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.normal_">normal_</see>). Default gain 0.05, as in Keras,
    /// because PyTorch's default of 1 is far too large for layer weights.
    /// </summary>
    Normal,

    /// <summary>
    /// Uniform in ±gain, for any shape (<see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.uniform_">uniform_</see> from
    /// -gain to gain). Default gain 0.05, as in Keras.
    /// </summary>
    Uniform,

    /// <summary>
    /// Random orthogonal matrix times gain, default gain 1 (Saxe et al. 2014, <see href="https://arxiv.org/abs/1312.6120">arXiv:1312.6120</see>;
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.orthogonal_">orthogonal_</see>). The weights are a matrix
    /// [outputs, inputs], and the inputs of a convolution include the positions of its kernel. The columns of the matrix are orthonormal if
    /// there are at least as many outputs as inputs. Otherwise the rows are.
    /// </summary>
    Orthogonal,
}
