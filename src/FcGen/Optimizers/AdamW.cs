namespace FcGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019), update for update that of
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html">torch.optim.AdamW</see>: in each step
/// <c>p -= LearningRate * WeightDecay * p</c>, and then the update of <see cref="Adam"/> without weight decay.
/// </summary>
/// <remarks>
/// An <c>m</c> smaller than 1.2e-38 counts as zero and <c>v</c> as at least 7.5e-37, because arithmetic with subnormal numbers is many times
/// slower: without <see cref="AdamBase.Epsilon"/>, gradients below 1e-16 or so move less than in PyTorch.
/// </remarks>
public sealed class AdamW : AdamBase
{
    /// <summary>Makes an optimizer with a <see cref="AdamBase.WeightDecay"/> of 0.01.</summary>
    public AdamW() => WeightDecay = 0.01f;

    private protected override bool IsDecayDecoupled => true;
}
