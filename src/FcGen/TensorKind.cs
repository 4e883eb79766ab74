namespace FcGen;

/// <summary>What a tensor of a network is.</summary>
public enum TensorKind
{
    /// <summary>Trained: lies in <see cref="INetwork{TSelf}.Parameters"/>.</summary>
    Parameter,

    /// <summary>Kept with the network but not trained, such as running statistics: lies in <see cref="INetwork{TSelf}.Buffers"/>.</summary>
    Buffer,
}
