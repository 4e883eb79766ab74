using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FcGen.Messages;

namespace FcGen.Data;

/// <summary>
/// Header of a file in the
/// <see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NPY format</see> of NumPy, versions 1.0 to 3.0: the
/// magic string, the version, the length of the description, and the description as a Python dictionary.
/// </summary>
/// <param name="Shape">The dimensions.</param>
/// <param name="Kind">Kind of the values: <c>f</c> float, <c>i</c> integer, <c>u</c> unsigned integer or <c>b</c> Boolean.</param>
/// <param name="Size">Number of bytes of a value.</param>
/// <param name="IsColumnMajor">Whether the first index varies fastest, as in Fortran.</param>
internal sealed partial record NpyHeader(int[] Shape, char Kind, int Size, bool IsColumnMajor)
{
    private const int MagicLength = 6;


    /// <summary>Longest description, as in NumPy.</summary>
    private const int LongestDescription = 10_000;

    private const string Types = "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1";

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>The first dimension.</summary>
    public int Count => Shape[0];

    /// <summary>Number of values.</summary>
    public int ValueCount => Shape.Aggregate((product, dimension) => product * dimension);

    /// <summary>The product of the other dimensions.</summary>
    public int ValuesPerItem => ValueCount / Count;

    /// <summary>Reads a header and checks it against the length of its file.</summary>
    /// <exception cref="InvalidDataException">The header is invalid, or the file has another length.</exception>
    public static NpyHeader Read(DataFile file)
    {
        byte[] start = new byte[FileFormat.StartLength];
        int found = file.Content.ReadAtLeast(start.AsSpan(0, MagicLength + 2), MagicLength + 2, throwOnEndOfStream: false);
        if (found < MagicLength + 2 || !start.AsSpan().StartsWith(Magic))
        {
            found += file.Content.ReadAtLeast(start.AsSpan(found), start.Length - found, throwOnEndOfStream: false);
            string? actual = FileFormat.Recognize(start[..found], found)?.InsteadOfData("a NumPy array (.npy)");
            throw new InvalidDataException($"{file.Source}: {actual ?? "expected a NumPy array (.npy), but found no magic string"}.");
        }

        int version = start[MagicLength];
        if (version is < 1 or > 3)
        {
            throw new InvalidDataException(
                $"{file.Source}: expected version 1 to 3 of the NPY format, but found {version}.{start[MagicLength + 1]}.");
        }

        int lengthSize = version == 1 ? sizeof(ushort) : sizeof(uint);
        Span<byte> lengthBytes = stackalloc byte[sizeof(uint)];
        lengthBytes.Clear();
        Fill(file, lengthBytes[..lengthSize]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > LongestDescription)
        {
            throw new InvalidDataException(
                $"{file.Source}: expected a description of at most {LongestDescription} bytes, but the header says {length}.");
        }

        var description = new byte[length];
        Fill(file, description);
        NpyHeader header = Parse(Encoding.UTF8.GetString(description), file.Source);
        long expected = (long)header.ValueCount * header.Size;
        return file.Length - MagicLength - 2 - lengthSize - length is { } rest && rest != expected
            ? throw new InvalidDataException(
                $"{file.Source}: expected {expected} bytes of values, as the header says {header.DescribeShape()}, but found {rest}.")
            : header;
    }

    /// <summary>Formats the shape for messages.</summary>
    public string DescribeShape() => MessageText.Shape([.. Shape.Select(dimension => (long)dimension)]);

    /// <summary>Converts bytes to finite floats.</summary>
    /// <param name="bytes">Bytes of the values.</param>
    /// <param name="destination">Receives the floats.</param>
    /// <param name="first">Index of the first value, for messages.</param>
    /// <param name="source">Name of the file in messages.</param>
    public void ToFloats(ReadOnlySpan<byte> bytes, Span<float> destination, long first, string source)
    {
        for (int i = 0; i < bytes.Length / Size; i++)
        {
            destination[i] = ValueReader.Finite(NumberAt(bytes, i), first + i, source);
        }
    }

    /// <summary>Converts bytes to labels.</summary>
    /// <param name="bytes">Bytes of the values.</param>
    /// <param name="labels">Receives the labels.</param>
    /// <param name="first">Index of the first label, for messages.</param>
    /// <param name="source">Name of the file in messages.</param>
    public void ToLabels(ReadOnlySpan<byte> bytes, Span<int> labels, long first, string source)
    {
        for (int i = 0; i < bytes.Length / Size; i++)
        {
            labels[i] = ValueReader.Label(NumberAt(bytes, i), first + i, source);
        }
    }

    /// <summary>Returns the values with the last index varying fastest.</summary>
    public T[] ToRowMajor<T>(T[] values)
    {
        if (!IsColumnMajor || Shape.Length == 1)
        {
            return values;
        }

        var result = new T[values.Length];
        int[] index = new int[Shape.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int position = 0;
            for (int dimension = Shape.Length - 1; dimension >= 0; dimension--)
            {
                position = (position * Shape[dimension]) + index[dimension];
            }

            result[i] = values[position];
            for (int dimension = Shape.Length - 1; dimension >= 0 && ++index[dimension] == Shape[dimension]; dimension--)
            {
                index[dimension] = 0;
            }
        }

        return result;
    }

    private static void Fill(DataFile file, Span<byte> bytes)
    {
        if (file.Content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidDataException($"{file.Source}: expected a complete header of a NumPy array, but the file ends within it.");
        }
    }

    private static NpyHeader Parse(string description, string source)
    {
        Match match = Description().Match(description);
        if (!match.Success || !new[] { "type", "order", "shape" }.All(key => match.Groups[key].Captures.Count == 1))
        {
            throw new InvalidDataException(
                $"{source}: expected a description such as {{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2)}}, "
                + $"but found {MessageText.Name(description.Trim())}.");
        }

        string type = match.Groups["type"].Value;
        bool isSupported = type.Length == 3 && Types.Split(' ').Contains(type[1..])
            && (type[0] is '<' or '|' || (type[0] == '>' && type[2] == '1'));
        if (!isSupported)
        {
            throw new InvalidDataException(
                $"{source}: expected little-endian numbers (one of {Types}), but the type is {MessageText.Name(type)}. "
                + "Convert the array in Python with astype('<f4').");
        }

        string[] texts = match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        int[] shape = Array.ConvertAll(texts, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0);
        long product = 1;
        foreach (int dimension in shape)
        {
            product = product is 0 or > int.MaxValue ? product : product * dimension;
        }

        return shape.Length > 0 && product > 0 && product <= Array.MaxLength
            ? new NpyHeader(shape, type[1], type[2] - '0', match.Groups["order"].Value == "True")
            : throw new InvalidDataException(
                $"{source}: expected 1 to {Array.MaxLength} values in at least one dimension, "
                + $"but the shape is {MessageText.Name($"({match.Groups["shape"].Value})")}.");
    }

    private double NumberAt(ReadOnlySpan<byte> bytes, int index)
    {
        ReadOnlySpan<byte> value = bytes.Slice(index * Size, Size);
        return (Kind, Size) switch
        {
            ('f', 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(value),
            ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(value),
            ('f', 8) => BinaryPrimitives.ReadDoubleLittleEndian(value),
            ('i', 1) => (sbyte)value[0],
            ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(value),
            ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(value),
            ('i', 8) => BinaryPrimitives.ReadInt64LittleEndian(value),
            ('u', 2) => BinaryPrimitives.ReadUInt16LittleEndian(value),
            ('u', 4) => BinaryPrimitives.ReadUInt32LittleEndian(value),
            ('u', 8) => BinaryPrimitives.ReadUInt64LittleEndian(value),
            ('b', 1) => value[0] == 0 ? 0 : 1,
            _ => value[0],
        };
    }

    /// <summary>The description: the three keys in any order. Blanks match in one place only, so that matching takes linear time.</summary>
    [GeneratedRegex(
        """^\{\s*(?:(?:['"]descr['"]\s*:\s*['"](?<type>[^'"]*)['"]|['"]fortran_order['"]\s*:\s*(?<order>True|False)|"""
        + """['"]shape['"]\s*:\s*\((?<shape>[0-9, ]*)\))\s*(?:,\s*|(?=\})))*\}\s*$""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Description();
}
