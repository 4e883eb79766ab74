namespace FcGen;

/// <summary>
/// One cycle: the rate rises from <c>MaxLearningRate / DivFactor</c> to <see cref="MaxLearningRate"/> and falls far below where it began,
/// to <c>MaxLearningRate / DivFactor / FinalDivFactor</c> (Smith and Topin, 2018;
/// <see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html">torch.optim.lr_scheduler.OneCycleLR</see>).
/// It goes on with every step, and the optimizer's own rate does not matter.
/// </summary>
/// <remarks>
/// Only the rate moves; the momentum stays (PyTorch: <c>cycle_momentum=False</c>). After the last step the rate stays (PyTorch: an error).
/// </remarks>
public sealed class OneCycleLR : LearningRateSchedule
{
    /// <summary>Makes a schedule whose <see cref="LearningRateSchedule.Interval"/> is a step.</summary>
    public OneCycleLR() => Interval = ScheduleInterval.Step;

    /// <summary>The highest rate; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public required double MaxLearningRate
    {
        get;
        init => field = OptionChecks.NotNegative(value, nameof(MaxLearningRate));
    }

    /// <summary>Steps of the whole cycle, epochs times batches of an epoch; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public required int TotalSteps
    {
        get;
        init => field = OptionChecks.AtLeast(1, value, nameof(TotalSteps));
    }

    /// <summary>Share of the cycle in which the rate rises; from 0 to 1. Default: 0.3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double PctStart
    {
        get;
        init => field = OptionChecks.Share(value, nameof(PctStart));
    } = 0.3;

    /// <summary>How the rate gets from one to the next. Default: <see cref="AnnealStrategy.Cosine"/>.</summary>
    public AnnealStrategy AnnealStrategy { get; init; }

    /// <summary>The highest rate over the first; above 0. Default: 25.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double DivFactor
    {
        get;
        init => field = OptionChecks.Positive(value, nameof(DivFactor));
    } = 25;

    /// <summary>The first rate over the last; above 0. Default: 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double FinalDivFactor
    {
        get;
        init => field = OptionChecks.Positive(value, nameof(FinalDivFactor));
    } = 1e4;

    /// <summary>Whether the rate falls to the first one in as many steps as it rose, and only then to the last. Default: false.</summary>
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
