namespace FcGen;

/// <summary>
/// The last steps of a sequence, such as the last output of a recurrent layer: <c>y = x[steps - count..]</c>, <c>output[:, -1]</c> in PyTorch.
/// The input must be a sequence (FCG004). The last step alone is a vector of its features. More steps are a sequence.
/// </summary>
/// <example><code>[Sequence(50, 6)] [LSTM(32), Last, Dense(2)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LastAttribute : LayerAttribute
{
    /// <summary>Initializes a layer that keeps the last step, as a vector.</summary>
    public LastAttribute()
        : this(1)
    {
    }

    /// <summary>Initializes a layer that keeps the last steps: a sequence, or a vector if <paramref name="count"/> is 1.</summary>
    /// <param name="count">Number of steps, at least 1 and at most those of the input (FCG004).</param>
    public LastAttribute(int count) => Count = count;

    /// <summary>Number of steps.</summary>
    public int Count { get; }
}
