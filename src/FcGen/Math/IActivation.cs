using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// An elementwise activation f. In training its derivative f'(x) is computed from the input, together with the output, and saved for
/// backward. A derivative computed from the output would be wrong where the output has rounded: sigmoid(20) rounds to 1, and 1 - 1 is 0.
/// All overloads of a method give the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivation : IUnaryOperator
{
    /// <summary>Computes f(x), with the bits of <see cref="IUnaryOperator.Invoke(float)"/>, and the derivative f'(x).</summary>
    /// <param name="x">The input.</param>
    /// <param name="derivative">Receives f'(x).</param>
    float Invoke(float x, out float derivative);

    /// <inheritdoc cref="Invoke(float, out float)"/>
    Vector128<float> Invoke(Vector128<float> x, out Vector128<float> derivative);

    /// <inheritdoc cref="Invoke(float, out float)"/>
    Vector256<float> Invoke(Vector256<float> x, out Vector256<float> derivative);

    /// <inheritdoc cref="Invoke(float, out float)"/>
    Vector512<float> Invoke(Vector512<float> x, out Vector512<float> derivative);
}
