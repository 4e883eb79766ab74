using System.Text.RegularExpressions;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Documentation;

/// <summary>The page about reproducibility names tests and switches that exist.</summary>
public sealed partial class ReproducibilityPageTests
{
    private static readonly string Page = Repository.Read("docs", "reproducibility.md");

    [Fact]
    public void The_tests_exist()
    {
        HashSet<string> existing =
            [.. Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).OfType<string>()];

        string[] named = [.. TestClass().Matches(Page).Select(match => match.Groups["name"].Value).Distinct()];

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(existing));
    }

    [Fact]
    public void The_numeric_tests_are_run_with_the_switches()
    {
        string ci = Repository.Read(".ci", "run");

        string[] switches = [.. Switch().Matches(Page).Select(match => match.Groups["name"].Value).Distinct()];

        Assert.NotEmpty(switches);
        Assert.All(switches, name => Assert.Matches($@"for switch in [\w= ]*\b{name}\b", ci));
    }

    [GeneratedRegex(@"`(?<name>\w+Tests)`")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"DOTNET_(?<name>\w+=\d+)")]
    private static partial Regex Switch();
}
