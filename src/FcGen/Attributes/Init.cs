namespace FcGen;

/// <summary>Distribution of the initial weights of a layer.</summary>
public enum Init
{
    /// <summary><see cref="HeNormal"/> when the next activation is of the ReLU family, <see cref="XavierUniform"/> otherwise.</summary>
    Auto,

    /// <summary>
    /// Uniform in ±sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio 2010,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_uniform_">xavier_uniform_</see> with gain 1).
    /// </summary>
    XavierUniform,

    /// <summary>
    /// Normal with mean 0 and standard deviation gain / sqrt(fanIn), where gain² is 2, or 2 / (1 + slope²) before a LeakyReLU
    /// (He et al. 2015,
    /// <see href="https://pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_normal_">kaiming_normal_</see>).
    /// </summary>
    HeNormal,

    /// <summary>All weights zero. For layers that something else fills.</summary>
    Zeros,
}
