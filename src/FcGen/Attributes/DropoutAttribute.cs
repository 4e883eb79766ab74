namespace FcGen;

/// <summary>
/// Inverted dropout: in training each value is set to zero with probability <c>rate</c> and the others are multiplied by
/// <c>1 / (1 - rate)</c>; at inference the layer vanishes
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html">torch.nn.Dropout</see>).
/// </summary>
/// <param name="rate">Probability of a zero, at least 0 and below 1 (FCG004).</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(float rate) : LayerAttribute
{
    /// <summary>Probability of a zero.</summary>
    public float Rate { get; } = rate;
}
