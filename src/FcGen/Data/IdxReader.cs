namespace FcGen.Data;

/// <summary>Reads images and labels in the IDX format into memory; see <see cref="IdxHeader"/>.</summary>
internal static class IdxReader
{
    public static DataSet Read(string imagesPath, string labelsPath)
    {
        ReadOnlySpan<byte> images = DataFile.ReadAllBytes(imagesPath);
        IdxHeader imageHeader = IdxHeader.Parse(images, images.Length, IdxHeader.ImageDimensions, imagesPath);
        ReadOnlySpan<byte> classes = DataFile.ReadAllBytes(labelsPath);
        IdxHeader labelHeader = IdxHeader.Parse(classes, classes.Length, IdxHeader.LabelDimensions, labelsPath);
        IdxHeader.CheckCounts(imageHeader, imagesPath, labelHeader, labelsPath);

        images = images[IdxHeader.LengthOf(IdxHeader.ImageDimensions)..];
        var inputs = new float[images.Length];
        IdxHeader.Scale(images, inputs);
        var labels = new int[labelHeader.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = classes[IdxHeader.LengthOf(IdxHeader.LabelDimensions) + i];
        }

        return new DataSet(inputs, labels, [], imageHeader.Count);
    }
}
