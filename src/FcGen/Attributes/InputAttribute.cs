namespace FcGen;

/// <summary>
/// Shape of one sample, channels first: <c>Input(size)</c>, <c>Input(length, width)</c> or <c>Input(channels, height, width)</c>. Each
/// dimension is at least 1.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Initializes the shape of a vector.</summary>
    /// <param name="size">Number of values, at least 1.</param>
    public InputAttribute(int size) => Shape = [size];

    /// <summary>Initializes a shape of two dimensions.</summary>
    /// <param name="length">The outer dimension, at least 1.</param>
    /// <param name="width">The inner dimension, at least 1.</param>
    public InputAttribute(int length, int width) => Shape = [length, width];

    /// <summary>Initializes a shape of three dimensions.</summary>
    /// <param name="channels">The outermost dimension, at least 1.</param>
    /// <param name="height">The middle dimension, at least 1.</param>
    /// <param name="width">The innermost dimension, at least 1.</param>
    public InputAttribute(int channels, int height, int width) => Shape = [channels, height, width];

    /// <summary>
    /// Initializes a shape from a list of dimensions. Arrays in attributes are not CLS-compliant; the other constructors are.
    /// </summary>
    /// <param name="shape">One to three dimensions, each at least 1.</param>
    public InputAttribute(params int[] shape) => Shape = shape;

    /// <summary>The dimensions of one sample.</summary>
    public int[] Shape { get; }
}
