namespace FcGen;

/// <summary>Options of <see cref="Trainer{TNetwork}.Fit"/>.</summary>
public sealed class FitOptions
{
    /// <summary>How many times to go through the training set; at least 1. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples to evaluate after each epoch; the network does not learn from them, and a loss of NaN on them stops nothing. Default: none.</summary>
    public DataSet? Validation { get; init; }

    /// <summary>Whether each epoch takes the samples in a new random order. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Seed of the order of the samples; the same seed gives the same order on every machine. Default: 0.</summary>
    public int Seed { get; init; }

    /// <summary>Hears of every batch and every epoch, on the thread that trains. Default: none.</summary>
    public IProgress<FitProgress>? Progress { get; init; }
}
