namespace FcGen;

/// <summary>
/// Adam (Kingma and Ba, 2015), with the same updates as
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.Adam.html">torch.optim.Adam</see>. In step t:
/// <c>g += WeightDecay * p</c>; <c>m = Beta1 * m + (1 - Beta1) * g</c>; <c>v = Beta2 * v + (1 - Beta2) * g^2</c>;
/// <c>p -= LearningRate / (1 - Beta1^t) * m / (sqrt(v) / sqrt(1 - Beta2^t) + Epsilon)</c>. With <see cref="AdamBase.AmsGrad"/>, the last
/// line uses the largest <c>v</c> so far.
/// </summary>
/// <remarks>
/// An <c>m</c> smaller than 1.2e-38 is flushed to zero and <c>v</c> is at least 7.5e-37, because arithmetic with subnormal numbers is many
/// times slower. Without <see cref="AdamBase.Epsilon"/>, gradients below about 1e-16 cause smaller updates than in PyTorch.
/// </remarks>
public sealed class Adam : AdamBase
{
    private protected override bool IsDecayDecoupled => false;
}
