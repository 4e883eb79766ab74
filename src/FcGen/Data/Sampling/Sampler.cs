using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Decides which samples of a data set an epoch takes, and in which order. It works on indices: no row is moved. A sampler has no state
/// that changes, so that one instance may serve several trainers.
/// </summary>
public abstract class Sampler
{
    /// <summary>Number of samples in an epoch, at least 1. Default: as many as the data set has.</summary>
    /// <param name="data">The training set.</param>
    /// <exception cref="ArgumentException">The sampler does not fit the data set.</exception>
    public virtual int CountFor(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Count;
    }

    /// <summary>Chooses the samples of one epoch.</summary>
    /// <param name="data">The training set.</param>
    /// <param name="indices">Receives indices of samples, [<see cref="CountFor"/>].</param>
    /// <param name="random">Random numbers that seed and epoch determine.</param>
    public abstract void Sample(DataSet data, Span<int> indices, ref PhiloxRandom random);
}
