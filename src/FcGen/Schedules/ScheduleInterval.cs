namespace FcGen;

/// <summary>Interval at which a <see cref="LearningRateSchedule"/> advances.</summary>
public enum ScheduleInterval
{
    /// <summary>At the end of each epoch.</summary>
    Epoch,

    /// <summary>After each step of the optimizer.</summary>
    Step,
}
