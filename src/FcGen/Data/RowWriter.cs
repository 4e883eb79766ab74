using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FcGen.Files;
using FcGen.Messages;

namespace FcGen.Data;

/// <summary>Writes samples in the format of <see cref="RowFile"/>.</summary>
internal static class RowWriter
{
    /// <summary>Writes the samples of a text one by one, and opens the resulting file.</summary>
    public static StreamedDataSet WriteCsv(string path, string csvPath, CsvOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (options.WeightColumn is { } column)
        {
            throw new ArgumentException(
                $"A file of rows has no weights, but {nameof(CsvOptions.WeightColumn)} is {column}. "
                + $"Put the column into {nameof(CsvOptions.IgnoredColumns)}, or read the text with {nameof(DataSet)}.{nameof(DataSet.FromCsv)}.",
                nameof(options));
        }

        using var text = DataFile.Open(csvPath);
        CheckIsAnother(path, csvPath);
        using StreamReader reader = text.OpenText();
        var csv = new CsvDataReader(reader, text.Source, options, text.RecognizeFormat);
        csv.CheckIsFitted();
        int classCount = 0;
        int inputSize = 0;
        AtomicFile.Write(path, file =>
        {
            while (csv.ReadSample())
            {
                ReadOnlySpan<float> inputs = csv.EncodeSample();
                inputSize = inputs.Length;
                WriteRow(file, inputs, csv.HasLabels ? [csv.Label] : csv.Targets);
                classCount = Math.Max(classCount, csv.Label + 1);
            }

            classCount = Math.Max(classCount, csv.ClassNames.Count);
            CheckClasses(classCount, nameof(csvPath));
        });

        ClassNamesFile.Write(path, csv.ClassNames);
        return RowFile.Open(path, inputSize, csv.Targets.Length, csv.HasLabels ? classCount : 0, csv.ClassNames);
    }

    public static void Write(string path, DataSource samples)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.HasSampleWeights)
        {
            throw new ArgumentException(
                $"A file of rows has no weights, but the samples have. {nameof(DataSet.WithSampleWeights)}([]) removes them.", nameof(samples));
        }

        CheckClasses(samples.ClassCount, nameof(samples));
        AtomicFile.Write(path, file =>
        {
            var buffer = new BatchBuffer();
            int rowsPerPiece = RowFormat.RowsPerPiece(RowFormat.RowLength(samples));
            int rows;
            for (int first = 0; first < samples.Count; first += rows)
            {
                rows = Math.Min(rowsPerPiece, samples.Count - first);
                SampleBatch batch = samples.View(first, rows, buffer);
                for (int row = 0; row < rows; row++)
                {
                    WriteRow(file, batch.GetInput(row), batch.HasLabels ? [batch.Labels[row]] : batch.GetTarget(row));
                }
            }
        });
        ClassNamesFile.Write(path, samples.ClassNames);
    }

    /// <summary>Rejects the text itself as the destination, by any path, and files that could not be opened again.</summary>
    private static void CheckIsAnother(string path, string csvPath)
    {
        FileStatus rows = FileStatus.Of(path);
        if (rows.Type is not (FileType.Missing or FileType.Regular))
        {
            throw new IOException(
                $"{MessageText.Path(path)} cannot be read again as rows: expected a file, but it is {rows.Type.Describe()}.");
        }

        if (rows.Type == FileType.Regular && rows.Identity == FileStatus.Of(csvPath).Identity)
        {
            throw new ArgumentException(
                $"The rows need a separate file, but {MessageText.Path(path)} is the text {MessageText.Path(csvPath)} itself.",
                nameof(path));
        }
    }

    private static void CheckClasses(int classCount, string parameter)
    {
        if (classCount > RowFormat.MostClasses)
        {
            throw new ArgumentException($"Expected at most {RowFormat.MostClasses} classes, but there are {classCount}.", parameter);
        }
    }

    private static void WriteRow(FileStream file, ReadOnlySpan<float> inputs, ReadOnlySpan<float> labelOrTargets)
    {
        WriteFloats(file, inputs);
        WriteFloats(file, labelOrTargets);
    }

    private static void WriteFloats(FileStream file, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            file.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            file.Write(bytes);
        }
    }
}
