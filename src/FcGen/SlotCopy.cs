namespace FcGen;

/// <summary>A copy of a network in a slot, with the number of its readers.</summary>
internal sealed class SlotCopy<TNetwork>(TNetwork network)
    where TNetwork : class, INetwork<TNetwork>
{
    private int _readers;

    public TNetwork Network => network;

    /// <summary>Whether no reader uses the copy. A reader that enters later finds that the copy is not current, and leaves.</summary>
    public bool IsUnused => Volatile.Read(ref _readers) == 0;

    public void Enter() => Interlocked.Increment(ref _readers);

    public void Leave() => Interlocked.Decrement(ref _readers);
}
