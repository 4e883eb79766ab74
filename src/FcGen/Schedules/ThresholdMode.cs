namespace FcGen;

/// <summary>How <see cref="ReduceLROnPlateau"/> measures whether a metric is better than the best so far.</summary>
public enum ThresholdMode
{
    /// <summary>By a share of the best.</summary>
    Relative,

    /// <summary>By a difference.</summary>
    Absolute,
}
