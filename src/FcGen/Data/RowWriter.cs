using System.Runtime.InteropServices;

namespace FcGen.Data;

/// <summary>Writes samples in the form that <see cref="RowFile"/> reads.</summary>
internal static class RowWriter
{
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
}
