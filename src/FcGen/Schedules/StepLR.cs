namespace FcGen;

/// <summary>
/// Multiplies the rate by <see cref="Gamma"/> every <see cref="StepSize"/> epochs: <c>base * Gamma^floor(n / StepSize)</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html">torch.optim.lr_scheduler.StepLR</see>).
/// </summary>
public sealed class StepLR : LearningRateSchedule
{
    /// <summary>Number of epochs (or steps) between reductions; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public required int StepSize
    {
        get;
        init => field = OptionChecks.AtLeast(1, value, nameof(StepSize));
    }

    /// <summary>Decay factor; at least 0. Default: 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Gamma
    {
        get;
        init => field = OptionChecks.NotNegative(value, nameof(Gamma));
    } = 0.1;

    /// <inheritdoc/>
    protected override double ComputeRate(float? metric) => BaseLearningRate * Math.Pow(Gamma, Count / StepSize);
}
