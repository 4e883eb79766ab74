namespace FcGen;

/// <summary>What <see cref="Trainer{TNetwork}.Fit"/> saw on the way.</summary>
public sealed class History
{
    internal History(IReadOnlyList<EpochResult> epochs, int bestEpoch, bool stoppedEarly)
    {
        Epochs = epochs;
        BestEpoch = bestEpoch;
        StoppedEarly = stoppedEarly;
    }

    /// <summary>The epochs in order; fewer than asked for after early stopping.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>
    /// Number, from 1, of the last epoch that improved what was watched by more than <see cref="FitOptions.MinDelta"/>; see
    /// <see cref="FitOptions.Watch"/>. 0 if it was NaN in all epochs.
    /// </summary>
    public int BestEpoch { get; }

    /// <summary>Whether <see cref="FitOptions.Patience"/> ended training before its last epoch.</summary>
    public bool StoppedEarly { get; }
}
