using System.Buffers.Binary;
using FcGen.Messages;

namespace FcGen.Data;

/// <summary>
/// Header of a file in the IDX format of MNIST: two zero bytes, the type, the number of dimensions, and each dimension as a big-endian
/// 32-bit integer. The values follow the header, also big-endian.
/// </summary>
/// <param name="Count">The first dimension.</param>
/// <param name="ValuesPerItem">The product of the other dimensions.</param>
/// <param name="Length">Length of the header in bytes.</param>
/// <param name="ValueSize">Number of bytes of a value: 1 for an unsigned byte, 4 for a float or an integer.</param>
internal readonly record struct IdxHeader(int Count, int ValuesPerItem, int Length, int ValueSize)
{
    /// <summary>Length of the part of the header that contains its own length.</summary>
    public const int MagicLength = sizeof(int);

    /// <summary>Length of the longest header.</summary>
    public const int LongestLength = MagicLength * (1 + MostDimensions);

    private const int MostDimensions = 4;
    private const int ImageDimensions = 3;
    private const int LabelDimensions = 1;
    private const int UnsignedByte = 0x08;
    private const int Integer = 0x0C;
    private const int Float = 0x0D;

    /// <summary>Returns the length of a header from its first bytes.</summary>
    public static int LengthOf(ReadOnlySpan<byte> magic) =>
        magic.Length == MagicLength ? MagicLength * (1 + Math.Min((int)magic[^1], MostDimensions)) : magic.Length;

    /// <summary>Reads a header and checks it against the length of its file.</summary>
    /// <param name="content">The beginning of the file: the header, or the whole file if it is shorter.</param>
    /// <param name="fileLength">Length of the file in bytes, or null if it is unknown before reading.</param>
    /// <param name="isLabels">Whether the file should contain labels: bytes or integers in one dimension. Otherwise bytes or floats.</param>
    /// <param name="source">Name of the file in messages.</param>
    public static IdxHeader Parse(ReadOnlySpan<byte> content, long? fileLength, bool isLabels, string source)
    {
        if (GzipReader.IsGzip(content))
        {
            throw new InvalidDataException($"{source}: the file is compressed with gzip; expected an uncompressed IDX file.");
        }

        bool hasMagic = content.Length >= MagicLength;
        uint magic = hasMagic ? BinaryPrimitives.ReadUInt32BigEndian(content) : 0;
        (int type, int dimensions) = hasMagic ? ((int)(magic >> 8), (int)(magic & 0xFF)) : (0, isLabels ? LabelDimensions : ImageDimensions);
        bool isExpected = isLabels
            ? type is UnsignedByte or Integer && dimensions == LabelDimensions
            : type is UnsignedByte or Float && dimensions is > LabelDimensions and <= MostDimensions;
        if (hasMagic && !isExpected)
        {
            throw new InvalidDataException(
                (isLabels
                    ? $"{source}: expected the IDX magic number 0x00000801 (unsigned bytes in 1 dimension) or 0x00000C01 (32-bit integers), "
                    : $"{source}: expected the IDX magic number 0x00000803 (unsigned bytes in 3 dimensions) "
                        + $"or one of 0x00000802 to 0x0000080{MostDimensions} and 0x00000D02 to 0x00000D0{MostDimensions} (floats), ")
                + $"but found 0x{magic:X8}.");
        }

        int headerLength = MagicLength * (1 + dimensions);
        if (content.Length < headerLength)
        {
            throw new InvalidDataException(
                $"{source}: expected an IDX header of {headerLength} bytes for {dimensions} dimensions, "
                + $"but the file has {content.Length} bytes.");
        }

        int size = type == UnsignedByte ? 1 : sizeof(int);
        var shape = new uint[dimensions];
        UInt128 length = (uint)size;
        for (int i = 0; i < dimensions; i++)
        {
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(content[(MagicLength * (1 + i))..]);

            // Longer than any file; another multiplication could overflow.
            length = length > ulong.MaxValue && shape[i] > 0 ? length : length * shape[i];
        }

        if (length == 0)
        {
            throw new InvalidDataException($"{source}: expected at least one value, but the header says [{string.Join(", ", shape)}].");
        }

        if (fileLength - headerLength is { } found && length != (ulong)found)
        {
            throw new InvalidDataException(
                $"{source}: expected {length} bytes of values, as the header says [{string.Join(", ", shape)}], but found {found}.");
        }

        UInt128 perItem = length / (uint)size / shape[0];
        return shape[0] <= int.MaxValue && perItem <= int.MaxValue
            ? new IdxHeader((int)shape[0], (int)perItem, headerLength, size)
            : throw new InvalidDataException(
                $"{source}: expected at most {int.MaxValue} items of {int.MaxValue} values, "
                + $"but the header says [{string.Join(", ", shape)}].");
    }

    /// <summary>Adds the detected format to the message about an invalid header.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <param name="source">Name of the file in messages.</param>
    /// <param name="failure">The error in the header.</param>
    /// <returns>The exception to throw.</returns>
    public static InvalidDataException NameFormat(byte[] start, string source, InvalidDataException failure) =>
        !GzipReader.IsGzip(start) && FileFormat.Recognize(start, start.Length) is { } format && format != FileFormat.Idx
            ? new InvalidDataException($"{source}: {format.InsteadOfData("an IDX file")}.", failure)
            : failure;

    /// <summary>Rejects a number of labels that differs from the number of images.</summary>
    public static void CheckCounts(IdxHeader images, string imagesSource, IdxHeader labels, string labelsSource)
    {
        if (images.Count != labels.Count)
        {
            throw new InvalidDataException(
                $"{labelsSource}: expected {images.Count} labels, one for each image in {imagesSource}, but found {labels.Count}.");
        }
    }

    /// <summary>Converts pixels from 0 to 255 to values from 0 to 1, or copies floats.</summary>
    /// <param name="bytes">Bytes of the values.</param>
    /// <param name="destination">Receives the inputs.</param>
    /// <param name="first">Index of the first value, for messages.</param>
    /// <param name="source">Name of the file in messages.</param>
    public void ToInputs(ReadOnlySpan<byte> bytes, Span<float> destination, long first, string source)
    {
        for (int i = 0; i < bytes.Length / ValueSize; i++)
        {
            destination[i] = ValueSize == 1
                ? bytes[i] / 255f
                : ValueReader.Finite(BinaryPrimitives.ReadSingleBigEndian(bytes[(i * sizeof(float))..]), first + i, source);
        }
    }

    /// <summary>Converts bytes or integers to labels.</summary>
    /// <param name="bytes">Bytes of the values.</param>
    /// <param name="labels">Receives the labels.</param>
    /// <param name="first">Index of the first label, for messages.</param>
    /// <param name="source">Name of the file in messages.</param>
    public void ToLabels(ReadOnlySpan<byte> bytes, Span<int> labels, long first, string source)
    {
        for (int i = 0; i < bytes.Length / ValueSize; i++)
        {
            labels[i] = ValueSize == 1
                ? bytes[i]
                : ValueReader.Label(BinaryPrimitives.ReadInt32BigEndian(bytes[(i * sizeof(int))..]), first + i, source);
        }
    }
}
