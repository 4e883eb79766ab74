namespace FcGen;

/// <summary>
/// Inverted dropout: in training, sets each value to zero with probability <c>rate</c> and multiplies the others by <c>1 / (1 - rate)</c>.
/// At inference the layer is the identity and costs nothing
/// (<see href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html">torch.nn.Dropout</see>).
/// </summary>
/// <param name="rate">Probability that a value is set to zero, at least 0 and below 1 (FCG004).</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(float rate) : LayerAttribute
{
    /// <summary>Probability that a value is set to zero.</summary>
    public float Rate { get; } = rate;
}
