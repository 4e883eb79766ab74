namespace FcGen;

/// <summary>Whether a metric is minimized or maximized.</summary>
public enum PlateauMode
{
    /// <summary>Minimize the metric, for example a loss.</summary>
    Min,

    /// <summary>Maximize the metric, for example an accuracy.</summary>
    Max,
}
