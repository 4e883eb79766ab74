using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>
/// An elementwise activation f whose output determines its derivative exactly, rounded or not, such as <see cref="ReLUOperator"/>. Only the
/// output is saved for backward, so that it may overwrite the input. All overloads of a method give the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOutputActivation : IUnaryOperator
{
    /// <summary>Computes dy f'(x) from the output y = f(x).</summary>
    /// <param name="y">The output.</param>
    /// <param name="dy">Gradient of the output.</param>
    float Backward(float y, float dy);

    /// <inheritdoc cref="Backward(float, float)"/>
    Vector128<float> Backward(Vector128<float> y, Vector128<float> dy);

    /// <inheritdoc cref="Backward(float, float)"/>
    Vector256<float> Backward(Vector256<float> y, Vector256<float> dy);

    /// <inheritdoc cref="Backward(float, float)"/>
    Vector512<float> Backward(Vector512<float> y, Vector512<float> dy);
}
