using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FcGen.Serialization;

/// <summary>Converts elements of tensors from and to bytes.</summary>
internal static class TensorElements
{
    private delegate float Read(ReadOnlySpan<byte> element);

    /// <summary>Returns the types from which a tensor can be read.</summary>
    public static IReadOnlyList<string> TypesOf(TensorInfo tensor) => ReadableTypes.Of(IsCount(tensor));

    /// <summary>Returns the type in which a tensor is written.</summary>
    public static string WrittenType(TensorInfo tensor) => IsCount(tensor) ? "I64" : "F32";

    /// <summary>Returns the number of bytes per element of a readable type.</summary>
    public static int SizeOf(string type) => type switch
    {
        "F16" or "BF16" => sizeof(ushort),
        "F32" or "I32" => sizeof(uint),
        "F64" or "I64" => sizeof(ulong),
        _ => throw new ArgumentException($"Expected a type that can be read, but got '{type}'.", nameof(type)),
    };

    /// <summary>Decodes values, each rounded to the nearest float.</summary>
    public static void Decode(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        if (type == "F32" && BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values));
            return;
        }

        Read read = type switch
        {
            "F32" => BinaryPrimitives.ReadSingleLittleEndian,
            "F64" => element => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
            "F16" => element => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
            "BF16" => element => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
            "I64" => element => BinaryPrimitives.ReadInt64LittleEndian(element),
            _ => element => BinaryPrimitives.ReadInt32LittleEndian(element),
        };
        int size = SizeOf(type);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = read(bytes.Slice(i * size, size));
        }
    }

    /// <summary>Encodes values in one of the two written types.</summary>
    public static void Encode(string type, ReadOnlySpan<float> values, Span<byte> bytes)
    {
        if (type == "F32" && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
            return;
        }

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

    /// <summary>Whether a tensor is <c>num_batches_tracked</c> of a batch norm, an integer in PyTorch.</summary>
    private static bool IsCount(TensorInfo tensor) =>
        ReadableTypes.IsCount(tensor.Name, tensor.Kind == TensorKind.Buffer, tensor.Shape.Count);
}
