namespace FcGen;

/// <summary>Interpolation between two learning rates of <see cref="OneCycleLR"/>.</summary>
public enum AnnealStrategy
{
    /// <summary>Cosine annealing.</summary>
    Cosine,

    /// <summary>Linear annealing.</summary>
    Linear,
}
