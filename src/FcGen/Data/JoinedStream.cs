namespace FcGen.Data;

/// <summary>Concatenates some bytes, the rest of a stream, and more bytes. The stream is left open.</summary>
internal sealed class JoinedStream(ReadOnlyMemory<byte> before, Stream stream, ReadOnlyMemory<byte> after) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _before = before;
    private ReadOnlyMemory<byte> _after = after;

    public override int Read(Span<byte> buffer)
    {
        int read = Take(ref _before, buffer);
        read = read > 0 ? read : stream.Read(buffer);
        return read > 0 ? read : Take(ref _after, buffer);
    }

    private static int Take(ref ReadOnlyMemory<byte> bytes, Span<byte> buffer)
    {
        int count = Math.Min(bytes.Length, buffer.Length);
        bytes.Span[..count].CopyTo(buffer);
        bytes = bytes[count..];
        return count;
    }
}
