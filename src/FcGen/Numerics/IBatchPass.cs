using System.ComponentModel;

namespace FcGen.Numerics;

/// <summary>The pass of a network over a batch, with the scratch it needs. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatchPass
{
    /// <summary>Number of values in one input sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>Number of values in one output.</summary>
    static abstract int OutputSize { get; }

    /// <summary>Multiply-adds of one sample.</summary>
    static abstract long MultiplyAdds { get; }

    /// <summary>Scratch that a pass takes, in floats.</summary>
    static abstract int ScratchFloats { get; }

    /// <summary>Computes the outputs of some samples.</summary>
    static abstract void Run(ref float parameters, ref float input, ref float output, ref float scratch, int samples);
}
