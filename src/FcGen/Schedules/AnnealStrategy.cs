namespace FcGen;

/// <summary>How <see cref="OneCycleLR"/> gets from one rate to another.</summary>
public enum AnnealStrategy
{
    /// <summary>Along half a cosine.</summary>
    Cosine,

    /// <summary>Along a straight line.</summary>
    Linear,
}
