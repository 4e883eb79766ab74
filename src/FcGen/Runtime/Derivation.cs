using System.ComponentModel;

namespace FcGen.Runtime;

/// <summary>
/// Whether the numbers that predictions derive from parameters and buffers (scale and shift of a batch norm) are up to date. Predictions
/// that find them up to date wait for nothing. One thread at a time derives them: otherwise a thread that was held up between reading
/// parameters and storing a number could overwrite what another thread has derived from newer parameters. Used by generated code.
/// </summary>
/// <remarks>
/// Every writer calls <see cref="Reset"/> when done. A thread that predicts while another one writes may derive wrong numbers, but only
/// predictions that began before that call use them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Derivation
{
    /// <summary>Turns to wait before a thread sleeps for a millisecond: far longer than to derive numbers takes.</summary>
    private const int Patience = 100;

    private int _changes;
    private int _derived;
    private int _begun;
    private int _isDeriving;
    private bool _isExposed;

    /// <summary>Whether the numbers are those of the present parameters and buffers.</summary>
    public readonly bool IsCurrent => Volatile.Read(in _derived) == Volatile.Read(in _changes) + 1 && !_isExposed;

    /// <summary>Parameters or buffers change now, or have changed.</summary>
    public void Reset() => Interlocked.Increment(ref _changes);

    /// <summary>Parameters or buffers may change at any time from now on: nothing is up to date again.</summary>
    public void Expose()
    {
        _isExposed = true;
        Reset();
    }

    /// <summary>Waits until no other thread derives the numbers.</summary>
    /// <returns>Whether the calling thread has to derive them, and to call <see cref="Finish"/> then: they are not up to date.</returns>
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

    /// <summary>The numbers have been derived from what there was at <see cref="TryBegin"/>.</summary>
    public void Finish()
    {
        Volatile.Write(ref _derived, _begun + 1);
        Volatile.Write(ref _isDeriving, 0);
    }
}
