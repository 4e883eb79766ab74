using System.ComponentModel;

namespace FcGen.Numerics;

/// <summary>
/// Whether what predictions derive from parameters and buffers is up to date. Several threads may find that it is not and derive the
/// same numbers at once. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Derivation
{
    private bool _isDone;
    private bool _isExposed;

    /// <summary>Whether the numbers are those of the present parameters and buffers.</summary>
    public readonly bool IsCurrent => Volatile.Read(in _isDone);

    /// <summary>Parameters or buffers change now.</summary>
    public void Reset() => Volatile.Write(ref _isDone, false);

    /// <summary>Parameters or buffers may change at any time from now on: nothing is up to date again.</summary>
    public void Expose()
    {
        _isExposed = true;
        Reset();
    }

    /// <summary>The numbers have been derived.</summary>
    public void Finish()
    {
        if (!_isExposed)
        {
            Volatile.Write(ref _isDone, true);
        }
    }
}
