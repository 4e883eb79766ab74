using System.Text.RegularExpressions;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Documentation;

/// <summary>Each folder uses only those above it: a change has one direction to spread in, and no folder needs to know who uses it.</summary>
public sealed partial class FolderFlowTests
{
    /// <summary>The folders of the generator in the order of the flow.</summary>
    private static readonly string[] GeneratorFlow =
    [
        "Infrastructure", "Diagnostics", "Kernels", "Graph", "Layers/Reading", "Layers", "Planning", "Emission", "Parsing", "Analyzers", "",
    ];

    /// <summary>The folders of the library that generated code runs on, in the order of the flow, with their namespaces.</summary>
    private static readonly (string Folder, string Namespace)[] LibraryFlow =
        [("Math", "FcGen.Numerics"), ("Layers", "FcGen.Layers"), ("Runtime", "FcGen.Runtime")];

    [Fact]
    public void Each_folder_of_the_generator_uses_only_folders_above_it()
    {
        string root = Repository.PathOf("generator/FcGen.Generator");
        string[] ranks = [.. GeneratorFlow.Select(folder => folder.Length == 0 ? "FcGen.Generator" : $"FcGen.Generator.{folder.Replace('/', '.')}")];
        List<string> against = [];
        int files = 0;
        foreach (string file in SourceFiles(root))
        {
            string text = File.ReadAllText(file);
            string @namespace = NamespaceLine().Match(text).Groups[1].Value;
            if (@namespace.Length == 0 || !@namespace.StartsWith("FcGen.Generator", StringComparison.Ordinal))
            {
                continue;
            }

            files++;
            Assert.Equal(FolderNamespace(root, file, "FcGen.Generator"), @namespace);
            int rank = RankOf(ranks, @namespace);
            against.AddRange(
                from used in UsingLine().Matches(text).Select(match => match.Groups[1].Value)
                where used.StartsWith("FcGen.Generator", StringComparison.Ordinal) && RankOf(ranks, used) > rank
                select $"{Path.GetRelativePath(root, file)} uses {used}");
        }

        Assert.Empty(against);
        Assert.InRange(files, 100, int.MaxValue);
    }

    [Fact]
    public void Mathematics_row_functions_and_runtime_of_the_library_use_only_what_is_above_them()
    {
        string root = Repository.PathOf("src/FcGen");
        string[] ranks = [.. LibraryFlow.Select(folder => folder.Namespace)];
        List<string> against = [];
        for (int rank = 0; rank < ranks.Length; rank++)
        {
            foreach (string file in SourceFiles(Path.Combine(root, LibraryFlow[rank].Folder)))
            {
                against.AddRange(
                    from used in UsingLine().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
                    where used.StartsWith("FcGen", StringComparison.Ordinal) && !ranks.Take(rank + 1).Append("FcGen.Messages").Contains(used)
                    select $"{Path.GetRelativePath(root, file)} uses {used}");
            }
        }

        Assert.Empty(against);
    }

    [Fact]
    public void No_folder_of_the_generator_but_Layers_names_a_layer()
    {
        string root = Repository.PathOf("generator/FcGen.Generator");
        string[] kinds = [.. Layers.LayerCatalog.Kinds.Select(kind => kind.AttributeName.Replace("Attribute", string.Empty))];
        var types = new Regex($@"\b(?:{string.Join("|", kinds)}|Activation|ScaleShift)(?:Spec|Layer|Operation|Plan)\b");
        string[] naming =
        [
            .. from folder in GeneratorFlow.Where(folder => folder.Length > 0 && !folder.StartsWith("Layers", StringComparison.Ordinal))
               from file in SourceFiles(Path.Combine(root, folder))
               from line in File.ReadLines(file)
               where types.IsMatch(StringLiteral().Replace(line, string.Empty))
               select $"{Path.GetRelativePath(root, file)}: {line.Trim()}",
        ];
        Assert.Empty(naming);
    }

    private static IEnumerable<string> SourceFiles(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string FolderNamespace(string root, string file, string start)
    {
        string folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!);
        return folder == "." ? start : $"{start}.{folder.Replace(Path.DirectorySeparatorChar, '.')}";
    }

    /// <summary>The rank of the nearest listed namespace around a namespace.</summary>
    private static int RankOf(string[] ranks, string @namespace)
    {
        for (string current = @namespace; ; current = current[..current.LastIndexOf('.')])
        {
            if (Array.IndexOf(ranks, current) is >= 0 and var rank)
            {
                return rank;
            }
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex StringLiteral();
}
