namespace FcGen;

/// <summary>Handling of a batch whose gradients or loss contain NaN or infinity, in a <see cref="Trainer{TNetwork}"/>.</summary>
public enum NonFiniteGradients
{
    /// <summary>
    /// Throws a <see cref="NotFiniteNumberException"/> and does not apply the batch. The message contains the first such value.
    /// </summary>
    Throw,

    /// <summary>
    /// Skips the batch: parameters, buffers, optimizer state, schedule and dropout masks are restored to the previous step. The batch does
    /// not count in the mean loss of an epoch. <see cref="Trainer{TNetwork}.SkippedSteps"/> counts skipped batches.
    /// </summary>
    Skip,

    /// <summary>Applies the batch anyway, as PyTorch does. NaN usually spreads to all parameters within a few steps.</summary>
    Apply,
}
