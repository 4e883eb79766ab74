namespace FcGen.Serialization;

/// <summary>
/// The header of a file in the safetensors format: its length as a little-endian 64-bit number, then JSON that names each tensor. The
/// data follows without holes. See https://huggingface.co/docs/safetensors. Messages of exceptions do not name the file.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The most bytes of JSON, as in the reference implementation.</summary>
    public const int MaxLength = 100_000_000;

    private const int PieceLength = 1 << 16;

    private SafetensorsHeader(IReadOnlyList<SafetensorsEntry> tensors)
    {
        Tensors = tensors;
        DataLength = tensors.Count == 0 ? 0 : tensors[tensors.Count - 1].End;
    }

    /// <summary>Every tensor, in the order of the data.</summary>
    public IReadOnlyList<SafetensorsEntry> Tensors { get; }

    /// <summary>Number of bytes that follow the header.</summary>
    public long DataLength { get; }

    /// <summary>Reads a header and checks it, against the length of the stream too if that is known. The data comes next.</summary>
    /// <exception cref="InvalidDataException">The header is damaged, or more or less data follows than it tells.</exception>
    public static SafetensorsHeader Read(Stream stream)
    {
        byte[] prefix = ReadBytes(stream, sizeof(ulong), "the length of a header");
        ulong length = 0;
        for (int i = 0; i < prefix.Length; i++)
        {
            length |= (ulong)prefix[i] << (8 * i);
        }

        if (length > MaxLength)
        {
            throw new InvalidDataException($"expected a header of at most {MaxLength} bytes, but its length is given as {length}");
        }

        var header = new SafetensorsHeader(CheckPlaces(SafetensorsHeaderParser.Parse(ReadBytes(stream, (int)length, "a header"))));
        if (stream.CanSeek && stream.Length - stream.Position != header.DataLength)
        {
            throw new InvalidDataException(
                $"expected {header.DataLength} bytes of data after the header, but found {stream.Length - stream.Position}");
        }

        return header;
    }

    /// <summary>Makes sure that the data of each tensor has the length of its shape and begins where that of the one before ends.</summary>
    private static IReadOnlyList<SafetensorsEntry> CheckPlaces(IReadOnlyList<SafetensorsEntry> entries)
    {
        SafetensorsEntry[] inOrder = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        long end = 0;
        foreach (SafetensorsEntry entry in inOrder)
        {
            entry.CheckLength();
            if (entry.Begin != end)
            {
                throw new InvalidDataException(
                    $"tensor '{entry.Name}': expected its data to begin at {end}, where the data before it ends, but it begins at {entry.Begin}");
            }

            end = entry.End;
        }

        return inOrder;
    }

    /// <summary>Reads in pieces: a damaged length must not cost memory that nothing fills.</summary>
    private static byte[] ReadBytes(Stream stream, int length, string what)
    {
        var bytes = new MemoryStream();
        byte[] piece = new byte[Math.Min(length, PieceLength)];
        while (bytes.Length < length)
        {
            int read = stream.Read(piece, 0, (int)Math.Min(piece.Length, length - bytes.Length));
            if (read == 0)
            {
                throw new InvalidDataException($"expected {what} of {length} bytes, but found the end after {bytes.Length}");
            }

            bytes.Write(piece, 0, read);
        }

        return bytes.ToArray();
    }
}
