namespace FcGen;

/// <summary>
/// Chains several schedules, each of which starts at its milestone, for example a warm-up and its successor
/// (<see href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html">torch.optim.lr_scheduler.SequentialLR</see>).
/// All schedules have the same base rate. They advance with this schedule; their <see cref="LearningRateSchedule.Interval"/> is ignored.
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

    /// <summary>The schedules, in order; at least one. Each belongs to this schedule only.</summary>
    /// <exception cref="ArgumentException">The list, or a schedule in it, is null.</exception>
    public required IReadOnlyList<LearningRateSchedule> Schedules { get; init => field = OptionChecks.Items(value); }

    /// <summary>Epochs (or steps) after which the second, third, ... schedule starts; increasing, above 0.</summary>
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
                    $"Schedules[{i}], a {Schedules[i].GetType().Name}, needs a metric, which is available at the end of an epoch, "
                    + $"but the Interval of the SequentialLR is {Interval}.",
                    nameof(Interval));
            }

            CheckOptionsOf(Schedules[i]);
        }
    }

    /// <inheritdoc/>
    internal override void Attach()
    {
        base.Attach();
        foreach (LearningRateSchedule schedule in Schedules)
        {
            schedule.Attach();
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
