namespace FcGen;

/// <summary>
/// Shape of one sample that is a sequence, in place of <see cref="InputAttribute"/>. The floats of a sample are step after step, as in
/// PyTorch with <c>batch_first=True</c>: <c>[samples, steps, features]</c>. Layers such as <see cref="DenseAttribute"/> work on each step.
/// </summary>
/// <param name="steps">Number of steps, at least 1 (FCG004).</param>
/// <param name="features">Number of values of each step, at least 1 (FCG004).</param>
/// <example><code>[Sequence(10, 6)] [Dense(6, 8), ReLU, Dense(8, 2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class SequenceAttribute(int steps, int features) : Attribute
{
    /// <summary>Number of steps.</summary>
    public int Steps { get; } = steps;

    /// <summary>Number of values of each step.</summary>
    public int Features { get; } = features;
}
