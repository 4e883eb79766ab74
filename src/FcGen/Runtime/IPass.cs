using System.ComponentModel;

namespace FcGen.Runtime;

/// <summary>The pass of a network over samples, with the scratch it needs. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPass
{
    /// <summary>Scratch that a pass takes, in floats.</summary>
    static abstract int ScratchFloats { get; }

    /// <summary>Computes the outputs of some samples.</summary>
    static abstract void Run(ref float parameters, ref float input, ref float output, ref float scratch, int samples);
}
