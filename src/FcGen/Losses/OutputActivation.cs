namespace FcGen;

/// <summary>Function that turns the outputs of a network into probabilities of classes.</summary>
internal enum OutputActivation
{
    /// <summary>The outputs are used unchanged.</summary>
    Identity,

    /// <summary>Sigmoid of each output.</summary>
    Sigmoid,

    /// <summary>Softmax of several outputs, sigmoid of a single output.</summary>
    Softmax,
}
