namespace FcGen;

/// <summary>Activation of the hidden values of a simple recurrent layer, <see cref="RNNAttribute"/>.</summary>
public enum RnnActivation
{
    /// <summary>Hyperbolic tangent, <c>tanh(x)</c>.</summary>
    Tanh,

    /// <summary>Rectified linear unit, <c>max(x, 0)</c>.</summary>
    ReLU,
}
