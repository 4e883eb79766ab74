using System.ComponentModel;

namespace FcGen.Runtime;

/// <summary>Inference of a network over a batch, which several threads may share. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatchPass : IPass
{
    /// <summary>Number of inputs per sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>Number of outputs per sample.</summary>
    static abstract int OutputSize { get; }

    /// <summary>Number of multiply-adds per sample.</summary>
    static abstract long MultiplyAdds { get; }

    /// <summary>
    /// Number of samples from which reading the weights again costs little: a block of samples if the weights come from memory.
    /// </summary>
    static abstract int RangeRows { get; }

    /// <summary>Number of samples that kernels compute together; ranges have whole tiles. 1 if a sample has many positions.</summary>
    static virtual int TileRows => Parallelism.TileRows;
}
