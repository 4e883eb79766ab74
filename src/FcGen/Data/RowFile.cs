using System.Buffers;
using System.Runtime.InteropServices;
using FcGen.Messages;

namespace FcGen.Data;

/// <summary>Rows of little-endian floats: the inputs of a sample, then its targets or its label.</summary>
internal sealed class RowFile : StreamedDataSet
{
    /// <summary>Number of bytes from which floats do not look like text by chance.</summary>
    private const int ShortestText = 32;

    private readonly BinaryFile _file;
    private readonly int _rowLength;

    private RowFile(BinaryFile file, int count, int inputSize, int targetSize, int classCount, IReadOnlyList<string> classNames)
        : base(count, inputSize, targetSize, classCount)
    {
        ClassNames = classNames;
        _file = file;
        _rowLength = RowFormat.RowLength(this);
    }

    public static RowFile Open(string path, int inputSize, int targetSize, int classCount, IReadOnlyList<string>? classNames = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        var file = new BinaryFile(path);
        try
        {
            long rowBytes = ((long)inputSize + Math.Max(targetSize, 1)) * sizeof(float);
            (long rows, long rest) = Math.DivRem(file.Length, rowBytes);
            byte[] start = file.ReadStart();
            if (start.Length >= ShortestText && FileFormat.RecognizeText(start, start.Length) is { } format)
            {
                // A text file, such as a Git LFS pointer or a web page, may have a valid length, but floats do not look like text.
                throw new InvalidDataException($"{file.Source}: {format.InsteadOfData("rows of 32-bit floats")}.");
            }

            if (rows is 0 or > int.MaxValue || rest != 0)
            {
                throw new InvalidDataException(
                    $"'{path}': expected 1 to {int.MaxValue} rows of {rowBytes} bytes ({inputSize} inputs and "
                    + $"{(targetSize > 0 ? $"{targetSize} targets" : "a label")}, {sizeof(float)} bytes each), "
                    + $"but found {file.Length} bytes: {rows} rows and {rest} bytes.");
            }

            return new RowFile(file, (int)rows, inputSize, targetSize, classCount, classNames ?? []);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void ReadSamples(int first, SampleBatch destination)
    {
        int rowsPerPiece = RowFormat.RowsPerPiece(_rowLength);
        float[] piece = ArrayPool<float>.Shared.Rent(rowsPerPiece * _rowLength);
        try
        {
            for (int done = 0; done < destination.Count; done += rowsPerPiece)
            {
                int rows = Math.Min(rowsPerPiece, destination.Count - done);
                Span<float> values = piece.AsSpan(0, rows * _rowLength);
                _file.Read((long)(first + done) * _rowLength * sizeof(float), MemoryMarshal.AsBytes(values));
                RowFormat.SetLittleEndian(values);
                Split(values, destination.Slice(done, rows), first + done);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(piece);
        }
    }

    private protected override void Close() => _file.Dispose();

    private void Split(ReadOnlySpan<float> values, SampleBatch destination, int first)
    {
        for (int row = 0; row < destination.Count; row++)
        {
            ReadOnlySpan<float> sample = values.Slice(row * _rowLength, _rowLength);
            sample[..InputSize].CopyTo(destination.GetInput(row));
            if (!destination.HasLabels)
            {
                sample[InputSize..].CopyTo(destination.GetTarget(row));
                continue;
            }

            float label = sample[^1];
            destination.Labels[row] = label >= 0 && label < ClassCount && label == MathF.Floor(label)
                ? (int)label
                : throw new InvalidDataException(
                    $"{_file.Source}, sample {first + row}: expected a label, a whole number from 0 to {ClassCount - 1}, "
                    + $"but found {label}.");
        }
    }
}
