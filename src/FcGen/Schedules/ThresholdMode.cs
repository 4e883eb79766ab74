namespace FcGen;

/// <summary>Meaning of <see cref="ReduceLROnPlateau.Threshold"/>.</summary>
public enum ThresholdMode
{
    /// <summary>A fraction of the best metric.</summary>
    Relative,

    /// <summary>An absolute difference from the best metric.</summary>
    Absolute,
}
