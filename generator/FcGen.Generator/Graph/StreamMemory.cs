using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>The floats that a stream remembers: hidden values and cells first, then rings of earlier steps.</summary>
/// <param name="firstRing">The offset of the first ring that <see cref="NewRing"/> counts from.</param>
internal sealed class StreamMemory(int firstRing = 0)
{
    private int _ringFloats;

    /// <summary>The floats of hidden values and cells.</summary>
    public int RecurrentFloats { get; private set; }

    public int Floats => RecurrentFloats + _ringFloats;

    /// <summary>Reserves hidden values or cells.</summary>
    /// <returns>The offset.</returns>
    public int NewRecurrent(int floats)
    {
        int offset = RecurrentFloats;
        RecurrentFloats += Padding.Align(floats);
        return offset;
    }

    /// <summary>Reserves a ring.</summary>
    /// <returns>The offset from the first ring.</returns>
    public int NewRing(int floats)
    {
        int offset = firstRing + _ringFloats;
        _ringFloats += Padding.Align(floats);
        return offset;
    }
}
