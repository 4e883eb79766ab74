namespace FcGen.Tests.Serialization;

/// <summary>A stream as a network gives it: it does not know its length, and gives less than it is asked for.</summary>
internal sealed class TricklingStream(byte[] content) : ForwardStream
{
    private int _position;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0 || _position == content.Length)
        {
            return 0;
        }

        buffer[offset] = content[_position++];
        return 1;
    }
}
