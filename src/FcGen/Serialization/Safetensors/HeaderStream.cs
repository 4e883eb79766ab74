namespace FcGen.Serialization;

/// <summary>Stream over the JSON of a header within the stream of a file.</summary>
/// <param name="file">The file, at the second byte of the header.</param>
/// <param name="first">The first byte of the header.</param>
/// <param name="length">Length of the header in bytes, at least 1.</param>
internal sealed class HeaderStream(Stream file, byte first, int length) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        count = Math.Min(count, length - _position);
        if (count == 0)
        {
            return 0;
        }

        if (_position == 0)
        {
            buffer[offset] = first;
            return _position = 1;
        }

        int read = file.Read(buffer, offset, count);
        _position += read;
        return read > 0 ? read : throw SafetensorsHeader.IsCut("a header", length, _position);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
