using System.ComponentModel;

namespace FcGen.Numerics;

/// <summary>
/// Whether what predictions derive from parameters and buffers is up to date. Several threads may find that it is not and derive the
/// same numbers at once. Who predicts while others write may derive wrong numbers, but not for longer than until the next change, which
/// every writer tells of once more when it is done. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Derivation
{
    private int _changes;
    private int _derived;
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

    /// <summary>The numbers are about to be derived.</summary>
    /// <returns>What <see cref="Finish"/> is to be told.</returns>
    public readonly int Begin() => Volatile.Read(in _changes);

    /// <summary>The numbers have been derived from what there was at <see cref="Begin"/>.</summary>
    public void Finish(int begun) => Volatile.Write(ref _derived, begun + 1);
}
