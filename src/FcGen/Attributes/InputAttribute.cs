namespace FcGen;

/// <summary>Shape of one sample, channels first: <c>Input(n)</c>, <c>Input(length, width)</c> or <c>Input(channels, height, width)</c>.</summary>
/// <param name="shape">One to three dimensions, each at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The dimensions of one sample.</summary>
    public int[] Shape { get; } = shape;
}
