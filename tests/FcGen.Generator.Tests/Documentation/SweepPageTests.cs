using System.Text.RegularExpressions;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Documentation;

/// <summary>The page about sweeps is correct: its code is the code of the sample, which CI builds and runs.</summary>
public sealed partial class SweepPageTests
{
    private static readonly string Page = Repository.Read("docs", "sweep.md");

    private static readonly string[] Sample =
        [.. Directory.EnumerateFiles(Repository.PathOf("samples", "Sweep"), "*.cs").Select(File.ReadAllText)];

    public static TheoryData<string> Snippets => [.. Blocks("csharp")];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippets_are_code_of_the_sample(string snippet) =>
        Assert.True(Sample.Any(file => file.Contains(snippet, StringComparison.Ordinal)), $"Not in samples/Sweep:\n{snippet}");

    [Fact]
    public void The_table_has_the_networks_of_the_sample()
    {
        string[] declared = [.. Sample.SelectMany(file => NetworkClass().Matches(file)).Select(match => match.Groups["name"].Value)];

        string[] shown = [.. TableRow().Matches(Assert.Single(Blocks("text"))).Select(match => match.Value)];

        Assert.NotEmpty(declared);
        Assert.Equal(declared, shown);
    }

    [Fact]
    public void The_command_is_run_by_CI() =>
        Assert.Contains(Assert.Single(Blocks("sh")).Trim(), Repository.Read(".ci", "run").Replace(" --no-build", string.Empty));

    private static string[] Blocks(string language) =>
        [.. CodeBlock().Matches(Page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    [GeneratedRegex(@"public sealed partial class (?<name>\w+);")]
    private static partial Regex NetworkClass();

    [GeneratedRegex(@"^Width\d+Depth\d+", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
