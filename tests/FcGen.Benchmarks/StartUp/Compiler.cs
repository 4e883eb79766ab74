using System.Reflection;
using FcGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Benchmarks;

/// <summary>Runs the generator in this process, to measure its output and its time.</summary>
internal static class Compiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    /// <summary>The runtime assemblies and the library.</summary>
    public static IReadOnlyList<string> ReferencePaths { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)),
        typeof(NetworkAttribute).Assembly.Location,
    ];

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Measured",
        sources.Select(Parse),
        ReferencePaths.Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Parse(string source, int number) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{number}.cs");

    /// <summary>Creates a driver of the generator that tracks which steps are repeated.</summary>
    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new FcGenGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Compiles to IL in memory.</summary>
    /// <returns>The assembly image.</returns>
    /// <exception cref="InvalidOperationException">There are errors.</exception>
    public static byte[] Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException($"The compilation failed: {result.Diagnostics.First(problem => problem.Severity == DiagnosticSeverity.Error)}");
        }

        return image.ToArray();
    }

    /// <summary>The source of the benchmark networks, or of those for streams.</summary>
    public static string NetworksSource(bool ofStreams)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ofStreams ? "StreamNetworks.cs" : "Networks.cs")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
