using System.Runtime.Intrinsics;

namespace FcGen;

/// <summary>A loss that looks at each output by itself. <see cref="ElementwiseLoss"/> runs it over a batch.</summary>
internal interface ILossOperator
{
    /// <summary>The losses of eight outputs, and their derivatives.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="target">Their targets.</param>
    /// <param name="first">Index of the first of them in the batch.</param>
    /// <param name="gradient">Derivatives of the losses with respect to the outputs.</param>
    Vector256<float> Invoke(Vector256<float> output, Vector256<float> target, int first, out Vector256<float> gradient);
}
