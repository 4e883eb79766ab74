using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace FcGen.Generator.Tests.Build;

/// <summary>The time that the analyzers add to a build or an editor, without the time of the compiler.</summary>
public sealed class AnalyzerCostTests
{
    private const int Runs = 5;

    [Fact]
    public void The_sample_costs_less_than_200_milliseconds() => Assert.InRange(MedianMilliseconds(Sample()), 0, 200);

    [Fact]
    public void Two_hundred_classes_without_a_network_cost_less_than_50_milliseconds() =>
        Assert.InRange(MedianMilliseconds(GeneratorHarness.Compile([.. Enumerable.Range(0, 200).Select(OrdinaryClass)])), 0, 50);

    [Fact]
    public void With_a_reference_to_FcGen_each_analyzer_has_an_action_that_looks_at_the_code_but_that_of_weights_without_weights() =>
        Assert.Equal(
            GeneratorHarness.Analyzers.Length - 1,
            Telemetry(GeneratorHarness.Compile([OrdinaryClass(0)])).Count(analyzer => ActionsOf(analyzer) > 0));

    [Fact]
    public void Without_a_reference_to_FcGen_no_action_looks_at_the_code()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(
            ["class User { void Step(int a, int b) => Step(b, a); object Make() => new Trainer(1, 2, 3, 4); } class Trainer(int a, int b, int c, int d);"]);
        Assert.All(
            Telemetry(compilation.RemoveReferences(compilation.References.Where(IsFcGen))),
            analyzer => Assert.Equal(0, ActionsOf(analyzer)));
    }

    /// <summary>Returns the median of several runs after a warm-up, each with new analyzers and a new compilation.</summary>
    private static double MedianMilliseconds(CSharpCompilation compilation)
    {
        double[] times = [.. Enumerable.Range(0, Runs + 1).Select(_ => Telemetry(compilation).Sum(analyzer => analyzer.ExecutionTime.TotalMilliseconds))];
        Assert.All(times, time => Assert.True(time > 0));
        return times.Skip(1).Order().ElementAt(Runs / 2);
    }

    private static AnalyzerTelemetryInfo[] Telemetry(CSharpCompilation compilation)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var analysis = new CompilationWithAnalyzers(compilation.Clone(), GeneratorHarness.Analyzers, options);
        AnalysisResult result = analysis.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        return [.. GeneratorHarness.Analyzers.Select(analyzer => result.AnalyzerTelemetryInfo[analyzer])];
    }

    private static int ActionsOf(AnalyzerTelemetryInfo analyzer) =>
        analyzer.SymbolActionsCount + analyzer.SyntaxNodeActionsCount + analyzer.OperationActionsCount + analyzer.SemanticModelActionsCount
        + analyzer.SyntaxTreeActionsCount + analyzer.CodeBlockActionsCount + analyzer.OperationBlockActionsCount
        + analyzer.CompilationActionsCount + analyzer.CompilationEndActionsCount;

    private static bool IsFcGen(MetadataReference reference) =>
        reference is PortableExecutableReference { FilePath: { } path } && path == typeof(NetworkAttribute).Assembly.Location;

    /// <summary>Returns the sources of the sample, without the files that need Spectre.Console if the sample has not been built.</summary>
    private static CSharpCompilation Sample()
    {
        string folder = Path.Combine(Repository.Root, "samples", "Digits");
        string? console = Directory.Exists(Path.Combine(folder, "bin"))
            ? Directory.EnumerateFiles(Path.Combine(folder, "bin"), "Spectre.Console.dll", SearchOption.AllDirectories).FirstOrDefault()
            : null;
        string[] sources =
        [
            .. Directory.GetFiles(folder, "*.cs").Select(File.ReadAllText).Where(source => console is not null || !source.Contains("Spectre")),
        ];
        Assert.NotEmpty(sources);

        string usings = string.Join(
            "\n",
            new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading" }.Select(name => $"global using {name};"));
        CSharpCompilation compilation = GeneratorHarness.Compile(
            [usings, .. sources], new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        if (console is not null)
        {
            compilation = compilation.AddReferences(MetadataReference.CreateFromFile(console));
        }

        CSharpCompilation complete = GeneratorHarness.Run(compilation).Compilation;
        Assert.DoesNotContain(complete.GetDiagnostics(), problem => console is not null && problem.Severity == DiagnosticSeverity.Error);
        return complete;
    }

    private static string OrdinaryClass(int number) =>
        $$"""
        using System.Collections.Generic;

        namespace Ordinary{{number}};

        [System.Serializable]
        public class Account{{number}}
        {
            private readonly List<int> _changes = new();

            public int Balance { get; private set; }

            public void Step(int change) { _changes.Add(change); Balance += change; }

            public void Forward(Account{{number}} other) { other.Step(Balance); Step(-Balance); }

            public Account{{number}} Copy() { var copy = new Account{{number}}(); foreach (int change in _changes) { copy.Step(change); } return copy; }
        }
        """;
}
