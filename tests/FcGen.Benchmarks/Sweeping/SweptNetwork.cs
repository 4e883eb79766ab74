using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Benchmarks;

/// <summary>One network of the sweep.</summary>
/// <param name="Shape">Its widths, such as 64-128-10; ReLU stands between the layers.</param>
/// <param name="Choice">What the planner chose.</param>
/// <param name="Instructions">Multiply-adds of 256 bits for one sample, padding of outputs included.</param>
/// <param name="Workloads">Straight-line, tiled, and as chosen.</param>
internal sealed record SweptNetwork(string Shape, string Choice, int Instructions, IReadOnlyList<Workload> Workloads)
{
    private static readonly string[] Families = ["Full", "Tiled", "Auto"];

    private delegate void ForwardCall(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Compiles the networks in memory.</summary>
    public static IEnumerable<SweptNetwork> Compile(IReadOnlyList<string> shapes)
    {
        var families = Families.Select(family => Load(shapes, family)).ToArray();
        return shapes.Select(shape => new SweptNetwork(
            shape,
            ChoiceIn(families[^1].Text[shape]),
            InstructionsOf(Widths(shape)),
            CreateWorkloads(shape, families.Select(family => family.Assembly.GetType(TypeName(shape))!))));
    }

    private static (Assembly Assembly, IReadOnlyDictionary<string, string> Text) Load(IReadOnlyList<string> shapes, string family)
    {
        CSharpCompilation compilation = Compiler.Compile([.. shapes.Select(shape => Source(shape, family))]);
        GeneratorDriver driver = Compiler.CreateDriver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        Dictionary<string, string> files = driver.GetRunResult().GeneratedTrees.ToDictionary(tree => Path.GetFileName(tree.FilePath), tree => tree.ToString());
        return (Assembly.Load(Compiler.Emit(generated.WithAssemblyName(family))), shapes.ToDictionary(shape => shape, shape => files[TypeName(shape) + ".g.cs"]));
    }

    private static string Source(string shape, string family)
    {
        int[] widths = Widths(shape);
        string layers = string.Join(", FcGen.ReLU, ", widths[1..].Select(width => $"FcGen.Dense({width})"));
        return $"[FcGen.Network(Unroll = FcGen.Unroll.{family})] [FcGen.Input({widths[0]})] [{layers}] public sealed partial class {TypeName(shape)};";
    }

    /// <summary>The choice as the generated documentation tells it.</summary>
    private static string ChoiceIn(string text)
    {
        int tiled = text.Split(" tiled: ").Length - 1;
        int unrolled = text.Split(" unrolled: ").Length - 1;
        return tiled == 0 ? "straight-line" : unrolled == 0 ? "tiled" : $"{unrolled} of {tiled + unrolled} straight-line";
    }

    /// <summary>All on the same input and output, because their place within cache lines tells in the smallest networks.</summary>
    private static SampleCalls[] CreateWorkloads(string shape, IEnumerable<Type> types)
    {
        int[] widths = Widths(shape);
        var random = new Random(4);
        float[] input = [.. Enumerable.Range(0, widths[0]).Select(_ => random.NextSingle() - 0.5f)];
        var output = new float[widths[^1]];
        double multiplyAdds = widths.Zip(widths.Skip(1), (inputs, outputs) => (double)inputs * outputs).Sum();
        return [.. types.Select(type => new SampleCalls(
            shape, type.GetMethod("Forward")!.CreateDelegate<ForwardCall>(Activator.CreateInstance(type, 1)), 2 * multiplyAdds, input, output))];
    }

    private static int InstructionsOf(int[] widths) => widths.Zip(widths.Skip(1), (inputs, outputs) => inputs * ((outputs + 7) / 8)).Sum();

    private static int[] Widths(string shape) => [.. shape.Split('-').Select(int.Parse)];

    private static string TypeName(string shape) => "Net" + shape.Replace('-', 'x');

    /// <summary>Predictions of single samples through a delegate, which costs every family the same nanosecond.</summary>
    private sealed record SampleCalls(string Name, ForwardCall Forward, double Flops, float[] Input, float[] Output) : Workload(Name, 1, Flops)
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override float Run(int iterations)
        {
            ForwardCall forward = Forward;
            float sum = 0;
            for (int i = 0; i < iterations; i++)
            {
                forward(Input, Output);
                sum += Output[0];
            }

            return sum;
        }
    }
}
