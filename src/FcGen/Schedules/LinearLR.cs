namespace FcGen;

/// <summary>
/// Changes the rate linearly from one factor of the base rate to another, usually as a warm-up, and then keeps it:
/// <c>base * (StartFactor + (EndFactor - StartFactor) * min(n / TotalIters, 1))</c>
/// (<see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html">torch.optim.lr_scheduler.LinearLR</see>).
/// To warm up before another schedule, combine both in a <see cref="SequentialLR"/>.
/// </summary>
public sealed class LinearLR : LearningRateSchedule
{
    /// <summary>Initial factor of the base rate; above 0 and at most 1. Default: 1/3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double StartFactor
    {
        get;
        init => field = OptionChecks.Share(OptionChecks.Positive(value, nameof(StartFactor)), nameof(StartFactor));
    } = 1.0 / 3;

    /// <summary>Final factor of the base rate; from 0 to 1. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double EndFactor
    {
        get;
        init => field = OptionChecks.Share(value, nameof(EndFactor));
    } = 1;

    /// <summary>Number of epochs (or steps) until the final factor; at least 1. Default: 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int TotalIters
    {
        get;
        init => field = OptionChecks.AtLeast(1, value, nameof(TotalIters));
    } = 5;

    /// <inheritdoc/>
    protected override double ComputeRate(float? metric)
    {
        double way = Math.Min((double)Count / TotalIters, 1);
        return BaseLearningRate * (StartFactor + ((EndFactor - StartFactor) * way));
    }
}
