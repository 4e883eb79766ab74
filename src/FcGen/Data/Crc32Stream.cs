namespace FcGen.Data;

/// <summary>
/// Reads a stream to its end and compares its CRC-32 with the expected one. <see cref="System.IO.Compression.ZipArchive"/> does not check it.
/// </summary>
internal sealed class Crc32Stream(Stream stream, uint expected, string source) : ReadOnlyStream
{
    /// <summary>The polynomial of zip and gzip, with reversed bits.</summary>
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    private uint _state = uint.MaxValue;

    /// <exception cref="InvalidDataException">The stream ends and its CRC-32 differs.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = stream.Read(buffer);
        foreach (byte value in buffer[..read])
        {
            _state = Table[(byte)(_state ^ value)] ^ (_state >> 8);
        }

        return read > 0 || buffer.IsEmpty || ~_state == expected
            ? read
            : throw new InvalidDataException($"{source}: the zip archive is damaged. The checksum differs.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private static uint Remainder(int value)
    {
        uint remainder = (uint)value;
        for (int bit = 0; bit < 8; bit++)
        {
            remainder = (remainder & 1) == 0 ? remainder >> 1 : (remainder >> 1) ^ Polynomial;
        }

        return remainder;
    }
}
