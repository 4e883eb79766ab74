using System.Text.Json;
using FcGen.Files;
using FcGen.Messages;

namespace FcGen.Data;

/// <summary>
/// Class names beside a file of rows, which contains numbers only: a JSON array of strings in a file with the name of the rows and
/// <c>.classes.json</c>.
/// </summary>
internal static class ClassNamesFile
{
    private const string Extension = ".classes.json";

    /// <summary>Maximum number of bytes of the file.</summary>
    private const long MaxLength = 1L << 28;

    /// <summary>Writes the names of a file of rows that has just been written. Without names, deletes those of an earlier file.</summary>
    public static void Write(string rowsPath, IReadOnlyList<string> names)
    {
        if (FileStatus.Of(rowsPath).Type != FileType.Regular)
        {
            // A pipe or a device has no name of its own beside which names would be found.
            return;
        }

        string path = rowsPath + Extension;
        if (names.Count == 0)
        {
            File.Delete(path);
            return;
        }

        AtomicFile.Write(path, file =>
        {
            using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
            json.WriteStartArray();
            foreach (string name in names)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Reads the names of a file of rows; none if there is no such file.</summary>
    /// <param name="rowsPath">The file of rows.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <exception cref="InvalidDataException">The file is damaged, repeats a name, or has another number of names.</exception>
    public static IReadOnlyList<string> Read(string rowsPath, int classCount)
    {
        string path = rowsPath + Extension;
        if (FileStatus.Of(path).Type != FileType.Regular)
        {
            return [];
        }

        string[] names = Parse(path);
        if (names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } repeated)
        {
            throw new InvalidDataException($"{MessageText.Path(path)}: expected different names, but {MessageText.Name(repeated.Key)} is repeated.");
        }

        return names.Length == classCount
            ? names
            : throw new InvalidDataException(
                $"{MessageText.Path(path)}: expected the names of {classCount} classes, but found {names.Length}. "
                + "Correct the number of classes, or delete the file.");
    }

    private static string[] Parse(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length > MaxLength)
        {
            throw new InvalidDataException($"{MessageText.Path(path)}: expected at most {MaxLength} bytes, but found {file.Length}.");
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(file);
            return json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
                ? [.. json.RootElement.EnumerateArray().Select(name => name.GetString()!)]
                : throw new InvalidDataException($"{MessageText.Path(path)}: expected an array of strings, the names of the classes.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"{MessageText.Path(path)}: expected a JSON array of class names, but it is damaged: {MessageText.Escape(exception.Message)}", exception);
        }
    }
}
