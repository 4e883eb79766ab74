using System.ComponentModel;

namespace FcGen.Runtime;

/// <summary>A kernel that can compute some of the rows of an image. Operands that it does not have are null references. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPositionKernel
{
    /// <summary>Computes some rows of one image.</summary>
    /// <param name="x">The input.</param>
    /// <param name="w">The weights.</param>
    /// <param name="scale">The scale of batch norm.</param>
    /// <param name="b">The bias.</param>
    /// <param name="r">The residual.</param>
    /// <param name="y">Receives the rows, in the place they have in the whole output.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">Number of rows.</param>
    static abstract void Run(ref float x, ref float w, ref float scale, ref float b, ref float r, ref float y, int first, int count);
}
