namespace FcGen;

/// <summary>Parameters that an optimizer updates with the same learning rate and weight decay, as ranges of the flat span.</summary>
/// <param name="ranges">The ranges; each begins at a multiple of 16, so that vectors are as wide as for all parameters.</param>
/// <param name="rateFactor">Factor of the learning rate.</param>
/// <param name="weightDecay">Weight decay; null for that of the optimizer.</param>
internal sealed class ParameterGroup(RangeSums ranges, float rateFactor, float? weightDecay)
{
    /// <summary>The ranges of the parameters.</summary>
    public RangeSums Ranges => ranges;

    /// <summary>Factor of the learning rate.</summary>
    public float RateFactor => rateFactor;

    /// <summary>Weight decay; null for that of the optimizer.</summary>
    public float? WeightDecay => weightDecay;

    /// <summary>Whether the learning rate or the weight decay differs from that of the optimizer.</summary>
    public bool IsSpecial => rateFactor != 1 || weightDecay is not null;
}
