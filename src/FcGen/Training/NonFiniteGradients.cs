namespace FcGen;

/// <summary>What a <see cref="Trainer{TNetwork}"/> does with a batch whose gradients or loss contain NaN or infinity.</summary>
public enum NonFiniteGradients
{
    /// <summary>
    /// Throws a <see cref="NotFiniteNumberException"/> and does not apply the batch. The message names the first value found.
    /// </summary>
    Throw,

    /// <summary>
    /// Leaves the batch out: parameters, buffers, optimizer state, schedule and dropout masks are those of the step before. The batch does
    /// not count in the mean loss of an epoch. <see cref="Trainer{TNetwork}.SkippedSteps"/> counts such batches.
    /// </summary>
    Skip,

    /// <summary>Applies the batch anyway, as PyTorch does. NaN usually spreads to all parameters within a few steps.</summary>
    Apply,
}
