using FcGen.Data;

namespace FcGen.Tests.Serialization;

/// <summary>A stream as a network gives it: it does not know its length, and gives less than it is asked for.</summary>
internal sealed class TricklingStream(byte[] content) : ReadOnlyStream
{
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position == content.Length)
        {
            return 0;
        }

        buffer[0] = content[_position++];
        return 1;
    }
}
