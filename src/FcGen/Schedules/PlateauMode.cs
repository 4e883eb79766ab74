namespace FcGen;

/// <summary>Whether a metric is to become small or large.</summary>
public enum PlateauMode
{
    /// <summary>Small, as a loss.</summary>
    Min,

    /// <summary>Large, as an accuracy.</summary>
    Max,
}
