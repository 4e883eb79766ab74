using System.Runtime.InteropServices;

namespace FcGen.Data;

/// <summary>Writes samples in the form that <see cref="RowFile"/> reads.</summary>
internal static class RowWriter
{
    /// <summary>Writes the samples of a text one by one, and opens the file. A file that could not be completed is deleted.</summary>
    public static StreamedDataSet WriteCsv(string path, string csvPath, CsvOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var text = new BinaryFile(csvPath);
        Span<byte> start = stackalloc byte[(int)Math.Min(2, text.Length)];
        text.Read(0, start);
        if (start is [0x1F, 0x8B])
        {
            throw new InvalidDataException($"'{csvPath}': the file is compressed with gzip; expected a CSV file as it is.");
        }

        using var reader = new StreamReader(csvPath);
        using FileStream file = File.Create(path);
        try
        {
            return WriteCsv(file, new CsvDataReader(reader, $"'{csvPath}'", options));
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    public static void Write(string path, DataSource samples)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.ClassCount > RowFormat.MostClasses)
        {
            throw new ArgumentException($"Expected at most {RowFormat.MostClasses} classes, but there are {samples.ClassCount}.", nameof(samples));
        }

        using FileStream file = File.Create(path);
        int rowLength = RowFormat.RowLength(samples);
        var buffer = new BatchBuffer();
        int rowsPerPiece = RowFormat.RowsPerPiece(rowLength);
        var piece = new float[rowsPerPiece * rowLength];
        int rows;
        for (int first = 0; first < samples.Count; first += rows)
        {
            rows = Math.Min(rowsPerPiece, samples.Count - first);
            SampleBatch batch = samples.View(first, rows, buffer);
            for (int row = 0; row < rows; row++)
            {
                Span<float> values = piece.AsSpan(row * rowLength, rowLength);
                batch.GetInput(row).CopyTo(values);
                if (batch.HasLabels)
                {
                    values[^1] = batch.Labels[row];
                }
                else
                {
                    batch.GetTarget(row).CopyTo(values[samples.InputSize..]);
                }
            }

            Span<float> written = piece.AsSpan(0, rows * rowLength);
            RowFormat.SetLittleEndian(written);
            file.Write(MemoryMarshal.AsBytes(written));
        }
    }

    private static StreamedDataSet WriteCsv(FileStream file, CsvDataReader csv)
    {
        int classCount = 0;
        using (var writer = new BinaryWriter(file))
        {
            while (csv.ReadSample())
            {
                WriteFloats(writer, csv.Inputs);
                WriteFloats(writer, csv.HasLabels ? [csv.Label] : csv.Targets);
                classCount = Math.Max(classCount, csv.Label + 1);
            }
        }

        return csv.HasLabels
            ? StreamedDataSet.OpenLabelledRows(file.Name, csv.Inputs.Length, classCount)
            : StreamedDataSet.OpenRows(file.Name, csv.Inputs.Length, csv.Targets.Length);
    }

    private static void WriteFloats(BinaryWriter writer, ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            writer.Write(value);
        }
    }
}
