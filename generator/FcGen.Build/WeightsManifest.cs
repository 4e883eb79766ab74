using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FcGen.Serialization;

namespace FcGen.Build;

/// <summary>
/// What the compiler is told of a weights file, for it can read text alone: a line <c>fcgen-weights 1</c>, the file, and then a line
/// <c>tensor</c> with type, shape and name for each tensor in the order of the data, or a line <c>error</c> if the file is missing or damaged.
/// </summary>
internal static class WeightsManifest
{
    /// <summary>Describes a file.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="name">The file as the project names it.</param>
    public static string Describe(string path, string name)
    {
        var text = new StringBuilder();
        text.Append(ManifestFormat.FirstLine).Append('\n');
        text.Append("file ").Append(Escape(Normalize(name))).Append('\n');
        try
        {
            if (!File.Exists(path))
            {
                throw new FileNotFoundException("the file does not exist");
            }

            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            foreach (SafetensorsEntry tensor in SafetensorsHeader.Read(file).Tensors)
            {
                string shape = tensor.Shape.Count == 0 ? "-" : string.Join(",", tensor.Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
                text.Append($"tensor {tensor.Type} {shape} {Escape(tensor.Name)}\n");
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            text.Append("error ").Append(Escape(exception.Message)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The name of a file's manifest: its own, for people, and what tells apart files of one name in several folders.</summary>
    /// <param name="name">The file as the project names it.</param>
    public static string FileName(string name)
    {
        string path = Normalize(name);
        using var sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(Encoding.UTF8.GetBytes(path));
        return $"{path.Substring(path.LastIndexOf('/') + 1)}.{string.Concat(hash.Take(4).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)))}{ManifestFormat.Extension}";
    }

    private static string Normalize(string name) => name.Replace('\\', '/');

    /// <summary>Keeps a text on its line: control characters as <c>\uXXXX</c>, and a backslash doubled.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            // Unicode's own line ends are no control characters, but the compiler's reader takes them for line ends.
            if (char.IsControl(character) || character is '\u2028' or '\u2029')
            {
                escaped.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(character == '\\' ? @"\\" : character.ToString());
            }
        }

        return escaped.ToString();
    }
}
