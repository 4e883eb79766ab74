using System.Runtime.Intrinsics;

namespace FcGen;

/// <summary>An elementwise loss. <see cref="ElementwiseLoss"/> computes its mean over a batch.</summary>
internal interface ILossOperator
{
    /// <summary>Computes the losses of eight outputs, and their derivatives.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="target">Their targets.</param>
    /// <param name="first">Index of the first output in the batch.</param>
    /// <param name="gradient">Derivatives of the losses with respect to the outputs.</param>
    Vector256<float> Invoke(Vector256<float> output, Vector256<float> target, int first, out Vector256<float> gradient);
}
