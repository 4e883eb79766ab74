using System.IO.Compression;

namespace FcGen.Data;

/// <summary>
/// Decompresses a gzip archive of one or several members (RFC 1952) while it is read. <see cref="GZipStream"/> verifies the checksum of
/// each complete member, but accepts a truncated archive, and ignores other data after the last member. This class therefore appends a
/// member with known content. That content is decompressed at the end only if everything before consists of complete members.
/// </summary>
internal sealed class GzipReader : ReadOnlyStream
{
    private const int BufferLength = 1 << 16;

    private static readonly byte[] EndMark = [.. "end of the archive, "u8, .. Guid.NewGuid().ToByteArray()];
    private static readonly byte[] EndMember = Compress(EndMark);

    private readonly GZipStream _gzip;
    private readonly string _source;
    private readonly byte[] _buffer = new byte[BufferLength];
    private int _start;
    private int _end;

    /// <summary>Initializes a reader of an archive.</summary>
    /// <param name="start">The first bytes of the archive, which have been read already.</param>
    /// <param name="rest">The remaining bytes. The stream is left open.</param>
    /// <param name="source">Name of the archive in messages.</param>
    public GzipReader(ReadOnlyMemory<byte> start, Stream rest, string source)
    {
        _gzip = new GZipStream(new JoinedStream(start, rest, EndMember), CompressionMode.Decompress);
        _source = source;
    }

    /// <summary>Whether bytes begin with the magic number of gzip.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes may be the mark, so they are held back until more bytes follow or the archive ends.
        while (_end - _start <= EndMark.Length)
        {
            if (buffer.IsEmpty || !Fill())
            {
                return 0;
            }
        }

        int count = Math.Min(_end - _start - EndMark.Length, buffer.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.NoCompression))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    /// <summary>Decompresses more bytes into the buffer.</summary>
    /// <returns>Whether there were more bytes; otherwise the archive is complete.</returns>
    private bool Fill()
    {
        Span<byte> kept = _buffer.AsSpan(_start.._end);
        kept.CopyTo(_buffer);
        (_start, _end) = (0, kept.Length);
        int read;
        try
        {
            read = _gzip.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{_source}: the gzip archive is damaged. {exception.Message}", exception);
        }

        _end += read;
        return read > 0
            || (_buffer.AsSpan(0, _end).SequenceEqual(EndMark)
                ? false
                : throw new InvalidDataException(
                    $"{_source}: expected a complete gzip archive, but it is truncated, or other data follows."));
    }
}
