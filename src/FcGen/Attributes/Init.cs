namespace FcGen;

/// <summary>
/// Distribution of the initial weights of a dense layer, as in <see href="https://pytorch.org/docs/stable/nn.init.html">torch.nn.init</see>:
/// fanIn is the number of its inputs, fanOut of its outputs, and gain is <see cref="DenseAttribute.Gain"/>. Biases start at zero.
/// </summary>
public enum Init
{
    /// <summary>
    /// <see cref="HeNormal"/> when the activation that follows is of the ReLU family (ReLU, LeakyReLU, PReLU, ELU, GELU, SiLU, Softplus,
    /// HardSwish), <see cref="XavierUniform"/> otherwise. Dropout, normalisations and Add may stand between. Before SELU, networks that
    /// normalise themselves want <see cref="LecunNormal"/>.
    /// </summary>
    Auto,

    /// <summary>
    /// Uniform in ±gain sqrt(6 / (fanIn + fanOut)), gain 1 unless given (Glorot and Bengio 2010,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_uniform_">xavier_uniform_</see>).
    /// </summary>
    XavierUniform,

    /// <summary>
    /// Normal with mean 0 and standard deviation gain / sqrt(fanIn), gain that of the activation unless given (He et al. 2015,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_">kaiming_normal_</see>, mode fan_in).
    /// </summary>
    HeNormal,

    /// <summary>
    /// All weights zero. For the last dense layer, whose outputs then start at zero, for the last one of a residual branch, which then is
    /// nothing at first, or for layers that something else fills; FCG025 warns of others, because units that start alike are all the same.
    /// </summary>
    Zeros,

    /// <summary>
    /// Normal with mean 0 and standard deviation gain sqrt(2 / (fanIn + fanOut)), gain 1 unless given (Glorot and Bengio 2010,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_normal_">xavier_normal_</see>).
    /// </summary>
    XavierNormal,

    /// <summary>
    /// Uniform in ±gain sqrt(3 / fanIn), gain that of the activation unless given (He et al. 2015,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_uniform_">kaiming_uniform_</see>, mode fan_in).
    /// Gain 1 / sqrt(3) is what a torch.nn.Linear starts with.
    /// </summary>
    HeUniform,

    /// <summary>
    /// Normal with mean 0 and standard deviation gain / sqrt(fanIn), gain 1 unless given (LeCun et al. 1998; Klambauer et al. 2017 for
    /// self-normalising networks;
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_">kaiming_normal_</see> with nonlinearity linear).
    /// </summary>
    LecunNormal,

    /// <summary>
    /// Normal with mean 0 and standard deviation gain, whatever the shape
    /// (<see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.normal_">normal_</see>); 0.05 unless given, as in Keras,
    /// because PyTorch's 1 is far too large for the weights of a layer.
    /// </summary>
    Normal,

    /// <summary>
    /// Uniform in ±gain, whatever the shape
    /// (<see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.uniform_">uniform_</see> from -gain to gain); 0.05 unless
    /// given, as in Keras.
    /// </summary>
    Uniform,
}
