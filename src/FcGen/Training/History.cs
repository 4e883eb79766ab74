namespace FcGen;

/// <summary>What <see cref="Trainer{TNetwork}.Fit"/> saw on the way.</summary>
public sealed class History
{
    internal History(EpochResult[] epochs) => Epochs = epochs;

    /// <summary>The epochs in order.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }
}
