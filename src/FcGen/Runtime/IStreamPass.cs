using System.ComponentModel;

namespace FcGen.Runtime;

/// <summary>A network that runs step by step, with its state and scratch memory. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStreamPass
{
    /// <summary>Size of the scratch memory in floats.</summary>
    static abstract int ScratchFloats { get; }

    /// <summary>The most steps of one call.</summary>
    static abstract int MostSteps { get; }

    /// <summary>The steps after which values that are always the same have filled everything that convolutions look back at.</summary>
    static abstract int LookBack { get; }

    /// <summary>Number of values of a step.</summary>
    static abstract int InputSize { get; }

    /// <summary>Number of outputs of a step.</summary>
    static abstract int OutputSize { get; }

    /// <summary>Computes the outputs of some steps.</summary>
    /// <param name="parameters">The packed parameters.</param>
    /// <param name="state">The state of the stream.</param>
    /// <param name="position">The number of steps before.</param>
    /// <param name="input">[rows, InputSize].</param>
    /// <param name="output">Receives [rows, OutputSize].</param>
    /// <param name="scratch">Memory of the call.</param>
    /// <param name="rows">Number of steps.</param>
    static abstract void Run(ref float parameters, ref float state, int position, ref float input, ref float output, ref float scratch, int rows);
}
