namespace FcGen.Data;

/// <summary>Converts bytes to values.</summary>
/// <param name="bytes">Bytes of whole values.</param>
/// <param name="values">Receives the values.</param>
/// <param name="first">Index of the first value, for messages.</param>
/// <param name="source">Name of the file, for messages.</param>
internal delegate void ValueConversion<T>(ReadOnlySpan<byte> bytes, Span<T> values, long first, string source);

/// <summary>Reads the values after the header of a binary file in pieces, and converts them.</summary>
internal static class ValueReader
{
    /// <summary>Number of bytes read at once; a multiple of the size of every value.</summary>
    public const int PieceLength = 1 << 16;

    /// <summary>Reads the number of values in the header. The file must end after them.</summary>
    /// <param name="file">The file, after its header. If its length is known, it matches the header.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="size">Number of bytes of a value.</param>
    /// <param name="convert">Converts bytes to values.</param>
    /// <exception cref="InvalidDataException">The file has another length, or a value is invalid.</exception>
    public static T[] Read<T>(DataFile file, int count, int size, ValueConversion<T> convert)
        where T : unmanaged
    {
        // The array is allocated at once only if the file length, unknown for a compressed file, confirms the header.
        T[]? array = file.Length is null ? null : new T[count];
        using var builder = new ArrayBuilder<T>();
        var piece = new byte[PieceLength];
        var values = new T[array is null ? PieceLength / size : 0];
        long length = (long)count * size;
        for (long done = 0; done < length; done += piece.Length)
        {
            piece = piece.Length <= length - done ? piece : piece[..(int)(length - done)];
            int found = file.Content.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
            if (found < piece.Length)
            {
                throw new InvalidDataException(
                    $"{file.Source}: expected {length} bytes of values, as the header says, but found {done + found}.");
            }

            int first = (int)(done / size);
            Span<T> destination = array is null ? values.AsSpan(0, found / size) : array.AsSpan(first, found / size);
            convert(piece, destination, first, file.Source);
            if (array is null)
            {
                builder.Add(destination);
            }
        }

        return file.Content.ReadByte() < 0
            ? array ?? builder.ToArray()
            : throw new InvalidDataException($"{file.Source}: expected {length} bytes of values, as the header says, but found more.");
    }

    /// <summary>Rejects NaN and infinity.</summary>
    public static float Finite(double value, long index, string source) => float.IsFinite((float)value)
        ? (float)value
        : throw new InvalidDataException($"{source}: expected finite 32-bit floats, but value {index} is {value}.");

    /// <summary>Converts a class label.</summary>
    public static int Label(double value, long index, string source) => value is >= 0 and < int.MaxValue && value == Math.Floor(value)
        ? (int)value
        : throw new InvalidDataException($"{source}: expected labels that are whole numbers of at least 0, but label {index} is {value}.");
}
