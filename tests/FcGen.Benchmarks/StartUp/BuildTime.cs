using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Benchmarks;

/// <summary>Milliseconds of a build: generator, and compiler from the parsed sources to the image.</summary>
internal sealed record BuildStep(double Generate, double Emit)
{
    public double Total => Generate + Emit;
}

/// <summary>What a network of 20 dense layers costs while building.</summary>
/// <param name="Lines">Lines of generated source.</param>
/// <param name="First">The first build of a process, in which the generator itself is still to be compiled.</param>
/// <param name="Warm">Median of later builds, as in a compiler that stays in memory.</param>
/// <param name="Without">The same without the network; nothing is generated.</param>
/// <param name="EditElsewhere">The generator after an edit in another file.</param>
/// <param name="IsRegenerated">Whether that made it do anything again.</param>
internal sealed record BuildTime(int Lines, BuildStep First, BuildStep Warm, BuildStep Without, double EditElsewhere, bool IsRegenerated)
{
    public const int LayerCount = 20;
    private const int Width = 64;
    private const string Other = "public static class Other { public static int Number() => 1; }";

    /// <summary>Milliseconds that the network adds to a build in a process that has not seen the generator yet.</summary>
    public double AddedFirst => First.Total - Without.Total;

    /// <summary>Milliseconds that the network adds to a build in a process that has.</summary>
    public double AddedWarm => Warm.Total - Without.Total;

    /// <summary>Measures once in a process: the first build is the first one only then.</summary>
    public static BuildTime Measure(int repetitions)
    {
        // The compiler comes precompiled in a real build; here it is warmed up with a project that has no network.
        for (int i = 0; i <= repetitions; i++)
        {
            Build(Other);
        }

        BuildStep first = Build(Other, Network());
        var with = new List<BuildStep>();
        var without = new List<BuildStep>();
        for (int i = 0; i < repetitions; i++)
        {
            without.Add(Build(Other));
            with.Add(Build(Other, Network()));
        }

        CSharpCompilation compilation = Compiler.Compile(Other, Network());
        GeneratorDriver driver = Compiler.CreateDriver().RunGenerators(compilation);
        int lines = driver.GetRunResult().GeneratedTrees.Sum(tree => tree.GetText().Lines.Count);
        (double edit, bool isRegenerated) = Edit(driver, compilation);
        return new BuildTime(lines, first, Median(with), Median(without), edit, isRegenerated);
    }

    private static BuildStep Build(params string[] sources)
    {
        CSharpCompilation compilation = Compiler.Compile(sources);
        long start = Clock.Now;
        Compiler.CreateDriver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        double generate = Clock.Since(start).TotalMilliseconds;
        start = Clock.Now;
        Compiler.Emit(generated);
        return new BuildStep(generate, Clock.Since(start).TotalMilliseconds);
    }

    private static (double Milliseconds, bool IsRegenerated) Edit(GeneratorDriver driver, CSharpCompilation compilation)
    {
        SyntaxTree other = compilation.SyntaxTrees[0];
        CSharpCompilation edited = compilation.ReplaceSyntaxTree(other, Compiler.Parse(Other.Replace("1", "2", StringComparison.Ordinal), 0));
        long start = Clock.Now;
        driver = driver.RunGenerators(edited);
        double milliseconds = Clock.Since(start).TotalMilliseconds;
        bool isRegenerated = driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs)
            .Any(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        return (milliseconds, isRegenerated);
    }

    private static BuildStep Median(IReadOnlyList<BuildStep> steps) =>
        new(new Distribution(steps.Select(step => step.Generate)).Median, new Distribution(steps.Select(step => step.Emit)).Median);

    /// <summary>Dense layers of 64 inputs and outputs with ReLU between them.</summary>
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
