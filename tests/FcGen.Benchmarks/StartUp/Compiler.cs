using System.Reflection;
using FcGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Benchmarks;

/// <summary>The compiler and the generator in this process, to see what the generator writes and how long both take.</summary>
internal static class Compiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Measured",
        sources.Select(Parse),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source, int number) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{number}.cs");

    /// <summary>A driver of the generator that knows, after a run, which steps it had to repeat.</summary>
    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new FcGenGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Translates to IL, in memory.</summary>
    /// <exception cref="InvalidOperationException">There are errors.</exception>
    public static void Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException($"Could not be compiled: {result.Diagnostics.First(problem => problem.Severity == DiagnosticSeverity.Error)}");
        }
    }

    /// <summary>The source of the benchmark's own networks.</summary>
    public static string NetworksSource()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Networks.cs")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
