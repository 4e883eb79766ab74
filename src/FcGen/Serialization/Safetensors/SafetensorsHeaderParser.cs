using System.Text;
using FcGen.Messages;

namespace FcGen.Serialization;

/// <summary>
/// Parses the JSON of a header, <c>{"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"__metadata__":{"key":"value"}}</c>. Any
/// other JSON is an error.
/// </summary>
internal static class SafetensorsHeaderParser
{
    /// <summary>Name of the metadata of the file, which is not a tensor.</summary>
    public const string Metadata = "__metadata__";

    /// <summary>Maximum number of metadata entries, whose names are kept to detect duplicates.</summary>
    private const int MostMetadata = 10_000;

    private const int PieceLength = 1 << 14;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the entries in the order of the text.</summary>
    /// <param name="header">The text, from its first byte to its last.</param>
    /// <param name="mostTensors">Maximum number of tensors to read.</param>
    /// <param name="longestName">Maximum number of characters of a name.</param>
    /// <param name="isComplete">Whether these are all tensors of the header.</param>
    /// <exception cref="InvalidDataException">The header is invalid.</exception>
    public static IReadOnlyList<SafetensorsEntry> Parse(Stream header, int mostTensors, int longestName, out bool isComplete)
    {
        using var text = new StreamReader(header, Utf8, detectEncodingFromByteOrderMarks: false, PieceLength, leaveOpen: true);
        var cursor = new JsonCursor(text, longestName);
        var entries = new List<SafetensorsEntry>();
        isComplete = cursor.ReadObject(new HeaderPart("header"), name =>
        {
            if (name == Metadata)
            {
                ReadMetadata(cursor);
                return true;
            }

            if (entries.Count == mostTensors)
            {
                return false;
            }

            entries.Add(ReadEntry(cursor, name));
            return true;
        });
        if (isComplete)
        {
            cursor.ReadEnd();
        }

        return entries;
    }

    private static void ReadMetadata(JsonCursor cursor)
    {
        int count = 0;
        cursor.ReadObject(new HeaderPart(Metadata), name =>
        {
            if (++count > MostMetadata)
            {
                throw new InvalidDataException($"expected at most {MostMetadata} entries of {Metadata}, but found more");
            }

            cursor.SkipString(new HeaderPart("metadata", name));
            return true;
        });
    }

    private static SafetensorsEntry ReadEntry(JsonCursor cursor, string name)
    {
        HeaderPart tensor = HeaderPart.Tensor(name);
        string? type = null;
        IReadOnlyList<long>? shape = null;
        IReadOnlyList<long>? offsets = null;
        cursor.ReadObject(tensor, field =>
        {
            switch (field)
            {
                case "dtype":
                    type = cursor.ReadString(HeaderPart.Tensor(name, field));
                    break;
                case "shape":
                    shape = cursor.ReadIntegers(HeaderPart.Tensor(name, field));
                    break;
                case "data_offsets":
                    offsets = cursor.ReadIntegers(HeaderPart.Tensor(name, field));
                    break;
                default:
                    throw new InvalidDataException(
                        $"{tensor}: expected dtype, shape and data_offsets, but found {MessageText.Name(field)}");
            }

            return true;
        });
        if (type is null || shape is null || offsets is null)
        {
            string missing = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw new InvalidDataException($"{tensor}: expected dtype, shape and data_offsets, but {missing} is missing");
        }

        if (offsets.Count != 2 || offsets[0] > offsets[1])
        {
            throw new InvalidDataException(
                $"{tensor}: expected data_offsets of a begin and an end, but found {MessageText.Shape(offsets)}");
        }

        var entry = new SafetensorsEntry(name, type, shape, offsets[0], offsets[1]);
        entry.CheckLength();
        return entry;
    }
}
