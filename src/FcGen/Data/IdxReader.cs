using FcGen.Messages;

namespace FcGen.Data;

/// <summary>Reads images and labels in the IDX format into memory, in pieces; see <see cref="IdxHeader"/>.</summary>
internal static class IdxReader
{
    public static DataSet Read(string imagesPath, string labelsPath)
    {
        using var images = DataFile.Open(imagesPath);
        using var labels = DataFile.Open(labelsPath);
        return Read(images, labels);
    }

    public static DataSet Read(DataFile images, DataFile labels)
    {
        IdxHeader imageHeader = ReadHeader(images, isLabels: false);
        IdxHeader labelHeader = ReadHeader(labels, isLabels: true);
        IdxHeader.CheckCounts(imageHeader, images.Source, labelHeader, labels.Source);
        long pixels = (long)imageHeader.Count * imageHeader.ValuesPerItem;
        if (pixels > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"{images.Source}: expected at most {Array.MaxLength} pixels, the limit of an array, but the header says {pixels}. "
                + $"{nameof(StreamedDataSet)}.{nameof(StreamedDataSet.OpenIdx)} reads files of any length.");
        }

        return new DataSet(
            ValueReader.Read<float>(images, (int)pixels, imageHeader.ValueSize, imageHeader.ToInputs),
            ValueReader.Read<int>(labels, labelHeader.Count, labelHeader.ValueSize, labelHeader.ToLabels),
            [],
            imageHeader.Count);
    }

    private static IdxHeader ReadHeader(DataFile file, bool isLabels)
    {
        Span<byte> content = stackalloc byte[IdxHeader.LongestLength];
        int found = file.Content.ReadAtLeast(content[..IdxHeader.MagicLength], IdxHeader.MagicLength, throwOnEndOfStream: false);
        Span<byte> rest = content[found..IdxHeader.LengthOf(content[..found])];
        found += file.Content.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        try
        {
            return IdxHeader.Parse(content[..found], file.Length, isLabels, file.Source);
        }
        catch (InvalidDataException exception)
        {
            var start = new byte[FileFormat.StartLength];
            content[..found].CopyTo(start);
            found += file.Content.ReadAtLeast(start.AsSpan(found), start.Length - found, throwOnEndOfStream: false);
            throw IdxHeader.NameFormat(start[..found], file.Source, exception);
        }
    }
}
