using System.Buffers.Binary;

namespace FcGen.Serialization;

/// <summary>The elements of tensors as bytes: what is read, and what is written.</summary>
internal static class TensorElements
{
    private static readonly string[] Floats = ["F32", "F64", "F16", "BF16"];
    private static readonly string[] FloatsAndIntegers = [.. Floats, "I64", "I32"];

    /// <summary>The types from which a tensor can be read.</summary>
    public static IReadOnlyList<string> ReadableTypes(TensorInfo tensor) => IsCount(tensor) ? FloatsAndIntegers : Floats;

    /// <summary>The type in which a tensor is written.</summary>
    public static string WrittenType(TensorInfo tensor) => IsCount(tensor) ? "I64" : "F32";

    /// <summary>Number of bytes of an element of a type that can be read.</summary>
    public static int SizeOf(string type) => type switch
    {
        "F16" or "BF16" => sizeof(ushort),
        "F32" or "I32" => sizeof(uint),
        "F64" or "I64" => sizeof(ulong),
        _ => throw new ArgumentException($"Expected a type that can be read, but got '{type}'.", nameof(type)),
    };

    /// <summary>Reads numbers, each rounded to the nearest float.</summary>
    public static void Decode(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        int size = SizeOf(type);
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(element),
                "F64" => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                "BF16" => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
                "I64" => BinaryPrimitives.ReadInt64LittleEndian(element),
                _ => BinaryPrimitives.ReadInt32LittleEndian(element),
            };
        }
    }

    /// <summary>Writes numbers in one of the two written types.</summary>
    public static void Encode(string type, ReadOnlySpan<float> values, Span<byte> bytes)
    {
        int size = SizeOf(type);
        for (int i = 0; i < values.Length; i++)
        {
            Span<byte> element = bytes.Slice(i * size, size);
            if (type == "I64")
            {
                BinaryPrimitives.WriteInt64LittleEndian(element, (long)values[i]);
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(element, values[i]);
            }
        }
    }

    /// <summary>Whether a tensor is the count of batches of a batch norm, an integer in PyTorch.</summary>
    private static bool IsCount(TensorInfo tensor) =>
        tensor.Kind == TensorKind.Buffer && tensor.Shape.Count == 0 && tensor.Name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);
}
