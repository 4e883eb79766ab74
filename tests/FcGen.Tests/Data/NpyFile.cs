using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace FcGen.Tests.Data;

/// <summary>Writes arrays as NumPy does.</summary>
internal static class NpyFile
{
    public static byte[] Of<T>(string type, string shape, params T[] values)
        where T : unmanaged => Of($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}", MemoryMarshal.AsBytes<T>(values));

    public static byte[] Of(string description, ReadOnlySpan<byte> values, int version = 1)
    {
        int start = version == 1 ? 10 : 12;
        string padded = description.PadRight(((start + description.Length + 64) / 64 * 64) - start - 1) + "\n";
        byte[] header = new byte[start];
        (header[0], header[6]) = (0x93, (byte)version);
        "NUMPY"u8.CopyTo(header.AsSpan(1));
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)padded.Length);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), padded.Length);
        }

        return [.. header, .. Encoding.UTF8.GetBytes(padded), .. values];
    }

    public static byte[] Archive(CompressionLevel level, params (string Name, byte[] Content)[] arrays)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in arrays)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
