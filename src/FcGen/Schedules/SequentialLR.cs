namespace FcGen;

/// <summary>
/// Several schedules, one after another, each of which begins anew at its milestone: a warm-up and what follows it
/// (<see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html">torch.optim.lr_scheduler.SequentialLR</see>).
/// All have the same base rate. They go on when the whole does; their own <see cref="LearningRateSchedule.Interval"/> does not count.
/// </summary>
/// <example>
/// <code>
/// var schedule = new SequentialLR
/// {
///     Schedules = [new LinearLR { TotalIters = 5 }, new CosineAnnealingLR { TMax = 95 }],
///     Milestones = [5],
/// };
/// </code>
/// </example>
public sealed class SequentialLR : LearningRateSchedule
{
    private int _current;

    /// <summary>The schedules, in order; at least one, each of which serves this one alone.</summary>
    /// <exception cref="ArgumentException">The list, or a schedule in it, is null.</exception>
    public required IReadOnlyList<LearningRateSchedule> Schedules { get; init => field = OptionChecks.Items(value); }

    /// <summary>After how many epochs (or steps) the second, third, ... schedule begins; rising, above 0.</summary>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    public required IReadOnlyList<int> Milestones { get; init => field = OptionChecks.Items(value); }

    internal override bool NeedsMetric => Schedules.Any(schedule => schedule.NeedsMetric);

    /// <inheritdoc/>
    protected override void CheckOptions()
    {
        if (Milestones.Count != Schedules.Count - 1)
        {
            throw new ArgumentException(
                $"SequentialLR needs a milestone between any two schedules, but has {Schedules.Count} schedules and {Milestones.Count} milestones.");
        }

        for (int i = 0; i < Milestones.Count; i++)
        {
            OptionChecks.AtLeast(i == 0 ? 1 : Milestones[i - 1] + 1, Milestones[i], $"Milestones[{i}]");
        }

        for (int i = 0; i < Schedules.Count; i++)
        {
            if (Interval != ScheduleInterval.Epoch && Schedules[i].NeedsMetric)
            {
                throw new ArgumentException(
                    $"Schedules[{i}], a {Schedules[i].GetType().Name}, needs a metric, which the end of an epoch gives, "
                    + $"but the Interval of the SequentialLR is {Interval}.",
                    nameof(Interval));
            }

            CheckOptionsOf(Schedules[i]);
        }
    }

    /// <inheritdoc/>
    internal override void Serve()
    {
        base.Serve();
        foreach (LearningRateSchedule schedule in Schedules)
        {
            schedule.Serve();
        }
    }

    /// <inheritdoc/>
    protected override double ComputeRate(float? metric)
    {
        if (Count == 0)
        {
            _current = 0;
            return Schedules[0].Begin(BaseLearningRate);
        }

        if (_current < Milestones.Count && Count == Milestones[_current])
        {
            _current++;
            return Schedules[_current].Begin(BaseLearningRate);
        }

        return Schedules[_current].Advance(metric);
    }
}
