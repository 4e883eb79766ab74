using FcGen.Numerics;

namespace FcGen;

/// <summary>
/// Base class of samplers, which select the samples of an epoch and their order. A sampler returns indices; no rows are moved. Samplers are
/// immutable, so several trainers may share an instance.
/// </summary>
public abstract class Sampler
{
    /// <summary>
    /// Whether the sampler draws samples in proportion to <see cref="DataSet.SampleWeights"/>. <c>Fit</c> then does not apply these weights
    /// to the training loss, where they would count twice. Default: false, the training loss uses the weights of the data set.
    /// </summary>
    public virtual bool UsesSampleWeights => false;

    /// <summary>Returns the number of samples in an epoch, at least 1. Default: the size of the data set.</summary>
    /// <param name="data">The training set.</param>
    /// <exception cref="ArgumentException">The sampler does not fit the data set.</exception>
    public virtual int CountFor(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Count;
    }

    /// <summary>Selects the samples of one epoch.</summary>
    /// <param name="data">The training set.</param>
    /// <param name="indices">Receives indices of samples, [<see cref="CountFor"/>].</param>
    /// <param name="random">Random numbers, determined by seed and epoch.</param>
    public abstract void Sample(DataSet data, Span<int> indices, ref PhiloxRandom random);
}
