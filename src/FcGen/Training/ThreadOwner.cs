namespace FcGen;

/// <summary>
/// The thread that uses an object which only one thread may use at a time. Nothing is locked: a second thread is refused. The owner may
/// enter again: an exception that kept it from leaving does no harm to it.
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

    /// <summary>The calling thread is the owner no longer.</summary>
    public void Exit() => Volatile.Write(ref _thread, 0);
}
