namespace FcGen;

/// <content>The schedule of the learning rate.</content>
public sealed partial class Trainer<TNetwork>
{
    // Learning rate of the last step: the optimizer's own is that of the next one already.
    private float _appliedRate = float.NaN;

    /// <summary>
    /// How the learning rate changes, from that of the optimizer when training begins (the first call of <see cref="ApplyGradients"/>,
    /// alone or within a step). A schedule that counts steps goes on after each of them; one that counts epochs goes on in
    /// <c>Fit</c>, or when <see cref="EndEpoch"/> is called. The trainer then sets <see cref="Optimizer.LearningRate"/>.
    /// Default: none, the rate is the optimizer's.
    /// </summary>
    /// <exception cref="ArgumentException">Options of the schedule contradict each other.</exception>
    /// <exception cref="InvalidOperationException">The schedule serves another trainer already.</exception>
    public LearningRateSchedule? Schedule
    {
        get;
        init
        {
            value?.Serve();
            field = value;
        }
    }

    /// <summary>
    /// Tells the <see cref="Schedule"/> that an epoch is over. For loops of one's own: <c>Fit</c> calls it itself.
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

    /// <summary>Refuses a plateau that would take an improvement of the monitored value for the opposite.</summary>
    private void CheckPlateau(Metric? monitor)
    {
        PlateauMode mode = monitor is { HigherIsBetter: true } ? PlateauMode.Max : PlateauMode.Min;
        if (Schedule is not null && WaitsForAnother(Schedule))
        {
            throw new ArgumentException(
                $"{nameof(ReduceLROnPlateau)} monitors the same value as {nameof(Fit)} ({monitor?.Name ?? "the loss"}) and needs the Mode {mode} for it, "
                + "but has the other one.",
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
