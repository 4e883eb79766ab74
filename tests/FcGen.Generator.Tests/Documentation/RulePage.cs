using System.Text.RegularExpressions;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Tests.Documentation;

/// <summary>A page <c>docs/rules/FCGnnn.md</c>: a title, a line with severity and category, sections, and examples in them.</summary>
internal sealed partial class RulePage
{
    /// <summary>The sections of every page, in order.</summary>
    public static readonly string[] SectionNames = ["What", "Why", "Wrong", "Right", "Fix in the editor", "Suppress"];

    private readonly Dictionary<string, string> _sections = [];

    private RulePage(string text)
    {
        string[] parts = SectionStart().Split(text);
        string[] head = parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (Title, Facts) = (head[0], head[1]);
        for (int i = 1; i < parts.Length; i += 2)
        {
            _sections.Add(parts[i], parts[i + 1]);
        }
    }

    /// <summary>The ids of all pages.</summary>
    public static IEnumerable<string> Ids =>
        Directory.GetFiles(Repository.PathOf("docs", "rules"), "FCG*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order();

    /// <summary>The first line.</summary>
    public string Title { get; }

    /// <summary>The line with severity and category.</summary>
    public string Facts { get; }

    /// <summary>The names of the sections, in order.</summary>
    public IEnumerable<string> Sections => _sections.Keys;

    /// <summary>The text of a section.</summary>
    public string this[string section] => _sections[section];

    /// <summary>Reads the page of a rule.</summary>
    public static RulePage Read(string id) => new(Repository.Read("docs", "rules", $"{id}.md"));

    /// <summary>
    /// Returns the examples of a section. An example in a <c>csharp weights</c> block is compiled with a weights file, whose manifest is the
    /// preceding block. An example in a <c>csharp generated</c> block is the output of another generator.
    /// </summary>
    public IReadOnlyList<Example> Examples(string section)
    {
        var examples = new List<Example>();
        string? manifest = null;
        foreach (Match block in Block().Matches(this[section]))
        {
            string text = block.Groups["text"].Value;
            switch (block.Groups["language"].Value)
            {
                case "text":
                    manifest = text;
                    break;
                case "csharp":
                    examples.Add(new Example(text));
                    break;
                case "csharp generated":
                    examples.Add(new Example(text) { IsGenerated = true });
                    break;
                case "csharp weights":
                    Assert.NotNull(manifest);
                    examples.Add(new Example(text, manifest));
                    break;
            }
        }

        return examples;
    }

    /// <summary>Returns the lines of build output that a section quotes.</summary>
    public IReadOnlyList<string> Quotes(string section) =>
        [.. Block().Matches(this[section]).Where(match => match.Groups["language"].Value == "text").SelectMany(match => match.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Returns the titles of code fixes in a section, which are in bold.</summary>
    public IReadOnlyList<string> Bold(string section) => [.. BoldText().Matches(this[section]).Select(match => match.Groups["text"].Value.Replace('\n', ' '))];

    [GeneratedRegex("^## (.+)\n", RegexOptions.Multiline)]
    private static partial Regex SectionStart();

    [GeneratedRegex("^```(?<language>[a-z ]+)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\*\*(?<text>[^*]+)\*\*")]
    private static partial Regex BoldText();
}

/// <summary>A code example on a page: a program, or types.</summary>
/// <param name="Code">The code.</param>
/// <param name="Manifest">The manifest of a weights file of the project, or null.</param>
internal sealed record Example(string Code, string? Manifest = null)
{
    /// <summary>Whether another generator writes the code.</summary>
    public bool IsGenerated { get; init; }

    private static readonly string[] Usings = ["using FcGen;\n", "using System;\n"];

    /// <summary>The code with the usings of all examples, without duplicates.</summary>
    public string Source => string.Concat(Usings.Where(line => !Code.Contains(line, StringComparison.Ordinal))) + Code;

    /// <summary>Returns the diagnostics of the analyzers, and the errors and warnings of the compiler.</summary>
    public IReadOnlyList<Diagnostic> Diagnose()
    {
        CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(Source, options: GeneratorHarness.ParseOptions);
        OutputKind kind = unit.Members.OfType<GlobalStatementSyntax>().Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;

        // Examples have no documentation comments, and need none.
        var options = new CSharpCompilationOptions(
            kind, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)]);
        GeneratorRun run = GeneratorHarness.Run(GeneratorHarness.Compile(IsGenerated ? [] : [Source], options));
        if (IsGenerated)
        {
            run = run with { Compilation = GeneratorHarness.WithOtherOutput(run.Compilation, Source) };
        }

        IEnumerable<AdditionalText> manifests = Manifest is null ? [] : [new WeightsManifestFile(Manifest)];
        return [.. GeneratorHarness.Analyze(run.Compilation, manifests), .. run.Problems];
    }
}
