using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Benchmarks;

/// <summary>One network of the sweep.</summary>
/// <param name="Shape">The widths, such as 64-128-10, with ReLU between the layers.</param>
/// <param name="Choice">The planner's choice.</param>
/// <param name="Instructions">The planner's count of 256-bit multiply-adds, which Budget limits. Layers of the same shape count once.</param>
/// <param name="StraightLine">The network with all layers straight-line.</param>
/// <param name="Tiled">The network with all layers tiled.</param>
/// <param name="Mixed">The planner's choice if it is mixed, or null, because the same code already exists.</param>
internal sealed partial record SweptNetwork(
    string Shape, string Choice, int Instructions, Workload StraightLine, Workload Tiled, Workload? Mixed)
{
    public const string ChoiceOfStraightLine = "straight-line";
    public const string ChoiceOfTiled = "tiled";

    private delegate void ForwardCall(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Compiles the networks in memory.</summary>
    public static IEnumerable<SweptNetwork> Compile(IReadOnlyList<string> shapes)
    {
        Dictionary<string, int> instructions = InstructionsOf([.. shapes.SelectMany(Layers).Distinct()]);
        Family full = Load(shapes, "Full");
        Family tiled = Load(shapes, "Tiled");
        Family chosen = Load(shapes, "Auto");
        foreach (string shape in shapes)
        {
            string choice = ChoiceIn(chosen.Text[shape]);
            bool isMixed = choice is not ChoiceOfStraightLine and not ChoiceOfTiled;
            SampleCalls[] calls = CreateWorkloads(shape, isMixed ? [full, tiled, chosen] : [full, tiled]);
            yield return new SweptNetwork(
                shape, choice, Layers(shape).Distinct().Sum(layer => instructions[layer]), calls[0], calls[1], isMixed ? calls[2] : null);
        }
    }

    /// <summary>
    /// Returns the planner's count for each layer. Each layer is planned as a separate network. Otherwise the documentation would not contain the
    /// count of a layer that is tiled to limit the total size.
    /// </summary>
    private static Dictionary<string, int> InstructionsOf(IReadOnlyList<string> layers) => Generate(layers, "Auto").Text.ToDictionary(
        layer => layer.Key,
        layer => InstructionCount().Match(layer.Value) is { Success: true } count
            ? int.Parse(count.Groups["count"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Expected the number of instructions of {layer.Key} in the generated text, but found none."));

    private static Family Load(IReadOnlyList<string> shapes, string family)
    {
        (Compilation compilation, IReadOnlyDictionary<string, string> text) = Generate(shapes, family);
        return new Family(Assembly.Load(Compiler.Emit(compilation.WithAssemblyName(family))), text);
    }

    private static (Compilation Compilation, IReadOnlyDictionary<string, string> Text) Generate(IReadOnlyList<string> shapes, string family)
    {
        CSharpCompilation compilation = Compiler.Compile([.. shapes.Select(shape => Source(shape, family))]);
        GeneratorDriver driver = Compiler.CreateDriver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        Dictionary<string, string> files = driver.GetRunResult().GeneratedTrees.ToDictionary(tree => Path.GetFileName(tree.FilePath), tree => tree.ToString());
        return (generated, shapes.ToDictionary(shape => shape, shape => files[TypeName(shape) + ".g.cs"]));
    }

    private static string Source(string shape, string family)
    {
        int[] widths = Widths(shape);
        string layers = string.Join(", FcGen.ReLU, ", widths[1..].Select(width => $"FcGen.Dense({width})"));
        return $"[FcGen.Network(Unroll = FcGen.Unroll.{family})] [FcGen.Input({widths[0]})] [{layers}] public sealed partial class {TypeName(shape)};";
    }

    /// <summary>Returns the choice from the generated documentation.</summary>
    private static string ChoiceIn(string text)
    {
        int tiled = text.Split(" tiled: ").Length - 1;
        int unrolled = text.Split(" unrolled: ").Length - 1;
        return tiled == 0 ? ChoiceOfStraightLine : unrolled == 0 ? ChoiceOfTiled : $"{unrolled} of {tiled + unrolled} straight-line";
    }

    /// <summary>
    /// Creates the workloads. All use the same input and output, because their alignment affects the time of the smallest networks.
    /// </summary>
    private static SampleCalls[] CreateWorkloads(string shape, IEnumerable<Family> families)
    {
        int[] widths = Widths(shape);
        var random = new Random(4);
        float[] input = [.. Enumerable.Range(0, widths[0]).Select(_ => random.NextSingle() - 0.5f)];
        var output = new float[widths[^1]];
        double multiplyAdds = widths.Zip(widths.Skip(1), (inputs, outputs) => (double)inputs * outputs).Sum();
        return [.. families.Select(family => family.Assembly.GetType(TypeName(shape))!).Select(type => new SampleCalls(
            shape, type.GetMethod("Forward")!.CreateDelegate<ForwardCall>(Activator.CreateInstance(type, 1)), 2 * multiplyAdds, input, output))];
    }

    private static int[] Widths(string shape) => [.. shape.Split('-').Select(int.Parse)];

    /// <summary>Returns the shapes of the layers, such as 64-128 and 128-10.</summary>
    private static IEnumerable<string> Layers(string shape) =>
        Widths(shape).Zip(Widths(shape).Skip(1), (inputs, outputs) => $"{inputs}-{outputs}");

    private static string TypeName(string shape) => "Net" + shape.Replace('-', 'x');

    [GeneratedRegex(@" (unrolled|tiled): (?<count>[\d,]+) instructions")]
    private static partial Regex InstructionCount();

    /// <summary>All networks with one choice of kernels, and their generated text.</summary>
    private sealed record Family(Assembly Assembly, IReadOnlyDictionary<string, string> Text);

    /// <summary>Predicts single samples through a delegate, which adds the same nanosecond to every family.</summary>
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
