namespace FcGen;

/// <summary>
/// One-cycle policy: the rate rises from <c>MaxLearningRate / DivFactor</c> to <see cref="MaxLearningRate"/>, then falls to
/// <c>MaxLearningRate / DivFactor / FinalDivFactor</c> (Smith and Topin, 2018;
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html">torch.optim.lr_scheduler.OneCycleLR</see>).
/// It advances with every step and ignores the learning rate of the optimizer.
/// </summary>
/// <remarks>
/// Only the learning rate changes, not the momentum (PyTorch: <c>cycle_momentum=False</c>). After the last step the rate is constant
/// (PyTorch: an error).
/// </remarks>
public sealed class OneCycleLR : LearningRateSchedule
{
    /// <summary>Initializes a schedule whose <see cref="LearningRateSchedule.Interval"/> is a step.</summary>
    public OneCycleLR() => Interval = ScheduleInterval.Step;

    /// <summary>Maximum learning rate; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public required double MaxLearningRate
    {
        get;
        init => field = OptionChecks.NotNegative(value, nameof(MaxLearningRate));
    }

    /// <summary>Number of steps in the cycle, epochs times batches per epoch; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public required int TotalSteps
    {
        get;
        init => field = OptionChecks.AtLeast(1, value, nameof(TotalSteps));
    }

    /// <summary>Fraction of the cycle in which the rate rises; from 0 to 1. Default: 0.3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double PctStart
    {
        get;
        init => field = OptionChecks.Share(value, nameof(PctStart));
    } = 0.3;

    /// <summary>Interpolation between rates. Default: <see cref="AnnealStrategy.Cosine"/>.</summary>
    public AnnealStrategy AnnealStrategy { get; init; }

    /// <summary>Ratio of the maximum rate to the initial rate; above 0. Default: 25.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double DivFactor
    {
        get;
        init => field = OptionChecks.Positive(value, nameof(DivFactor));
    } = 25;

    /// <summary>Ratio of the initial rate to the final rate; above 0. Default: 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double FinalDivFactor
    {
        get;
        init => field = OptionChecks.Positive(value, nameof(FinalDivFactor));
    } = 1e4;

    /// <summary>
    /// Whether a third phase is added: the rate falls to the initial rate in as many steps as it rose, and then to the final rate. Default:
    /// false.
    /// </summary>
    public bool ThreePhase { get; init; }

    /// <inheritdoc/>
    protected override double ComputeRate(float? metric)
    {
        double initial = MaxLearningRate / DivFactor;
        double last = initial / FinalDivFactor;
        double top = (PctStart * TotalSteps) - 1;
        double end = TotalSteps - 1;
        double step = Math.Min(Count, end);
        if (step <= top)
        {
            return Anneal(initial, MaxLearningRate, 0, top, step);
        }

        if (!ThreePhase)
        {
            return Anneal(MaxLearningRate, last, top, end, step);
        }

        double middle = (2 * PctStart * TotalSteps) - 2;
        return step <= middle
            ? Anneal(MaxLearningRate, initial, top, middle, step)
            : Anneal(initial, last, middle, end, step);
    }

    private double Anneal(double from, double to, double start, double end, double step)
    {
        double way = end > start ? (step - start) / (end - start) : 1;
        return AnnealStrategy == AnnealStrategy.Linear ? from + ((to - from) * way) : CosineAnnealingLR.Cosine(from, to, way);
    }
}
