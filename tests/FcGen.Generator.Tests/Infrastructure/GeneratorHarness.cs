using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FcGen.Generator.Tests.Infrastructure;

/// <summary>Compiles sources in memory with the generator and the analyzers, as a build does.</summary>
internal static class GeneratorHarness
{
    /// <summary>The newest language version, with documentation comments.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
    ];

    /// <summary>All analyzers of the generator's assembly.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(FcGenGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>All rules, ordered by id.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Rules { get; } =
        [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>Creates a compilation of sources, before the generator runs.</summary>
    public static CSharpCompilation Compile(string[] sources, CSharpCompilationOptions? options = null) => CSharpCompilation.Create(
        "Test" + Guid.NewGuid().ToString("N"),
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{i}.cs")),
        References,
        options ?? new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));

    /// <summary>Creates a driver that tracks the steps of the generator.</summary>
    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new FcGenGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generator over sources.</summary>
    public static GeneratorRun Run(params string[] sources) => Run(Compile(sources));

    /// <inheritdoc cref="Run(string[])"/>
    public static GeneratorRun Run(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CreateDriver().WithUpdatedParseOptions(compilation.SyntaxTrees.FirstOrDefault()?.Options ?? ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new GeneratorRun(driver.GetRunResult(), (CSharpCompilation)output);
    }

    /// <summary>Adds the output of another generator, which FcGen does not see.</summary>
    public static CSharpCompilation WithOtherOutput(CSharpCompilation compilation, string source, string file = "Page_razor.g.cs") =>
        compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ParseOptions, file));

    /// <summary>Returns the diagnostics of the analyzers for sources, ordered by location.</summary>
    public static IReadOnlyList<Diagnostic> Analyze(params string[] sources) => Analyze(Run(sources).Compilation);

    /// <summary>Returns the diagnostics of the analyzers for a compilation with generated code, ordered by location.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="additionalFiles">The additional files of the project.</param>
    public static IReadOnlyList<Diagnostic> Analyze(Compilation compilation, params IEnumerable<AdditionalText> additionalFiles) =>
        [.. compilation.WithAnalyzers(Analyzers, new AnalyzerOptions([.. additionalFiles])).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult().OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];

    /// <summary>Returns the diagnostics of the compiler and the analyzers, without parallelism, for callers that run in parallel.</summary>
    public static IReadOnlyList<Diagnostic> AllDiagnostics(Compilation compilation)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        return compilation.WithAnalyzers(Analyzers, options).GetAllDiagnosticsAsync().GetAwaiter().GetResult();
    }

    /// <summary>Compiles sources with the generator and loads the result. Fails on any error.</summary>
    public static Assembly Load(params string[] sources) => Load(Run(sources).Compilation);

    /// <inheritdoc cref="Load(string[])"/>
    public static Assembly Load(CSharpCompilation compilation)
    {
        using MemoryStream image = Emit(compilation);
        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: false);
        return context.LoadFromStream(image);
    }

    /// <summary>Compiles sources with the generator to an assembly that others can reference. Fails on any error.</summary>
    public static MetadataReference Library(params string[] sources)
    {
        using MemoryStream image = Emit(Run(sources).Compilation);
        return MetadataReference.CreateFromStream(image);
    }

    private static MemoryStream Emit(CSharpCompilation compilation)
    {
        var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)));
        image.Position = 0;
        return image;
    }
}

/// <summary>The result of the generator for a compilation.</summary>
internal sealed record GeneratorRun(GeneratorDriverRunResult Result, CSharpCompilation Compilation)
{
    /// <summary>Generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } =
        Result.GeneratedTrees.ToDictionary(tree => Path.GetFileName(tree.FilePath), tree => tree.ToString());

    /// <summary>The errors and warnings of the compiler, including generated code.</summary>
    public IReadOnlyList<Diagnostic> Problems =>
        [.. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning)];
}
