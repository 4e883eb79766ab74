using System.ComponentModel;

namespace FcGen.Runtime;

/// <summary>
/// Whether the values that predictions derive from parameters and buffers (scale and shift of a batch norm) are current. If they are,
/// predictions do not wait. Only one thread at a time derives them. Otherwise a thread delayed between reading parameters and storing a
/// value could overwrite a value that another thread derived from newer parameters. Used by generated code.
/// </summary>
/// <remarks>
/// Every writer calls <see cref="Reset"/> when done. A thread that predicts during a write may derive wrong values, but only predictions
/// that began before that call use them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Derivation
{
    /// <summary>Number of spins before a thread sleeps for a millisecond: far longer than deriving the values takes.</summary>
    private const int Patience = 100;

    private int _changes;
    private int _derived;
    private int _begun;
    private int _isDeriving;

    /// <summary>Whether the values are derived from the current parameters and buffers.</summary>
    public readonly bool IsCurrent => Volatile.Read(in _derived) == Volatile.Read(in _changes) + 1;

    /// <summary>Marks parameters or buffers as changed.</summary>
    public void Reset() => Interlocked.Increment(ref _changes);

    /// <summary>Waits until no other thread derives the values.</summary>
    /// <returns>
    /// Whether the calling thread has to derive the values and then call <see cref="Finish"/>, because they are not current.
    /// </returns>
    public bool TryBegin()
    {
        var wait = default(SpinWait);
        while (Interlocked.CompareExchange(ref _isDeriving, 1, 0) != 0)
        {
            wait.SpinOnce(Patience);
            if (IsCurrent)
            {
                return false;
            }
        }

        _begun = Volatile.Read(in _changes);
        return true;
    }

    /// <summary>Marks the values as derived from the parameters and buffers at <see cref="TryBegin"/>.</summary>
    public void Finish()
    {
        Volatile.Write(ref _derived, _begun + 1);
        Volatile.Write(ref _isDeriving, 0);
    }
}
