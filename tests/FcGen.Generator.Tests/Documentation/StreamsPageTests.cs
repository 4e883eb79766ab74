using System.Text.RegularExpressions;
using FcGen.Generator.Layers;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Documentation;

/// <summary>The page about streams is correct: its code is the code of the sample, which CI builds and runs, and its table has the layers.</summary>
public sealed partial class StreamsPageTests
{
    private static readonly string Page = Repository.Read("docs", "streams.md");

    private static readonly string[] Sample =
        [.. Directory.EnumerateFiles(Repository.PathOf("samples", "OnlineLearning"), "*.cs").Select(path => WithoutIndentation(File.ReadAllText(path)))];

    public static TheoryData<string> Snippets => [.. Blocks("csharp")];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippets_are_code_of_the_sample(string snippet) =>
        Assert.True(Sample.Any(file => file.Contains(WithoutIndentation(snippet), StringComparison.Ordinal)), $"Not in samples/OnlineLearning:\n{snippet}");

    [Fact]
    public void The_command_is_run_by_CI() =>
        Assert.Contains(Assert.Single(Blocks("sh")).Trim(), Repository.Read(".ci", "run").Replace(" --no-build", string.Empty));

    [Fact]
    public void Layers_are_those_of_the_library()
    {
        string[] layers = [.. LayerCatalog.Kinds.Select(kind => kind.AttributeName.Replace("Attribute", string.Empty))];
        string table = Page[Page.IndexOf("| runs step by step", StringComparison.Ordinal)..Page.IndexOf("The plan that editors", StringComparison.Ordinal)];
        string[] named = [.. Name().Matches(table).Select(match => match.Groups["name"].Value).Except(["Causal", "Bidirectional"])];
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, layers));
    }

    private static string WithoutIndentation(string code) => string.Join("\n", code.Split('\n').Select(line => line.Trim()));

    private static string[] Blocks(string language) =>
        [.. CodeBlock().Matches(Page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"`(?<name>[A-Z]\w+)")]
    private static partial Regex Name();
}
