using System.Globalization;
using System.Text;
using FcGen.Build;
using FcGen.Messages;
using Microsoft.CodeAnalysis.Text;

namespace FcGen.Generator.Analyzers.Weights;

/// <summary>
/// What the build says of a weights file: compilers can read neither files nor additional files that are not text, so that an MSBuild task
/// (<c>FcGen.Build</c>) writes down what the header of the file tells.
/// </summary>
/// <param name="File">The file as the project names it, with forward slashes.</param>
/// <param name="Error">Why the file cannot be read, if so.</param>
/// <param name="Tensors">Its tensors, in the order of the data.</param>
internal sealed record WeightsManifest(string File, string? Error, IReadOnlyList<StoredTensor> Tensors)
{
    /// <summary>Reads a manifest; null if it is none, or one of another version.</summary>
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

    /// <summary>Turns <c>\uXXXX</c> and <c>\\</c> back into the characters they stand for.</summary>
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
    /// <summary>The shape as it is shown.</summary>
    public string ShapeText => MessageText.Shape(Shape);
}
