using FcGen.Numerics;

namespace FcGen.Data;

/// <summary>Reads the samples of an epoch batch by batch, in the order that the reader chooses.</summary>
internal abstract class BatchReader : IDisposable
{
    /// <summary>First of the streams of random orders, one per epoch. A network with the same seed uses other streams.</summary>
    private const ulong OrderStreams = 0x4F52444552UL << 24; // "ORDER"

    /// <summary>Number of samples in an epoch.</summary>
    public abstract int Count { get; }

    /// <summary>Whether batches have the weights of their samples. Default: no.</summary>
    public virtual bool HasSampleWeights => false;

    public static BatchReader Create(DataSource source, FitOptions options, CancellationToken cancellationToken)
    {
        if (source is DataSet data)
        {
            return new MemoryReader(data, options);
        }

        return options.Sampler is null
            ? new WindowReader(source, options, cancellationToken)
            : throw new ArgumentException(
                $"A sampler needs samples in memory, a {nameof(DataSet)}, but the training set is a {source.GetType().Name}.",
                nameof(options));
    }

    /// <summary>Starts an epoch. Its number determines the order.</summary>
    public abstract void BeginEpoch(int epoch);

    /// <summary>Reads the next samples of the epoch until the destination is full.</summary>
    public abstract void Read(SampleBatch destination);

    /// <summary>Ends an epoch, which may have unread samples.</summary>
    public virtual void EndEpoch()
    {
    }

    /// <summary>Ends a pending epoch, also after a failure.</summary>
    public void Dispose() => EndEpoch();

    /// <summary>Returns the random numbers that determine the order of an epoch.</summary>
    protected static PhiloxRandom OrderOf(int epoch, int seed) => new((uint)seed, OrderStreams + (uint)epoch);
}
