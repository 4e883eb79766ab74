using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace FcGen.Serialization;

/// <summary>Writes the header of a safetensors file, for tensors whose data follows in the same order.</summary>
internal static class SafetensorsHeaderWriter
{
    /// <summary>Alignment of the data in bytes, so that memory-mapped files can be read in place.</summary>
    private const int Alignment = 8;

    public static byte[] Write(IReadOnlyList<TensorInfo> tensors)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();

            // Readers for PyTorch require this.
            writer.WriteStartObject(SafetensorsHeaderParser.Metadata);
            writer.WriteString("format", "pt");
            writer.WriteEndObject();
            long begin = 0;
            foreach (TensorInfo tensor in tensors)
            {
                begin = WriteTensor(writer, tensor, begin);
            }

            writer.WriteEndObject();
        }

        int length = (json.WrittenCount + Alignment - 1) / Alignment * Alignment;
        var header = new byte[sizeof(ulong) + length];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        json.WrittenSpan.CopyTo(header.AsSpan(sizeof(ulong)));
        return header;
    }

    private static long WriteTensor(Utf8JsonWriter writer, TensorInfo tensor, long begin)
    {
        string type = TensorElements.WrittenType(tensor);
        long end = begin + ((long)tensor.Length * TensorElements.SizeOf(type));
        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", type);
        writer.WriteStartArray("shape");
        foreach (int dimension in tensor.Shape)
        {
            writer.WriteNumberValue(dimension);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
        return end;
    }
}
