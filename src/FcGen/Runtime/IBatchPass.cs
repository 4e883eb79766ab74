using System.ComponentModel;

namespace FcGen.Runtime;

/// <summary>The pass of a network over a batch, which several threads may share. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatchPass : IPass
{
    /// <summary>Number of values in one input sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>Number of values in one output.</summary>
    static abstract int OutputSize { get; }

    /// <summary>Multiply-adds of one sample.</summary>
    static abstract long MultiplyAdds { get; }

    /// <summary>Samples from which it costs little to read the weights once more: a block of them if the weights come from memory.</summary>
    static abstract int RangeRows { get; }
}
