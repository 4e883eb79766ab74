namespace FcGen;

/// <summary>
/// Multiplies the rate by <see cref="Gamma"/> every epoch: <c>base * Gamma^n</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html">torch.optim.lr_scheduler.ExponentialLR</see>).
/// </summary>
public sealed class ExponentialLR : LearningRateSchedule
{
    /// <summary>Decay factor; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public required double Gamma
    {
        get;
        init => field = OptionChecks.NotNegative(value, nameof(Gamma));
    }

    /// <inheritdoc/>
    protected override double ComputeRate(float? metric) => BaseLearningRate * Math.Pow(Gamma, Count);
}
