using System.Buffers.Binary;

namespace FcGen.Data;

/// <summary>
/// Reads the IDX format of MNIST: two zero bytes, the type (8: unsigned byte), the number of dimensions, each dimension as
/// a big-endian 32-bit number, then the values.
/// </summary>
internal static class IdxReader
{
    private const int UnsignedByte = 8;

    public static DataSet Read(string imagesPath, string labelsPath)
    {
        ReadOnlySpan<byte> pixels = ReadValues(imagesPath, dimensions: 3, out int imageCount);
        ReadOnlySpan<byte> classes = ReadValues(labelsPath, dimensions: 1, out int labelCount);
        if (imageCount != labelCount)
        {
            throw new InvalidDataException(
                $"'{labelsPath}': expected {imageCount} labels, one for each image in '{imagesPath}', but found {labelCount}.");
        }

        var inputs = new float[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            inputs[i] = pixels[i] / 255f;
        }

        var labels = new int[classes.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            labels[i] = classes[i];
        }

        return new DataSet(inputs, labels, [], imageCount);
    }

    private static ReadOnlySpan<byte> ReadValues(string path, int dimensions, out int count)
    {
        ReadOnlySpan<byte> content = DataFile.ReadAllBytes(path);
        int headerLength = sizeof(int) * (1 + dimensions);
        if (content.Length < headerLength)
        {
            throw new InvalidDataException(
                $"'{path}': expected an IDX header of {headerLength} bytes for {dimensions} dimensions, but the file has {content.Length} bytes.");
        }

        uint magic = BinaryPrimitives.ReadUInt32BigEndian(content);
        uint expectedMagic = (uint)((UnsignedByte << 8) | dimensions);
        if (magic != expectedMagic)
        {
            throw new InvalidDataException(
                $"'{path}': expected the IDX magic number 0x{expectedMagic:X8} (unsigned bytes in {dimensions} dimensions), but found 0x{magic:X8}.");
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
            throw new InvalidDataException($"'{path}': expected at least one value, but the header says [{string.Join(", ", shape)}].");
        }

        ReadOnlySpan<byte> values = content[headerLength..];
        if (length != (uint)values.Length)
        {
            throw new InvalidDataException(
                $"'{path}': expected {length} bytes of values, as the header says [{string.Join(", ", shape)}], but found {values.Length}.");
        }

        count = (int)shape[0];
        return values;
    }
}
