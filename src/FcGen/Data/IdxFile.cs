using System.Buffers;

namespace FcGen.Data;

/// <summary>Images and labels in the IDX format, read in pieces.</summary>
internal sealed class IdxFile : StreamedDataSet
{
    private readonly BinaryFile _images;
    private readonly BinaryFile _labels;
    private readonly IdxHeader _imageHeader;
    private readonly IdxHeader _labelHeader;

    private IdxFile(BinaryFile images, IdxHeader imageHeader, BinaryFile labels, IdxHeader labelHeader, int classCount)
        : base(imageHeader.Count, imageHeader.ValuesPerItem, targetSize: 0, classCount)
    {
        (_images, _imageHeader, _labels, _labelHeader) = (images, imageHeader, labels, labelHeader);
    }

    public static IdxFile Open(string imagesPath, string labelsPath)
    {
        BinaryFile? images = null;
        BinaryFile? labels = null;
        try
        {
            images = new BinaryFile(imagesPath);
            labels = new BinaryFile(labelsPath);
            IdxHeader imageHeader = ReadHeader(images, isLabels: false);
            IdxHeader labelHeader = ReadHeader(labels, isLabels: true);
            IdxHeader.CheckCounts(imageHeader, images.Source, labelHeader, labels.Source);
            return new IdxFile(images, imageHeader, labels, labelHeader, LargestLabel(labels, labelHeader) + 1);
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
        ReadValues(_images, _imageHeader, (long)first * InputSize, destination.Inputs, _imageHeader.ToInputs);
        ReadValues(_labels, _labelHeader, first, destination.Labels, _labelHeader.ToLabels);
    }

    private protected override void Close()
    {
        _images.Dispose();
        _labels.Dispose();
    }

    private static IdxHeader ReadHeader(BinaryFile file, bool isLabels)
    {
        Span<byte> content = stackalloc byte[(int)Math.Min(IdxHeader.LongestLength, file.Length)];
        file.Read(0, content);
        try
        {
            return IdxHeader.Parse(content, file.Length, isLabels, file.Source);
        }
        catch (InvalidDataException exception)
        {
            throw IdxHeader.NameFormat(file.ReadStart(), file.Source, exception);
        }
    }

    private static int LargestLabel(BinaryFile labels, IdxHeader header)
    {
        int largest = 0;
        var piece = new int[ValueReader.PieceLength];
        for (int first = 0; first < header.Count; first += piece.Length)
        {
            Span<int> read = piece.AsSpan(0, Math.Min(piece.Length, header.Count - first));
            ReadValues(labels, header, first, read, header.ToLabels);
            foreach (int label in read)
            {
                largest = Math.Max(largest, label);
            }
        }

        return largest;
    }

    /// <summary>Fills a span with consecutive values, in pieces.</summary>
    private static void ReadValues<T>(BinaryFile file, IdxHeader header, long first, Span<T> destination, ValueConversion<T> convert)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(ValueReader.PieceLength);
        try
        {
            int most = ValueReader.PieceLength / header.ValueSize;
            for (int done = 0; done < destination.Length; done += most)
            {
                int count = Math.Min(most, destination.Length - done);
                Span<byte> bytes = piece.AsSpan(0, count * header.ValueSize);
                file.Read(header.Length + ((first + done) * header.ValueSize), bytes);
                convert(bytes, destination[done..], first + done, file.Source);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
