namespace FcGen;

/// <summary>
/// Multiplies the rate by <see cref="Gamma"/> at each milestone: <c>base * Gamma^(number of milestones up to n)</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html">torch.optim.lr_scheduler.MultiStepLR</see>).
/// </summary>
public sealed class MultiStepLR : LearningRateSchedule
{
    /// <summary>Epochs (or steps) after which the rate is multiplied, in any order. Duplicates multiply the rate twice.</summary>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    public required IReadOnlyList<int> Milestones { get; init => field = OptionChecks.Items(value); }

    /// <summary>Decay factor; at least 0. Default: 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Gamma
    {
        get;
        init => field = OptionChecks.NotNegative(value, nameof(Gamma));
    } = 0.1;

    /// <inheritdoc/>
    protected override double ComputeRate(float? metric)
    {
        int reached = 0;
        for (int i = 0; i < Milestones.Count; i++)
        {
            reached += Milestones[i] <= Count ? 1 : 0;
        }

        return BaseLearningRate * Math.Pow(Gamma, reached);
    }
}
