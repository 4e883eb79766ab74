using System.Reflection;
using System.Text.RegularExpressions;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Documentation;

/// <summary>The page about performance is correct: its code runs, and its settings are those of the package and of CI.</summary>
public sealed partial class PerformancePageTests
{
    private const string DigitNet = """
        [FcGen.Network] [FcGen.Input(64)] [FcGen.Dense(64, 128), FcGen.ReLU, FcGen.Dense(128, 10)] public sealed partial class DigitNet;
        """;

    private static readonly string Page = Repository.Read("docs", "performance.md");

    private static readonly string Targets = Repository.Read("src", "FcGen", "build", "FcGen.targets");

    [Fact]
    public void Snippets_are_one_program_that_compiles_and_runs()
    {
        string source = $"using FcGen;\n{string.Concat(Blocks("csharp"))}\n{DigitNet}\n{string.Concat(Blocks("csharp network"))}";
        CSharpCompilation compilation = GeneratorHarness.Compile([source], new CSharpCompilationOptions(OutputKind.ConsoleApplication));

        Assembly assembly = GeneratorHarness.Load(GeneratorHarness.Run(compilation).Compilation);

        Assert.Null(Record.Exception(() => assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()])));
    }

    [Fact]
    public void Commands_and_settings_are_run_by_CI()
    {
        string ci = Repository.Read(".ci", "run").Replace(" --no-build", string.Empty);

        Assert.Contains(Assert.Single(Blocks("sh")).Trim(), ci);
        string[] settings = [.. Setting().Matches(Assert.Single(Blocks("xml"))).Select(match => match.Value)];
        Assert.Equal(2, settings.Length);
        Assert.All(settings, setting => Assert.Contains(setting, ci));
    }

    [Theory]
    [InlineData("FcGenDebugMessage")]
    [InlineData("FCG101")]
    public void Names_are_those_of_the_package(string name)
    {
        Assert.Contains(name, Page);
        Assert.Contains(name, Targets);
    }

    private static string[] Blocks(string language) =>
        [.. CodeBlock().Matches(Page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    [GeneratedRegex(@"<(?<name>\w+)>[^<\n]+</\k<name>>")]
    private static partial Regex Setting();

    [GeneratedRegex("```(?<language>[a-z ]+)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
