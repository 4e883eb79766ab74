using System.Globalization;
using System.Text.RegularExpressions;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Tests.Documentation;

/// <summary>Rules, their pages, lists and tests are consistent, and a page shows the actual messages of a build.</summary>
public sealed partial class RulePageTests
{
    private static readonly ILookup<string, DiagnosticDescriptor> Rules = GeneratorHarness.Rules.ToLookup(rule => rule.Id);
    private static readonly IReadOnlyDictionary<string, Entry> Released = ReadReleases();
    private static readonly string Readme = Repository.Read("README.md");

    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Key)];

    [Fact]
    public void Every_rule_has_a_page_and_a_release_and_each_of_these_a_rule()
    {
        string[] rules = [.. Rules.Select(rule => rule.Key)];

        Assert.Equal(rules, RulePage.Ids);
        Assert.Equal(rules, Released.Keys.Order());
    }

    [Fact]
    public void The_index_lists_every_page_with_its_facts()
    {
        HashSet<string> fixable = [.. CodeFixCheck.FixableRules];
        IEnumerable<string> rows = Released.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry =>
            $"| [{entry.Key}]({entry.Key}.md) | {Lower(entry.Value.Severity)} | {entry.Value.Title} | {(fixable.Contains(entry.Key) ? "yes" : "no")} |");

        Assert.Equal(rows, Repository.Read("docs", "rules", "README.md").Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_README_lists_every_page_with_what_is_not_an_error()
    {
        IEnumerable<string> wanted = Released.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry =>
            $"| [{entry.Key}](docs/rules/{entry.Key}.md) | {(entry.Value.Severity == "Error" ? string.Empty : $"({Lower(entry.Value.Severity)})")}");

        Assert.Equal(wanted, ReadmeRow().Matches(Readme).Select(match => match.Groups["start"].Value + match.Groups["severity"].Value));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_release_has_category_severity_and_title_of_the_rule(string id)
    {
        Entry released = Released[id];
        string[] titles = [.. Titles(Rules[id])];

        Assert.All(Rules[id], rule => Assert.Equal((rule.Category, rule.DefaultSeverity.ToString()), (released.Category, released.Severity)));

        // A rule of several parts has a title that covers all of them.
        Assert.True(titles.Length > 1 || titles[0] == released.Title, $"'{released.Title}' is not the title of {id}, '{titles[0]}'.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_link_of_a_rule_leads_to_its_page(string id) =>
        Assert.All(Rules[id], rule => Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_title_and_facts_of_its_rule_and_every_section(string id)
    {
        var page = RulePage.Read(id);

        Assert.Equal($"# {id}: {Released[id].Title}", page.Title);
        Assert.Equal($"Severity: {Lower(Released[id].Severity)}. Category: {Released[id].Category}.", page.Facts);
        Assert.Equal(RulePage.SectionNames, page.Sections);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_a_page_calls_wrong_is_reported_by_its_rule_alone(string id)
    {
        var page = RulePage.Read(id);
        IReadOnlyList<Example> wrong = page.Examples("Wrong");

        // The compiler may report an error too, if the page says so.
        Assert.NotEmpty(wrong);
        Assert.All(wrong, example => Assert.Equal(
            [id],
            example.Diagnose().Select(diagnostic => diagnostic.Id).Distinct().Where(found => !(found.StartsWith("CS", StringComparison.Ordinal) && page["What"].Contains(found)))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_a_page_calls_right_is_not_reported_at_all(string id)
    {
        IReadOnlyList<Example> right = RulePage.Read(id).Examples("Right");

        Assert.NotEmpty(right);
        Assert.All(right, example => Assert.Empty(example.Diagnose()));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_messages_of_a_page_are_those_of_its_wrong_examples_and_show_every_part_of_the_rule(string id)
    {
        var page = RulePage.Read(id);
        Diagnostic[] reported = [.. page.Examples("Wrong").SelectMany(example => example.Diagnose())];

        IReadOnlyList<string> quoted = page.Quotes("What");

        Assert.All(quoted, message => Assert.Contains(message, reported.Select(Line)));
        Assert.Equal(Titles(Rules[id]), Titles(reported.Where(diagnostic => quoted.Contains(Line(diagnostic))).Select(diagnostic => diagnostic.Descriptor)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_fixes_of_a_page_are_those_that_its_wrong_examples_are_offered(string id)
    {
        var page = RulePage.Read(id);
        IEnumerable<string> offered = page.Examples("Wrong").SelectMany(example => CodeFixCheck.Titles(example.Source)).Distinct();

        Assert.Equal(offered.Order(StringComparer.Ordinal), page.Bold("Fix in the editor").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(CodeFixCheck.FixableRules.Contains(id), !page["Fix in the editor"].Trim().StartsWith("None", StringComparison.Ordinal));
        Assert.Equal(CodeFixCheck.FixableRules.Contains(id), offered.Any());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_explains_how_to_suppress_its_rule(string id)
    {
        string suppress = RulePage.Read(id)["Suppress"];

        Assert.Contains($"#pragma warning disable {id}", suppress);
        Assert.Contains($"dotnet_diagnostic.{id}.severity = none", suppress);
    }

    [Fact]
    public void Every_rule_has_tests()
    {
        string tests = string.Concat(
            Directory.GetFiles(Repository.PathOf("tests", "FcGen.Generator.Tests", "Analyzers"), "*.cs").Select(File.ReadAllText));

        Assert.All(Released.Keys, id => Assert.Contains($"{{|{id}:", tests));
    }

    private static string Line(Diagnostic diagnostic) =>
        $"{Lower(diagnostic.Severity.ToString())} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    private static string Lower(string severity) => severity.ToLowerInvariant();

    /// <summary>Returns the titles of the parts of a rule.</summary>
    private static IEnumerable<string> Titles(IEnumerable<DiagnosticDescriptor> parts) =>
        parts.Select(part => part.Title.ToString(CultureInfo.InvariantCulture)).Distinct().Order(StringComparer.Ordinal);

    private static Dictionary<string, Entry> ReadReleases() =>
        Directory.GetFiles(Repository.PathOf("generator", "FcGen.Generator"), "AnalyzerReleases.*.md")
            .SelectMany(file => ReleaseRow().Matches(File.ReadAllText(file)))
            .ToDictionary(
                match => match.Groups["id"].Value,
                match => new Entry(match.Groups["category"].Value, match.Groups["severity"].Value, match.Groups["title"].Value));

    [GeneratedRegex(@"^(?<id>FCG\d+) *\| (?<category>\S+) *\| (?<severity>\S+) *\| (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex ReleaseRow();

    [GeneratedRegex(@"^(?<start>\| \[FCG.*?\) \| )(?<severity>\((warning|info)\))?", RegexOptions.Multiline)]
    private static partial Regex ReadmeRow();

    /// <summary>A rule as listed in a release file.</summary>
    private sealed record Entry(string Category, string Severity, string Title);
}
