using System.ComponentModel;

namespace FcGen.Runtime;

/// <summary>Inference of a network over samples, with scratch memory. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPass
{
    /// <summary>Size of the scratch memory in floats.</summary>
    static abstract int ScratchFloats { get; }

    /// <summary>Computes the outputs of some samples.</summary>
    static abstract void Run(ref float parameters, ref float input, ref float output, ref float scratch, int samples);
}
