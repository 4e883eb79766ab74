using System.Buffers;

namespace FcGen.Data;

/// <summary>Images and labels in the IDX format, read in pieces.</summary>
internal sealed class IdxFile : StreamedDataSet
{
    private const int PieceLength = 1 << 16;

    private readonly BinaryFile _images;
    private readonly BinaryFile _labels;

    private IdxFile(BinaryFile images, BinaryFile labels, int count, int inputSize, int classCount)
        : base(count, inputSize, targetSize: 0, classCount)
    {
        (_images, _labels) = (images, labels);
    }

    public static IdxFile Open(string imagesPath, string labelsPath)
    {
        BinaryFile? images = null;
        BinaryFile? labels = null;
        try
        {
            images = new BinaryFile(imagesPath);
            labels = new BinaryFile(labelsPath);
            IdxHeader imageHeader = ReadHeader(images, IdxHeader.ImageDimensions);
            IdxHeader labelHeader = ReadHeader(labels, IdxHeader.LabelDimensions);
            IdxHeader.CheckCounts(imageHeader, images.Source, labelHeader, labels.Source);
            return new IdxFile(images, labels, imageHeader.Count, imageHeader.ValuesPerItem, LargestLabel(labels) + 1);
        }
        catch
        {
            images?.Dispose();
            labels?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void ReadSamples(int first, SampleBatch destination)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            long position = IdxHeader.LengthOf(IdxHeader.ImageDimensions) + ((long)first * InputSize);
            for (int done = 0; done < destination.Inputs.Length; done += PieceLength)
            {
                Span<byte> pixels = piece.AsSpan(0, Math.Min(PieceLength, destination.Inputs.Length - done));
                _images.Read(position + done, pixels);
                IdxHeader.Scale(pixels, destination.Inputs[done..]);
            }

            for (int done = 0; done < destination.Count; done += PieceLength)
            {
                Span<byte> classes = piece.AsSpan(0, Math.Min(PieceLength, destination.Count - done));
                _labels.Read(IdxHeader.LengthOf(IdxHeader.LabelDimensions) + first + done, classes);
                IdxHeader.ToLabels(classes, destination.Labels[done..]);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private protected override void Close()
    {
        _images.Dispose();
        _labels.Dispose();
    }

    private static IdxHeader ReadHeader(BinaryFile file, int dimensions)
    {
        Span<byte> content = stackalloc byte[(int)Math.Min(IdxHeader.LengthOf(dimensions), file.Length)];
        file.Read(0, content);
        try
        {
            return IdxHeader.Parse(content, file.Length, dimensions, file.Source);
        }
        catch (InvalidDataException exception)
        {
            throw IdxHeader.NameFormat(file.ReadStart(), file.Source, exception);
        }
    }

    private static int LargestLabel(BinaryFile labels)
    {
        int largest = 0;
        var piece = new byte[PieceLength];
        for (long position = IdxHeader.LengthOf(IdxHeader.LabelDimensions); position < labels.Length; position += PieceLength)
        {
            Span<byte> classes = piece.AsSpan(0, (int)Math.Min(PieceLength, labels.Length - position));
            labels.Read(position, classes);
            foreach (byte label in classes)
            {
                largest = Math.Max(largest, label);
            }
        }

        return largest;
    }
}
