namespace FcGen;

/// <summary>Results of all epochs of one call of <c>Trainer.Fit</c>.</summary>
public sealed class History
{
    internal History(IReadOnlyList<EpochResult> epochs, int bestEpoch, bool stoppedEarly)
    {
        Epochs = epochs;
        BestEpoch = bestEpoch;
        StoppedEarly = stoppedEarly;
    }

    /// <summary>Results of the epochs in order; fewer than requested after early stopping.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>
    /// Number, from 1, of the last epoch that improved the monitored value (<see cref="FitOptions.Monitor"/>) by more than
    /// <see cref="EarlyStopping.MinDelta"/>. 0 if the value was NaN in all epochs.
    /// </summary>
    public int BestEpoch { get; }

    /// <summary>Whether <see cref="EarlyStopping"/> ended training before its last epoch.</summary>
    public bool StoppedEarly { get; }

    /// <summary>Last line of <see cref="ToString"/>.</summary>
    internal string Summary =>
        ResultText.Count(Epochs.Count, "epoch")
        + (StoppedEarly ? ", stopped early" : string.Empty)
        + (BestEpoch > 0 ? $", best epoch {BestEpoch}" : string.Empty);

    /// <summary>
    /// Returns the results, one line per epoch as <see cref="EpochResult.ToString"/> with a mark at the best epoch, and a line such as
    /// <c>7 epochs, stopped early, best epoch 3</c>.
    /// </summary>
    public override string ToString() => string.Join(
        '\n', [.. Epochs.Select(epoch => epoch.Epoch == BestEpoch ? $"{epoch} (best)" : epoch.ToString()), Summary]);
}
