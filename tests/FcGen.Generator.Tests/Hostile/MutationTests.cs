using System.Collections.Concurrent;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Tests.Hostile;

/// <summary>Two thousand networks that are being typed: nothing throws, and all diagnostics are in user code.</summary>
public sealed class MutationTests
{
    private const int Count = 2_000;
    private const int ShownFailures = 30;

    /// <summary>Sources, each with networks and code that uses them.</summary>
    private static readonly (string Networks, string Use)[] Sources =
    [
        (
            "[Network] [Input(6)] [Dense(6, 8), ReLU, Dropout(0.2f), Dense(8, 3, Name = \"head\")] public sealed partial class Net { }",
            "float[] output = new float[Net.OutputSize]; var net = new Net(seed: 1); net.Forward(new float[6], output); net.GetTensor(\"head.bias\", new float[3]); _ = net.Classify([1, 2, 3, 4, 5, 6]);"),
        (
            "[Network(Unroll = Unroll.Tiled)] [Input(2, 3)] [Flatten(Name = \"flat\"), Dense(4, Name = \"a\"), BatchNorm(Epsilon = 1e-4f), GELU(Approximate = true)] [Dense(4, Bias = false, Init = Init.HeNormal), Add(\"a\"), Concat(\"flat\"), LeakyReLU(0.1f), Dense(2)] internal partial class Net { private readonly float[] _input = new float[6]; public int Best() => Classify(_input); }",
            "var net = new Net(); Span<float> outputs = stackalloc float[4]; net.ForwardBatch(new float[12], outputs); net.Save(\"net.safetensors\"); _ = net.Best() + Net.ParameterCount;"),
        (
            "partial class Outer { [Network, Input(Size), Dense(2 * Size), Tanh, Dense(1)] public partial class Net { public const int Size = 2; } }",
            "var net = new Outer.Net(); var trainer = new Trainer<Outer.Net>(net, new BinaryCrossEntropyWithLogits(), new Adam { LearningRate = 1e-2f }, batchSize: 4); trainer.Step([1, 2, 3, 4], (ReadOnlySpan<float>)[0, 1]); _ = trainer.Gradients.Length;"),
        (
            "namespace Games { [Network] [Input(3)] [PReLU, LayerNorm, Dense(3, 3), Sigmoid] partial class First; [Network] [Input(3)] [Softplus(Beta = 2, Threshold = 10), Dense(2), Softmax] partial class Second : System.IDisposable { public void Dispose() { } } }",
            "using var second = Games.Second.Load(\"second.safetensors\"); new Games.First().ForwardBatch(new float[9], new float[9]); INetwork<Games.Second> any = second; any.Forward(new float[3], new float[2]);"),
    ];

    private static readonly CSharpCompilation Empty = GeneratorHarness.Compile([]);

    [Fact]
    public void Sources_are_right_before_they_are_changed() =>
        Assert.All(Sources, source => Assert.Empty(GeneratorHarness.Run(Compile(source.Networks, source.Use)).Problems));

    [Fact]
    public void Anywhere_in_a_source()
    {
        Try(Count / 2, (random, source) =>
        {
            string all = Mutation.Apply(source.Networks + "\nstatic class Caller { static void Call() { " + source.Use + " } }", random);
            return (all, CompileAll(all), []);
        });
    }

    [Fact]
    public void In_the_networks_alone_every_error_is_there_and_not_where_they_are_used()
    {
        Try(Count / 2, (random, source) =>
        {
            string networks = Mutation.Apply(source.Networks, random);
            return (networks, Compile(networks, source.Use), Untouched(networks));
        });
    }

    /// <summary>
    /// Returns the path of the file that must have no errors: the file that uses the networks, if the classes still exist. A class that is no
    /// longer partial, or has another name or location, has no members.
    /// </summary>
    private static string[] Untouched(string networks)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(networks, GeneratorHarness.ParseOptions);
        string[] Declarations(SyntaxNode root) =>
            [.. root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(Header)];
        bool isSame = Sources.Any(source => Declarations(CSharpSyntaxTree.ParseText(source.Networks, GeneratorHarness.ParseOptions).GetRoot()).SequenceEqual(Declarations(tree.GetRoot())));
        return isSame ? ["Use.cs"] : [];
    }

    /// <summary>Returns everything except attribute arguments, which determines the location and the members of a class.</summary>
    private static string Header(BaseTypeDeclarationSyntax type) =>
        $"{string.Join(' ', type.Ancestors().Select(around => (around as BaseNamespaceDeclarationSyntax)?.Name.ToString() ?? around.Kind().ToString()))} {type.Modifiers} {type.Kind()} {type.Identifier} {(type as TypeDeclarationSyntax)?.ParameterList} {type.BaseList} "
        + $"{type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Network")} "
        + $"{string.Join(' ', type.ChildNodes().OfType<MemberDeclarationSyntax>().Select(member => member.WithAttributeLists([]).NormalizeWhitespace()))}";

    private static void Try(int count, Func<Random, (string Networks, string Use), (string Source, CSharpCompilation Compilation, string[] Untouched)> mutate)
    {
        var failures = new ConcurrentBag<string>();
        int kernels = 0;
        int skeletons = 0;
        Parallel.For(0, count, i =>
        {
            (string source, CSharpCompilation compilation, string[] untouched) = mutate(new Random(i), Sources[i % Sources.Length]);
            GeneratorRun run = GeneratorHarness.Run(compilation);
            if (ProblemsOf(run, untouched).FirstOrDefault() is { } problem)
            {
                failures.Add($"{i}: {problem}\n{source}");
            }

            Interlocked.Add(ref skeletons, run.Files.Values.Count(text => text.Contains("has errors")));
            Interlocked.Add(ref kernels, run.Files.Values.Count(text => text.Contains("ForwardSample")));
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} failures:\n{string.Join("\n\n", failures.Take(ShownFailures))}");

        // Both were tried, often.
        Assert.InRange(kernels, count / 10, int.MaxValue);
        Assert.InRange(skeletons, count / 10, int.MaxValue);
    }

    private static IEnumerable<string> ProblemsOf(GeneratorRun run, string[] untouched)
    {
        HashSet<SyntaxTree> generated = [.. run.Result.GeneratedTrees];
        return run.Result.Diagnostics
            .Concat(GeneratorHarness.AllDiagnostics(run.Compilation).Where(diagnostic =>
                diagnostic.Id == "AD0001"
                || (diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.Id.StartsWith("FCG", StringComparison.Ordinal)
                    && diagnostic.Location.SourceTree is { } tree
                    && (generated.Contains(tree) || untouched.Contains(tree.FilePath)))))
            .Select(diagnostic => diagnostic.ToString());
    }

    private static CSharpCompilation Compile(string networks, string use) => CompileAll(networks)
        .AddSyntaxTrees(Parse($"static class Caller {{ static void Call() {{ {use} }} }}", "Use.cs"));

    private static CSharpCompilation CompileAll(string source) =>
        Empty.AddSyntaxTrees(Parse(source, "Networks.cs"), Parse("global using System; global using FcGen;", "Usings.cs"));

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, GeneratorHarness.ParseOptions, path);
}
