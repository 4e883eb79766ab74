using System.Buffers.Binary;
using System.Text;

namespace FcGen.Tests.Serialization;

/// <summary>Files written without the library: text for the header, and bytes.</summary>
internal static class SafetensorsFile
{
    /// <summary>A file whose header is given word for word.</summary>
    public static byte[] WithHeader(string header, params byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        return [.. Length((ulong)json.Length), .. json, .. data];
    }

    /// <summary>A file of tensors that follow each other in the order given.</summary>
    public static byte[] Of(params (string Name, string Type, int[] Shape, byte[] Data)[] tensors)
    {
        var entries = new List<string>();
        var data = new List<byte>();
        foreach (var (name, type, shape, bytes) in tensors)
        {
            entries.Add($$"""
                "{{name}}": {"dtype": "{{type}}", "shape": [{{string.Join(",", shape)}}], "data_offsets": [{{data.Count}}, {{data.Count + bytes.Length}}]}
                """);
            data.AddRange(bytes);
        }

        return WithHeader($"{{{string.Join(", ", entries)}}}", [.. data]);
    }

    public static byte[] Length(ulong length)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    public static byte[] F32(params float[] values) =>
        Each(values, sizeof(float), (bytes, value) => BinaryPrimitives.WriteSingleLittleEndian(bytes, value));

    public static byte[] F64(params double[] values) =>
        Each(values, sizeof(double), (bytes, value) => BinaryPrimitives.WriteDoubleLittleEndian(bytes, value));

    public static byte[] F16(params Half[] values) =>
        Each(values, sizeof(ushort), (bytes, value) => BinaryPrimitives.WriteHalfLittleEndian(bytes, value));

    public static byte[] I64(params long[] values) =>
        Each(values, sizeof(long), (bytes, value) => BinaryPrimitives.WriteInt64LittleEndian(bytes, value));

    public static byte[] I32(params int[] values) =>
        Each(values, sizeof(int), (bytes, value) => BinaryPrimitives.WriteInt32LittleEndian(bytes, value));

    private static byte[] Each<T>(T[] values, int size, Action<byte[], T> write) => [.. values.SelectMany(value =>
    {
        var bytes = new byte[size];
        write(bytes, value);
        return bytes;
    })];
}
