namespace FcGen;

/// <summary>
/// Shape of one sample: a vector, <c>Input(size)</c>; a signal, <c>Input(channels, length)</c>; or an image,
/// <c>Input(channels, height, width)</c>. The floats of a signal or an image are channel after channel, as in PyTorch. Each dimension is at
/// least 1 (FCG004). <see cref="SequenceAttribute"/> is the shape of a sequence.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Initializes the shape of a vector.</summary>
    /// <param name="size">Number of values, at least 1.</param>
    public InputAttribute(int size) => Shape = [size];

    /// <summary>Initializes the shape of a signal.</summary>
    /// <param name="channels">Number of channels, at least 1.</param>
    /// <param name="length">Number of positions, at least 1.</param>
    public InputAttribute(int channels, int length) => Shape = [channels, length];

    /// <summary>Initializes the shape of an image.</summary>
    /// <param name="channels">Number of channels, at least 1.</param>
    /// <param name="height">Number of rows, at least 1.</param>
    /// <param name="width">Number of columns, at least 1.</param>
    public InputAttribute(int channels, int height, int width) => Shape = [channels, height, width];

    /// <summary>
    /// Initializes a shape from a list of dimensions, outermost first. Arrays in attributes are not CLS-compliant; the other constructors are.
    /// </summary>
    /// <param name="shape">One to three dimensions, each at least 1.</param>
    public InputAttribute(params int[] shape) => Shape = shape;

    /// <summary>The dimensions of one sample.</summary>
    public int[] Shape { get; }
}
