using System.Reflection;
using System.Text.RegularExpressions;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Documentation;

/// <summary>The README is correct: its snippets compile and run, CI runs its commands, and its benchmark results are the stored ones.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = Repository.Read("README.md");

    [Fact]
    public void Snippets_are_one_program_that_compiles_and_runs()
    {
        ILookup<bool, string> snippets = Blocks("csharp").ToLookup(snippet => snippet.Contains("[Network", StringComparison.Ordinal));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fcgen-readme-");
        string data = Repository.PathOf("samples", "Digits", "data", "digits.csv.gz");

        string flowers = Path.Combine(folder.CreateSubdirectory("data").FullName, "flowers.csv");
        File.WriteAllText(flowers, "length,width,species\n5.1,3.5,setosa\n?,3.0,versicolor\n6.4,3.2,virginica\n");

        // Classes come last in a program.
        string program = string.Join("\n", snippets[false])
            .Replace("\"digits.csv.gz\"", SymbolDisplay.FormatLiteral(data, quote: true))
            .Replace("\"flowers.csv\"", SymbolDisplay.FormatLiteral(flowers, quote: true))
            .Replace("\"digits.safetensors\"", SymbolDisplay.FormatLiteral(Path.Combine(folder.FullName, "digits.safetensors"), quote: true));
        string source = $"using System;\nusing FcGen;\n{program}\n{string.Join("\n", snippets[true]).Replace("using FcGen;", string.Empty)}";
        CSharpCompilation compilation = GeneratorHarness.Compile([source], new CSharpCompilationOptions(OutputKind.ConsoleApplication));

        Assembly assembly = GeneratorHarness.Load(GeneratorHarness.Run(compilation).Compilation);
        Exception? failure = Record.Exception(() => assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]));

        string[] written = [.. folder.EnumerateFiles().Select(file => file.Name)];
        folder.Delete(recursive: true);
        Assert.Null(failure);
        Assert.Equal(["digits.safetensors"], written);
    }

    [Fact]
    public void Commands_are_run_by_CI()
    {
        string ci = Repository.Read(".ci", "run");
        string[] commands = [.. Blocks("sh").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Contains(command, ci.Replace(" --no-build", string.Empty)));
    }

    [Fact]
    public void Numbers_are_those_of_the_stored_results()
    {
        string[] links = [.. ResultsLink().Matches(Readme).Select(link => link.Groups["path"].Value)];
        Assert.True(links.Length >= 2, "The README does not link to the stored results of two machines.");
        Assert.All(links, link =>
        {
            string summary = SummaryTable().Match(Repository.Read(link)).Groups["table"].Value;

            Assert.NotEmpty(summary);
            Assert.Contains(summary, Readme);
        });
    }

    private static IEnumerable<string> Blocks(string language) =>
        CodeBlock().Matches(Readme).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value);

    [GeneratedRegex(@"\((?<path>tests/FcGen\.Benchmarks/results/[^)]+\.md)\)")]
    private static partial Regex ResultsLink();

    [GeneratedRegex("## Summary\n\n(?<table>(\\|.*\n)+)")]
    private static partial Regex SummaryTable();

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
