using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace FcGen.Numerics;

/// <summary>An elementwise function f. All overloads give the same bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IUnaryOperator
{
    /// <summary>Computes f(x).</summary>
    float Invoke(float x);

    /// <inheritdoc cref="Invoke(float)"/>
    Vector128<float> Invoke(Vector128<float> x);

    /// <inheritdoc cref="Invoke(float)"/>
    Vector256<float> Invoke(Vector256<float> x);

    /// <inheritdoc cref="Invoke(float)"/>
    Vector512<float> Invoke(Vector512<float> x);
}
