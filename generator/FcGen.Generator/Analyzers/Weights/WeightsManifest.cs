using System.Globalization;
using System.Text;
using FcGen.Build;
using FcGen.Messages;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.Generator.Analyzers.Weights;

/// <summary>
/// The description of a weights file by the build. Analyzers cannot read files, and additional files must be text. Therefore an MSBuild task
/// (<c>FcGen.Build</c>) writes the header of the weights file to a text file.
/// </summary>
/// <param name="File">The path of the file in the project, with forward slashes.</param>
/// <param name="Error">The reason why the file cannot be read, or null.</param>
/// <param name="Tensors">The tensors, in the order of the data.</param>
internal sealed record WeightsManifest(string File, string? Error, IReadOnlyList<StoredTensor> Tensors)
{
    /// <summary>Parses a manifest. The result is null if the text is not a manifest of this version.</summary>
    public static WeightsManifest? Parse(SourceText text)
    {
        IReadOnlyList<string> lines = [.. text.Lines.Select(line => line.ToString()).Where(line => line.Length > 0)];
        if (lines.Count < 2 || lines[0] != ManifestFormat.FirstLine || Rest(lines[1], "file ") is not { } file)
        {
            return null;
        }

        string? error = null;
        var tensors = new List<StoredTensor>();
        foreach (string line in lines.Skip(2))
        {
            if (Rest(line, "error ") is { } message)
            {
                error = Unescape(message);
            }
            else if (Rest(line, "tensor ")?.Split([' '], 3) is { Length: 3 } parts && ParseShape(parts[1]) is { } shape)
            {
                tensors.Add(new StoredTensor(Unescape(parts[2]), parts[0], shape));
            }
            else
            {
                return null;
            }
        }

        return new WeightsManifest(Unescape(file), error, tensors);
    }

    private static string? Rest(string line, string start) => line.StartsWith(start, StringComparison.Ordinal) ? line.Substring(start.Length) : null;

    private static IReadOnlyList<long>? ParseShape(string text)
    {
        var shape = new List<long>();
        foreach (string part in text == "-" ? [] : text.Split(','))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long dimension))
            {
                return null;
            }

            shape.Add(dimension);
        }

        return shape;
    }

    /// <summary>Replaces <c>\uXXXX</c> and <c>\\</c> by the characters that they represent.</summary>
    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
            }
            else if (i + 5 < text.Length && text[i + 1] == 'u'
                && ushort.TryParse(text.Substring(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                result.Append((char)code);
                i += 5;
            }
            else
            {
                result.Append('\\');
                i++;
            }
        }

        return result.ToString();
    }
}

/// <summary>A tensor in a weights file.</summary>
internal sealed record StoredTensor(string Name, string Type, IReadOnlyList<long> Shape)
{
    /// <summary>The shape as text for messages.</summary>
    public string ShapeText => MessageText.Shape(Shape);
}
