using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// An element-wise activation f and its gradient. The gradient is a function of the output y = f(x), so that the backward pass need
/// not keep x. The three forms of a method give the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivation : IUnaryOperator
{
    /// <summary>dy f'(x), given y = f(x).</summary>
    float Backward(float y, float dy);

    /// <inheritdoc cref="Backward(float, float)"/>
    Vector256<float> Backward(Vector256<float> y, Vector256<float> dy);

    /// <inheritdoc cref="Backward(float, float)"/>
    Vector512<float> Backward(Vector512<float> y, Vector512<float> dy);
}
