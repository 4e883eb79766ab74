namespace FcGen;

/// <summary>
/// Ends training when the monitored value stops improving, as
/// <see href="https://keras.io/api/callbacks/early_stopping/">keras.callbacks.EarlyStopping</see>. Set it as
/// <see cref="FitOptions.EarlyStopping"/>; <see cref="FitOptions.Monitor"/> chooses the value.
/// </summary>
public sealed class EarlyStopping
{
    /// <summary>
    /// Number of epochs in a row without improvement after which training ends; at least 1. To train all epochs and restore the best one,
    /// set it to <see cref="int.MaxValue"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public required int Patience { get; init => field = OptionChecks.AtLeast(1, value, nameof(Patience)); }

    /// <summary>
    /// Minimum change that counts as an improvement: the monitored value has to improve by more than this. At least 0. Default: 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MinDelta { get; init => field = OptionChecks.NotNegative(value, nameof(MinDelta)); }

    /// <summary>
    /// Whether the network gets back the parameters and buffers of the best epoch when training ends: early, after the last epoch, or by a
    /// loss or gradient that is not finite. The optimizer keeps its own state. Default: true (Keras: false).
    /// </summary>
    public bool RestoreBest { get; init; } = true;
}
