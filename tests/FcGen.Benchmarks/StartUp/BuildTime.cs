using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Benchmarks;

/// <summary>The milliseconds of builds with and without the network, each the fastest of several builds.</summary>
internal sealed record BuildPair(double With, double Without)
{
    public double Added => With - Without;
}

/// <summary>The build time of a network of 20 dense layers.</summary>
/// <param name="Lines">The lines of generated source.</param>
/// <param name="NewProcess">Builds by a new compiler process, which loads the generator for the first time.</param>
/// <param name="Server">Builds by a compiler that stays in memory, as for all builds after the first.</param>
/// <param name="Generator">The generator alone, warm.</param>
/// <param name="EditElsewhere">The generator after an edit in another file.</param>
/// <param name="IsRegenerated">Whether the edit made the generator regenerate anything.</param>
internal sealed record BuildTime(
    int Lines, BuildPair NewProcess, BuildPair Server, double Generator, double EditElsewhere, bool IsRegenerated)
{
    public const int LayerCount = 20;
    private const int Width = 64;
    private const string Other = "public static class Other { public static int Number() => 1; }";

    /// <summary>The larger added time of the two ways to build.</summary>
    public double Added => Math.Max(NewProcess.Added, Server.Added);

    public static BuildTime Measure(int builds)
    {
        using var compiler = new SdkCompiler();
        BuildPair newProcess = Builds(compiler, useServer: false, builds);

        // Repeated until the JIT of the server has compiled its own code.
        Builds(compiler, useServer: true, builds);
        BuildPair server = Builds(compiler, useServer: true, builds);

        CSharpCompilation compilation = Compiler.Compile(Other, Network());
        GeneratorDriver driver = Compiler.CreateDriver();
        double[] runs = [.. Enumerable.Range(0, builds).Select(_ => Milliseconds(Compiler.CreateDriver(), compilation, out driver))];
        int lines = driver.GetRunResult().GeneratedTrees.Sum(tree => tree.GetText().Lines.Count);

        bool isRegenerated = false;
        double[] edits = [.. Enumerable.Range(0, builds).Select(Edit)];
        return new BuildTime(lines, newProcess, server, runs.Min(), edits.Min(), isRegenerated);

        double Edit(int number)
        {
            SyntaxTree edited = Compiler.Parse(Other.Replace("1", $"{number + 2}", StringComparison.Ordinal), 0);
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], edited);
            double milliseconds = Milliseconds(driver, compilation, out driver);
            isRegenerated |= driver.GetRunResult().Results.Single().TrackedOutputSteps
                .SelectMany(step => step.Value)
                .SelectMany(run => run.Outputs)
                .Any(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
            return milliseconds;
        }
    }

    private static BuildPair Builds(SdkCompiler compiler, bool useServer, int count)
    {
        var with = new List<double>();
        var without = new List<double>();
        for (int i = 0; i < count; i++)
        {
            without.Add(compiler.Build(useServer, Other));
            with.Add(compiler.Build(useServer, Other, Network()));
        }

        return new BuildPair(with.Min(), without.Min());
    }

    private static double Milliseconds(GeneratorDriver driver, CSharpCompilation compilation, out GeneratorDriver after)
    {
        long start = Clock.Now;
        after = driver.RunGenerators(compilation);
        return Clock.Since(start).TotalMilliseconds;
    }

    /// <summary>Returns the source of dense layers with 64 inputs and outputs and ReLU between them.</summary>
    private static string Network()
    {
        var layers = new StringBuilder();
        for (int i = 0; i < LayerCount; i++)
        {
            layers.Append(i == 0 ? string.Empty : ", FcGen.ReLU, ").Append($"FcGen.Dense({Width})");
        }

        return $"[FcGen.Network] [FcGen.Input({Width})] [{layers}] public sealed partial class Deep;";
    }
}
