namespace FcGen;

/// <summary>
/// The owner of an object that only one thread may use at a time. It does not lock: a second thread is rejected. The owner may enter again,
/// so an exception that kept it from leaving does no harm.
/// </summary>
internal struct ThreadOwner
{
    private int _thread;

    /// <summary>Makes the calling thread the owner, unless another thread is.</summary>
    /// <returns>Whether the calling thread is the owner.</returns>
    public bool TryEnter()
    {
        int thread = Environment.CurrentManagedThreadId;
        return Interlocked.CompareExchange(ref _thread, thread, 0) is int owner && (owner == 0 || owner == thread);
    }

    /// <summary>Releases the ownership of the calling thread.</summary>
    public void Exit() => Volatile.Write(ref _thread, 0);
}
