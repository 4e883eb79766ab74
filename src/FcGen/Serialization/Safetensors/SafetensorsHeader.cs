using FcGen.Messages;

namespace FcGen.Serialization;

/// <summary>
/// Header of a file in the safetensors format: its length as a little-endian 64-bit integer, then JSON that lists each tensor. The data
/// follows without gaps. See https://huggingface.co/docs/safetensors. Messages of exceptions do not contain the file name.
/// </summary>
/// <remarks>
/// A header is read in pieces, and only a limited number of tensors is kept. A damaged or hostile header therefore costs little memory, and
/// its messages are short.
/// </remarks>
internal sealed class SafetensorsHeader
{
    /// <summary>Maximum number of bytes of JSON, as in the reference implementation.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>Maximum number of characters in the name of a tensor, unless a network has longer names.</summary>
    public const int LongestName = 1024;

    private SafetensorsHeader(IReadOnlyList<SafetensorsEntry> tensors, bool isComplete)
    {
        Tensors = tensors;
        IsComplete = isComplete;
        DataLength = tensors.Count == 0 ? 0 : tensors[tensors.Count - 1].End;
    }

    /// <summary>All tensors, in the order of the data. If incomplete, the first tensors, in the order of the header.</summary>
    public IReadOnlyList<SafetensorsEntry> Tensors { get; }

    /// <summary>Whether all tensors were read. Otherwise reading stopped at the limit, and the data cannot be read.</summary>
    public bool IsComplete { get; }

    /// <summary>Number of bytes after the header.</summary>
    public long DataLength { get; }

    /// <summary>
    /// Reads and checks a header, also against the length of the stream if that is known. The stream is then at the data.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="mostTensors">Maximum number of tensors to read.</param>
    /// <param name="longestName">Maximum number of characters in the name of a tensor.</param>
    /// <exception cref="InvalidDataException">The header is damaged, or the length of the data differs from the header.</exception>
    public static SafetensorsHeader Read(Stream stream, int mostTensors, int longestName = LongestName)
    {
        (byte first, int length) = ReadStart(stream);
        if (stream.CanSeek && stream.Length - stream.Position < length - 1)
        {
            throw IsCut("a header", length, stream.Length - stream.Position + 1);
        }

        using var text = new HeaderStream(stream, first, length);
        IReadOnlyList<SafetensorsEntry> entries = SafetensorsHeaderParser.Parse(text, mostTensors, longestName, out bool isComplete);
        if (!isComplete)
        {
            return new SafetensorsHeader(entries, isComplete);
        }

        var header = new SafetensorsHeader(CheckPlaces(entries), isComplete);
        if (stream.CanSeek && stream.Length - stream.Position != header.DataLength)
        {
            throw new InvalidDataException(
                $"expected {header.DataLength} bytes of data after the header, but found {stream.Length - stream.Position}");
        }

        return header;
    }

    /// <summary>Returns the exception for a truncated file.</summary>
    public static InvalidDataException IsCut(string what, int length, long found) =>
        new($"expected {what} of {length} bytes, but found the end after {found}");

    /// <summary>Reads the length of the header and its first byte. For another file format, the exception names it.</summary>
    private static (byte First, int Length) ReadStart(Stream stream)
    {
        const int PrefixLength = sizeof(ulong);
        var start = new byte[FileFormat.StartLength];
        int count = Fill(stream, start, 0, PrefixLength);
        ulong length = 0;
        for (int i = 0; i < PrefixLength; i++)
        {
            length |= (ulong)start[i] << (8 * i);
        }

        InvalidDataException? problem = null;
        if (count < PrefixLength)
        {
            problem = IsCut("the length of a header", PrefixLength, count);
        }
        else if (length > MaxLength)
        {
            problem = new InvalidDataException($"expected a header of at most {MaxLength} bytes, but its length is given as {length}");
        }
        else
        {
            count = Fill(stream, start, count, (int)Math.Min(length, 1));
            problem = length > 0 && count == PrefixLength ? IsCut("a header", (int)length, 0)
                : start[PrefixLength] == '{' ? null
                : new InvalidDataException("the header does not begin with '{', so this is not a safetensors file");
        }

        if (problem is null)
        {
            return (start[PrefixLength], (int)length);
        }

        count = Fill(stream, start, count, start.Length - count);
        throw FileFormat.Recognize(start, count) is { } format ? new InvalidDataException(format.Instead("a safetensors file")) : problem;
    }

    /// <summary>Checks that the data of each tensor begins at the end of the previous data.</summary>
    private static IReadOnlyList<SafetensorsEntry> CheckPlaces(IReadOnlyList<SafetensorsEntry> entries)
    {
        SafetensorsEntry[] inOrder = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        long end = 0;
        foreach (SafetensorsEntry entry in inOrder)
        {
            if (entry.Begin != end)
            {
                throw new InvalidDataException(
                    $"{HeaderPart.Tensor(entry.Name)}: expected its data to begin at {end}, the end of the previous data, "
                    + $"but it begins at {entry.Begin}");
            }

            end = entry.End;
        }

        return inOrder;
    }

    /// <summary>Reads available bytes to a position of a buffer.</summary>
    /// <returns>Number of bytes up to the last one read.</returns>
    private static int Fill(Stream stream, byte[] buffer, int offset, int count)
    {
        int end = offset + count;
        for (int read; offset < end && (read = stream.Read(buffer, offset, end - offset)) > 0;)
        {
            offset += read;
        }

        return offset;
    }
}
