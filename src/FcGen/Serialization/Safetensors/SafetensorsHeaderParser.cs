using System.Text;

namespace FcGen.Serialization;

/// <summary>
/// Reads the JSON of a header, <c>{"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"__metadata__":{"key":"value"}}</c>, and
/// accepts nothing else.
/// </summary>
internal static class SafetensorsHeaderParser
{
    /// <summary>Name of what describes the file, and no tensor.</summary>
    public const string Metadata = "__metadata__";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the entries in the order in which they are written.</summary>
    /// <exception cref="InvalidDataException">The header is no such text.</exception>
    public static IReadOnlyList<SafetensorsEntry> Parse(byte[] header)
    {
        if (header.Length == 0 || header[0] != '{')
        {
            throw new InvalidDataException("the header does not begin with '{', as that of a safetensors file does");
        }

        var cursor = new JsonCursor(Decode(header));
        var entries = new List<SafetensorsEntry>();
        cursor.ReadObject(name =>
        {
            if (name == Metadata)
            {
                cursor.ReadObject(_ => cursor.ReadString());
            }
            else
            {
                entries.Add(ReadEntry(cursor, name));
            }
        });
        cursor.ReadEnd();
        return entries;
    }

    private static SafetensorsEntry ReadEntry(JsonCursor cursor, string name)
    {
        string? type = null;
        IReadOnlyList<long>? shape = null;
        IReadOnlyList<long>? offsets = null;
        cursor.ReadObject(field =>
        {
            switch (field)
            {
                case "dtype":
                    type = cursor.ReadString();
                    break;
                case "shape":
                    shape = cursor.ReadIntegers();
                    break;
                case "data_offsets":
                    offsets = cursor.ReadIntegers();
                    break;
                default:
                    throw new InvalidDataException($"tensor '{name}': expected dtype, shape and data_offsets, but found '{field}'");
            }
        });
        if (type is null || shape is null || offsets is null)
        {
            string missing = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw new InvalidDataException($"tensor '{name}': expected dtype, shape and data_offsets, but {missing} is missing");
        }

        if (offsets.Count != 2 || offsets[0] > offsets[1])
        {
            throw new InvalidDataException($"tensor '{name}': expected data_offsets of a begin and an end, but found [{string.Join(", ", offsets)}]");
        }

        return new SafetensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }

    private static string Decode(byte[] header)
    {
        try
        {
            return Utf8.GetString(header);
        }
        catch (ArgumentException)
        {
            throw new InvalidDataException("the header is not UTF-8");
        }
    }
}
