using System.ComponentModel;
using System.Runtime.CompilerServices;
using FcGen.Runtime;

namespace FcGen;

/// <summary>
/// The state of a stream: everything that a network remembers of the steps that it has seen. The caller owns it; each network class has a derived class
/// <c>State</c>. One network works with any number of states, on any number of threads; a state belongs to one thread at a time.
/// </summary>
public abstract class StreamState
{
    private readonly Type _network;
    private readonly AlignedBuffer _memory;
    private readonly int _recurrentFloats;
    private int _position;

    /// <summary>Creates a state before the first step. Used by generated code.</summary>
    /// <param name="network">The network class.</param>
    /// <param name="recurrentFloats">Floats of hidden values and cells, which come first.</param>
    /// <param name="floats">Floats of the whole state.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected StreamState(Type network, int recurrentFloats, int floats)
    {
        _network = network;
        _recurrentFloats = recurrentFloats;
        _memory = new AlignedBuffer(floats);
    }

    /// <summary>The floats of hidden values and cells.</summary>
    internal ReadOnlySpan<float> Recurrent => _memory.Span[.._recurrentFloats];

    /// <summary>All floats.</summary>
    internal Span<float> Memory => _memory.Span;

    /// <summary>The memory.</summary>
    internal ref float Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _memory.Reference;
    }

    /// <summary>The number of steps since the start, from which the places of new values in rings follow. It wraps around.</summary>
    internal int Position
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _position;
    }

    /// <summary>
    /// Forgets all steps. The next step is the first of a new stream: hidden values, cells and the steps that convolutions look back at are zero, as at
    /// the start of <c>Forward</c>.
    /// </summary>
    public void Reset()
    {
        _memory.Span.Clear();
        _position = 0;
    }

    /// <summary>Checks that the state belongs to a network class.</summary>
    /// <exception cref="ArgumentException">It belongs to another one.</exception>
    internal void CheckNetwork(Type network, string parameter)
    {
        if (network != _network)
        {
            throw new ArgumentException($"Expected a state of {network.Name}, but got one of {_network.Name}.", parameter);
        }
    }

    /// <summary>Restores a state.</summary>
    internal void Restore(ReadOnlySpan<float> memory, int position)
    {
        memory.CopyTo(_memory.Span);
        _position = position;
    }

    /// <summary>Counts steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Advance(int steps) => _position = unchecked(_position + steps);

    /// <summary>Copies the state to another one of the same class. Used by generated code.</summary>
    /// <param name="other">Receives the state.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyFloatsTo(StreamState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _memory.Span.CopyTo(other._memory.Span);
        other._position = _position;
    }
}
