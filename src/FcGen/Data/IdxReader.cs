using FcGen.Messages;

namespace FcGen.Data;

/// <summary>Reads images and labels in the IDX format into memory, in pieces; see <see cref="IdxHeader"/>.</summary>
internal static class IdxReader
{
    private const int PieceLength = 1 << 16;

    private delegate void Conversion<T>(ReadOnlySpan<byte> bytes, Span<T> values);

    public static DataSet Read(string imagesPath, string labelsPath)
    {
        using var images = DataFile.Open(imagesPath);
        using var labels = DataFile.Open(labelsPath);
        return Read(images, labels);
    }

    public static DataSet Read(DataFile images, DataFile labels)
    {
        IdxHeader imageHeader = ReadHeader(images, IdxHeader.ImageDimensions);
        IdxHeader labelHeader = ReadHeader(labels, IdxHeader.LabelDimensions);
        IdxHeader.CheckCounts(imageHeader, images.Source, labelHeader, labels.Source);
        long pixels = (long)imageHeader.Count * imageHeader.ValuesPerItem;
        if (pixels > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"{images.Source}: expected at most {Array.MaxLength} pixels, the limit of an array, but the header says {pixels}. "
                + $"{nameof(StreamedDataSet)}.{nameof(StreamedDataSet.OpenIdx)} reads files of any length.");
        }

        return new DataSet(
            ReadValues<float>(images, (int)pixels, IdxHeader.Scale),
            ReadValues<int>(labels, labelHeader.Count, IdxHeader.ToLabels),
            [],
            imageHeader.Count);
    }

    private static IdxHeader ReadHeader(DataFile file, int dimensions)
    {
        Span<byte> content = stackalloc byte[IdxHeader.LengthOf(dimensions)];
        int found = file.Content.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        try
        {
            return IdxHeader.Parse(content[..found], file.Length, dimensions, file.Source);
        }
        catch (InvalidDataException exception)
        {
            var start = new byte[FileFormat.StartLength];
            content[..found].CopyTo(start);
            found += file.Content.ReadAtLeast(start.AsSpan(found), start.Length - found, throwOnEndOfStream: false);
            throw IdxHeader.NameFormat(start[..found], file.Source, exception);
        }
    }

    /// <summary>Reads the number of values in the header. The file must end after them.</summary>
    private static T[] ReadValues<T>(DataFile file, int count, Conversion<T> convert)
        where T : unmanaged
    {
        // The array is allocated at once only if the file length, unknown for a compressed file, confirms the header.
        T[]? array = file.Length is null ? null : new T[count];
        using var builder = new ArrayBuilder<T>();
        var piece = new byte[PieceLength];
        var values = new T[array is null ? PieceLength : 0];
        for (int done = 0; done < count; done += piece.Length)
        {
            piece = piece.Length <= count - done ? piece : piece[..(count - done)];
            int found = file.Content.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
            if (found < piece.Length)
            {
                throw new InvalidDataException(
                    $"{file.Source}: expected {count} bytes of values, as the header says, but found {done + found}.");
            }

            Span<T> destination = array is null ? values.AsSpan(0, found) : array.AsSpan(done, found);
            convert(piece, destination);
            if (array is null)
            {
                builder.Add(destination);
            }
        }

        return file.Content.ReadByte() < 0
            ? array ?? builder.ToArray()
            : throw new InvalidDataException($"{file.Source}: expected {count} bytes of values, as the header says, but found more.");
    }
}
