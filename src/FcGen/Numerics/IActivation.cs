using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// An element-wise activation f and its gradient, which is computed from what is kept of the forward pass: the output y = f(x) where
/// the output tells the gradient, so that x may be overwritten; the input x elsewhere. The three forms of a method give the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivation : IUnaryOperator
{
    /// <summary>Whether the gradient is computed from the input x; otherwise from the output y.</summary>
    static abstract bool KeepsInput { get; }

    /// <summary>dy f'(x), given what is kept: x if <see cref="KeepsInput"/>, otherwise y = f(x).</summary>
    float Backward(float kept, float dy);

    /// <inheritdoc cref="Backward(float, float)"/>
    Vector256<float> Backward(Vector256<float> kept, Vector256<float> dy);

    /// <inheritdoc cref="Backward(float, float)"/>
    Vector512<float> Backward(Vector512<float> kept, Vector512<float> dy);
}
