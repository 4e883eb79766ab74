using FcGen.Generator.Kernels;

namespace FcGen.Generator.Graph;

/// <summary>The floats that a stream remembers: hidden values and cells first, then rings of earlier steps.</summary>
internal sealed class StreamMemory
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
        int offset = _ringFloats;
        _ringFloats += Padding.Align(floats);
        return offset;
    }
}
