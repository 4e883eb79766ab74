using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Diagnostics can be suppressed, and the descriptions of the rules are complete.</summary>
public sealed class SuppressionTests
{
    [Fact]
    public void Pragma_turns_a_rule_off_between_its_lines_only() => AnalyzerCheck.Reports(
        """
        #pragma warning disable FCG001
        [Network] [Input(4)] [Dense(5, 1)] partial class First;
        #pragma warning restore FCG001
        [Network] [Input(4)] [Dense({|FCG001:5|}, 1)] partial class Second;
        """);

    [Fact]
    public void SuppressMessage_turns_a_rule_off_for_a_class() => AnalyzerCheck.Reports(
        """
        [System.Diagnostics.CodeAnalysis.SuppressMessage("FcGen", "FCG004")]
        [Network] [Input(4)] [Dense({|FCG001:5|}, 1), Dropout(1), Tanh] partial class Net;
        """);

    [Fact]
    public void A_severity_from_the_options_of_the_compilation_is_used()
    {
        const string Source = "using FcGen; [Network] [Input(4)] [Dense(5, 1)] partial class Net;";
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(AnalyzeWith(Source, ReportDiagnostic.Warn)).Severity);
        Assert.Empty(AnalyzeWith(Source, ReportDiagnostic.Suppress));
    }

    [Fact]
    public void A_disabled_rule_does_not_generate_code_for_an_error()
    {
        GeneratorRun run = GeneratorHarness.Run("#pragma warning disable FCG001\nusing FcGen; [Network] [Input(4)] [Dense(5, 1)] partial class Net;");
        Assert.Contains("has errors", Assert.Single(run.Files).Value);
        Assert.Empty(run.Result.Diagnostics);
    }

    [Fact]
    public void Every_rule_below_20_is_an_error_and_each_has_a_title_of_its_own()
    {
        IEnumerable<DiagnosticDescriptor> rules = GeneratorHarness.Rules;
        Assert.All(rules, rule => Assert.Equal(string.CompareOrdinal(rule.Id, "FCG020") < 0, rule.DefaultSeverity == DiagnosticSeverity.Error));
        Assert.Equal(rules.Count(), rules.Select(rule => rule.Title.ToString()).Distinct().Count());
    }

    private static IReadOnlyList<Diagnostic> AnalyzeWith(string source, ReportDiagnostic severity)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, specificDiagnosticOptions: [new KeyValuePair<string, ReportDiagnostic>("FCG001", severity)]);
        return GeneratorHarness.Analyze(GeneratorHarness.Compile([source], options));
    }
}
