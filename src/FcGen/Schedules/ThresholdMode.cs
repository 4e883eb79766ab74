namespace FcGen;

/// <summary>Meaning of <see cref="ReduceLROnPlateau.Threshold"/>.</summary>
public enum ThresholdMode
{
    /// <summary>A fraction of the best metric. For metrics of at least 0: below 0 it has the wrong direction.</summary>
    Relative,

    /// <summary>An absolute difference from the best metric, which may be negative.</summary>
    Absolute,
}
