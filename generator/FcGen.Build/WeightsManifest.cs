using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FcGen.Messages;
using FcGen.Serialization;

namespace FcGen.Build;

/// <summary>
/// Describes a weights file as text, because the compiler reads only text. The first lines are <c>fcgen-weights 1</c> and the file. For each
/// tensor, in the order of the data, a line <c>tensor</c> has the type, shape and name. A line <c>error</c> replaces the tensors if the file
/// is missing or damaged.
/// </summary>
internal static class WeightsManifest
{
    /// <summary>The maximum number of tensors of a file.</summary>
    private const int MostTensors = 10_000;

    /// <summary>The maximum number of characters of all tensors in a manifest.</summary>
    private const int MostCharacters = 1 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Describes a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="name">The path of the file in the project.</param>
    public static string Describe(string path, string name)
    {
        string file = $"{ManifestFormat.FirstLine}\nfile {Escape(Normalize(name))}\n";
        try
        {
            return file + DescribeTensors(path);
        }
        catch (Exception exception) when (
            exception is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"{file}error {Escape(exception.Message)}\n";
        }
    }

    /// <summary>Writes the manifest of a file, unless an identical manifest exists.</summary>
    /// <param name="folder">The folder for the manifest.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="name">The path of the file in the project.</param>
    /// <returns>The path of the manifest.</returns>
    public static string Write(string folder, string path, string name)
    {
        string manifest = Path.Combine(folder, FileName(name));
        string text = Describe(path, name);
        if (!File.Exists(manifest) || File.ReadAllText(manifest) != text)
        {
            File.WriteAllText(manifest, text, Utf8);
        }

        return manifest;
    }

    /// <summary>
    /// Returns the file name of a manifest, a hash of the name of the weights file. The compiler receives it on a command line, where quotes and
    /// line feeds have a special meaning.
    /// </summary>
    private static string FileName(string name)
    {
        const int Length = 16;
        using var sha = SHA256.Create();
        IEnumerable<byte> hash = sha.ComputeHash(Encoding.Unicode.GetBytes(Normalize(name))).Take(Length);
        return string.Concat(hash.Select(part => part.ToString("x2", CultureInfo.InvariantCulture))) + ManifestFormat.Extension;
    }

    private static string DescribeTensors(string path)
    {
        using FileStream file = RegularFile.Open(path);
        SafetensorsHeader header = SafetensorsHeader.Read(file, MostTensors);
        if (!header.IsComplete)
        {
            throw new InvalidDataException($"expected at most {MostTensors} tensors, but the header has more");
        }

        var text = new StringBuilder();
        foreach (SafetensorsEntry tensor in header.Tensors)
        {
            string shape = string.Join(",", tensor.Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
            text.Append($"tensor {tensor.Type} {(shape.Length == 0 ? "-" : shape)} {Escape(tensor.Name)}\n");
            if (text.Length > MostCharacters)
            {
                throw new InvalidDataException(
                    $"expected at most {MostCharacters} characters of tensor names and shapes, but the header has more");
            }
        }

        return text.ToString();
    }

    private static string Normalize(string name) => name.Replace('\\', '/');

    /// <summary>Escapes a text to one line so that it can be parsed again: doubles backslashes and escapes invisible characters.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            int length = char.IsSurrogatePair(text, i) ? 2 : 1;
            foreach (char unit in text.Substring(i, length))
            {
                escaped.Append(!MessageText.IsVisible(text, i) ? MessageText.EscapeUnit(unit) : unit == '\\' ? @"\\" : unit.ToString());
            }

            i += length - 1;
        }

        return escaped.ToString();
    }
}
