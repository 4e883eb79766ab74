using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FcGen.Data;

/// <summary>Format of files of rows: little-endian floats, the inputs of a sample, then its targets or its label.</summary>
internal static class RowFormat
{
    /// <summary>Largest number of classes: floats represent whole numbers exactly up to this value.</summary>
    public const int MostClasses = 1 << 24;

    /// <summary>Number of bytes read or written at once, unless a row is longer.</summary>
    private const int PieceLength = 1 << 16;

    /// <summary>Number of floats in a row.</summary>
    public static int RowLength(DataSource samples) => checked(samples.InputSize + Math.Max(samples.TargetSize, 1));

    /// <summary>Number of rows to read or write at once.</summary>
    public static int RowsPerPiece(int rowLength) => Math.Max(PieceLength / sizeof(float) / rowLength, 1);

    /// <summary>Swaps bytes on big-endian machines.</summary>
    public static void SetLittleEndian(Span<float> values)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> words = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
