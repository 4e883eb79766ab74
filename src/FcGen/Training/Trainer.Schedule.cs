namespace FcGen;

/// <content>Learning rate schedule.</content>
public sealed partial class Trainer<TNetwork>
{
    // Learning rate of the last step; the optimizer already has the rate of the next step.
    private float _appliedRate = float.NaN;

    /// <summary>
    /// Learning rate schedule. It begins with the rate of the optimizer at the first call of <see cref="ApplyGradients"/>, alone or within
    /// a step. A schedule of steps advances after each step. A schedule of epochs advances in <c>Fit</c>, or when <see cref="EndEpoch"/> is
    /// called. The trainer then sets <see cref="Optimizer.LearningRate"/>. Default: none, a constant rate.
    /// </summary>
    /// <exception cref="ArgumentException">Options of the schedule contradict each other.</exception>
    /// <exception cref="InvalidOperationException">The schedule is already attached to another trainer.</exception>
    public LearningRateSchedule? Schedule
    {
        get;
        init
        {
            value?.Attach();
            field = value;
        }
    }

    /// <summary>
    /// Advances a <see cref="Schedule"/> of epochs at the end of an epoch. For custom training loops: <c>Fit</c> calls it itself.
    /// </summary>
    /// <param name="metric">
    /// The value that the schedule monitors, such as the validation loss; <c>Fit</c> passes the value of <see cref="FitOptions.Monitor"/>.
    /// Default: none.
    /// </param>
    /// <exception cref="ArgumentNullException">The schedule needs a metric (<see cref="ReduceLROnPlateau"/>).</exception>
    /// <exception cref="InvalidOperationException">Another call on this trainer is running.</exception>
    public void EndEpoch(float? metric = null)
    {
        using Call call = BeginCall(Member.EndEpoch);
        AdvanceEpoch(metric);
    }

    /// <summary>Rejects a plateau schedule whose mode contradicts the monitored value.</summary>
    private void CheckPlateau(Metric? monitor)
    {
        PlateauMode mode = monitor is { HigherIsBetter: true } ? PlateauMode.Max : PlateauMode.Min;
        if (Schedule is not null && WaitsForAnother(Schedule))
        {
            throw new ArgumentException(
                $"{nameof(ReduceLROnPlateau)} monitors the same value as {nameof(Fit)} ({monitor?.Name ?? "the loss"}) and needs "
                + $"the Mode {mode}, but has the other one.",
                "options");
        }

        bool WaitsForAnother(LearningRateSchedule schedule) => schedule switch
        {
            ReduceLROnPlateau plateau => plateau.Mode != mode,
            SequentialLR sequence => sequence.Schedules.Any(WaitsForAnother),
            _ => false,
        };
    }

    private void AdvanceEpoch(float? metric)
    {
        BeginSchedule();
        AdvanceSchedule(ScheduleInterval.Epoch, metric);
    }

    private void BeginSchedule()
    {
        if (Schedule is { HasBegun: false } schedule)
        {
            _optimizer.LearningRate = (float)schedule.Begin(_optimizer.LearningRate);
        }
    }

    private void AdvanceSchedule(ScheduleInterval over, float? metric = null)
    {
        if (Schedule is { } schedule && schedule.Interval == over)
        {
            _optimizer.LearningRate = (float)schedule.Advance(metric);
        }
    }
}
