namespace FcGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019), with the same updates as
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html">torch.optim.AdamW</see>. Each step computes
/// <c>p -= LearningRate * WeightDecay * p</c>, and then the update of <see cref="Adam"/> without weight decay.
/// </summary>
/// <remarks>
/// An <c>m</c> smaller than 1.2e-38 is flushed to zero and <c>v</c> is at least 7.5e-37, because arithmetic with subnormal numbers is many
/// times slower. Without <see cref="AdamBase.Epsilon"/>, gradients below about 1e-16 cause smaller updates than in PyTorch.
/// </remarks>
public sealed class AdamW : AdamBase
{
    /// <summary>Initializes an optimizer with a <see cref="AdamBase.WeightDecay"/> of 0.01.</summary>
    public AdamW() => WeightDecay = 0.01f;

    private protected override bool IsDecayDecoupled => true;
}
