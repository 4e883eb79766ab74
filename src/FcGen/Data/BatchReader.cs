using FcGen.Numerics;

namespace FcGen.Data;

/// <summary>Gives the samples of an epoch batch by batch, in an order of its own.</summary>
internal abstract class BatchReader : IDisposable
{
    /// <summary>First of the streams of random orders, one per epoch: a network made from the same seed does not share them.</summary>
    private const ulong OrderStreams = 0x4F52444552UL << 24; // "ORDER"

    /// <summary>Number of samples in an epoch.</summary>
    public abstract int Count { get; }

    public static BatchReader Create(DataSource source, FitOptions options)
    {
        if (source is DataSet data)
        {
            return new MemoryReader(data, options);
        }

        return options.Sampler is null
            ? new WindowReader(source, options)
            : throw new ArgumentException(
                $"A sampler chooses among samples in memory, a {nameof(DataSet)}, but the training set is a {source.GetType().Name}.", nameof(options));
    }

    /// <summary>Starts an epoch with the order that belongs to its number.</summary>
    public abstract void BeginEpoch(int epoch);

    /// <summary>Reads the next samples of the epoch, as many as there is room for.</summary>
    public abstract void Read(SampleBatch destination);

    /// <summary>Ends an epoch, of which something may be left over.</summary>
    public virtual void EndEpoch()
    {
    }

    /// <summary>Ends whatever is under way, after a failure too.</summary>
    public void Dispose() => EndEpoch();

    /// <summary>The random numbers that decide the order of an epoch.</summary>
    protected static PhiloxRandom OrderOf(int epoch, int seed) => new((uint)seed, OrderStreams + (uint)epoch);
}
