namespace FcGen;

/// <summary>Kind of a tensor of a network.</summary>
public enum TensorKind
{
    /// <summary>A trained tensor, stored in <see cref="INetwork{TSelf}.Parameters"/>.</summary>
    Parameter,

    /// <summary>A tensor that is not trained, such as running statistics, stored in <see cref="INetwork{TSelf}.Buffers"/>.</summary>
    Buffer,
}
