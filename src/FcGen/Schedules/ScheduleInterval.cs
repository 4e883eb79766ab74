namespace FcGen;

/// <summary>How often a <see cref="LearningRateSchedule"/> goes on.</summary>
public enum ScheduleInterval
{
    /// <summary>At the end of each epoch.</summary>
    Epoch,

    /// <summary>After each step of the optimizer.</summary>
    Step,
}
