using System.Buffers.Binary;
using FcGen.Messages;

namespace FcGen.Data;

/// <summary>
/// Header of a file in the IDX format of MNIST: two zero bytes, the type (8: unsigned byte), the number of dimensions, and each dimension
/// as a big-endian 32-bit integer. The values follow the header.
/// </summary>
/// <param name="Count">The first dimension.</param>
/// <param name="ValuesPerItem">The product of the other dimensions.</param>
internal readonly record struct IdxHeader(int Count, int ValuesPerItem)
{
    public const int ImageDimensions = 3;
    public const int LabelDimensions = 1;

    private const int UnsignedByte = 8;

    /// <summary>Returns the length of a header in bytes.</summary>
    public static int LengthOf(int dimensions) => sizeof(int) * (1 + dimensions);

    /// <summary>Reads a header and checks it against the length of its file.</summary>
    /// <param name="content">The beginning of the file: the header, or the whole file if it is shorter.</param>
    /// <param name="fileLength">Length of the file in bytes, or null if it is unknown before reading.</param>
    /// <param name="dimensions">The expected number of dimensions.</param>
    /// <param name="source">Name of the file in messages.</param>
    public static IdxHeader Parse(ReadOnlySpan<byte> content, long? fileLength, int dimensions, string source)
    {
        if (GzipReader.IsGzip(content))
        {
            throw new InvalidDataException($"{source}: the file is compressed with gzip; expected an uncompressed IDX file.");
        }

        int headerLength = LengthOf(dimensions);
        if (content.Length < headerLength)
        {
            throw new InvalidDataException(
                $"{source}: expected an IDX header of {headerLength} bytes for {dimensions} dimensions, "
                + $"but the file has {content.Length} bytes.");
        }

        uint magic = BinaryPrimitives.ReadUInt32BigEndian(content);
        uint expectedMagic = (uint)((UnsignedByte << 8) | dimensions);
        if (magic != expectedMagic)
        {
            throw new InvalidDataException(
                $"{source}: expected the IDX magic number 0x{expectedMagic:X8} (unsigned bytes in {dimensions} dimensions), "
                + $"but found 0x{magic:X8}.");
        }

        var shape = new uint[dimensions];
        UInt128 length = 1;
        for (int i = 0; i < dimensions; i++)
        {
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(content[(sizeof(int) * (1 + i))..]);
            length *= shape[i];
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

        UInt128 perItem = length / shape[0];
        return shape[0] <= int.MaxValue && perItem <= int.MaxValue
            ? new IdxHeader((int)shape[0], (int)perItem)
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
            ? new InvalidDataException($"{source}: {format.Instead("an IDX file")}.", failure)
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

    /// <summary>Converts pixels from 0 to 255 to values from 0 to 1.</summary>
    public static void Scale(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            destination[i] = pixels[i] / 255f;
        }
    }

    /// <summary>Converts bytes to labels.</summary>
    public static void ToLabels(ReadOnlySpan<byte> classes, Span<int> labels)
    {
        for (int i = 0; i < classes.Length; i++)
        {
            labels[i] = classes[i];
        }
    }
}
