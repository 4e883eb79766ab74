using System.Buffers.Binary;
using System.IO.Compression;

namespace FcGen.Data;

/// <summary>Reads whole files, compressed with gzip or not, and refuses damaged ones.</summary>
internal static class DataFile
{
    /// <summary>Header of 10 bytes, an empty deflate block of 2, checksum and size of 4 each.</summary>
    private const int SmallestGzipLength = 20;

    /// <summary>The content of a file, decompressed if it begins with the magic bytes of gzip.</summary>
    public static byte[] ReadAllBytes(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The data file '{path}' does not exist.", path);
        }

        return Decompress(File.ReadAllBytes(path), $"'{path}'");
    }

    /// <summary>The rest of a stream, decompressed if it begins with the magic bytes of gzip.</summary>
    public static byte[] ReadAllBytes(Stream stream, string source)
    {
        var content = new MemoryStream();
        stream.CopyTo(content);
        return Decompress(content.ToArray(), source);
    }

    private static byte[] Decompress(byte[] content, string source)
    {
        if (content is not [0x1F, 0x8B, ..])
        {
            return content;
        }

        var decompressed = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(content, writable: false), CompressionMode.Decompress);
            gzip.CopyTo(decompressed);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{source}: the gzip archive is damaged. {exception.Message}", exception);
        }

        // GZipStream verifies the checksum of what it saw but takes a file that ends too early for a complete one.
        // The last field of the format (RFC 1952) is the size of what was compressed, modulo 2^32.
        uint actual = (uint)decompressed.Length;
        uint expected = content.Length < SmallestGzipLength ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(^4..));
        if (content.Length < SmallestGzipLength || actual != expected)
        {
            throw new InvalidDataException(
                $"{source}: the gzip archive is incomplete or something follows it. " +
                $"It should end with the size of its content, {actual} bytes, but its last four bytes say {expected}.");
        }

        return decompressed.ToArray();
    }
}
