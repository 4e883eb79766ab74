using System.Reflection;
using System.Runtime.CompilerServices;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Tests.Hostile;

/// <summary>A network with errors keeps its members, so that code that uses them has no errors.</summary>
public sealed class SkeletonTests
{
    private const string Network = "[Network, Input(4), Dense(8), ReLU, Dense(2)]";
    private const string Wrong = "[Network, Input(4), Dense(5, 2)]";

    /// <summary>The format of a member declaration without the value of a constant.</summary>
    private static readonly SymbolDisplayFormat Signatures = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions((SymbolDisplayMemberOptions)0xFF & ~SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions((SymbolDisplayParameterOptions)0xFF);

    [Theory]
    [InlineData("[Network, Input(4), Dense(4, 8), ReLU, Dense(9, 2)] partial class Net;")]
    [InlineData("[Network] [Dense(4, 2)] partial class Net;")]
    [InlineData("[Network] [Input(4)] partial class Net;")]
    [InlineData("[Network] partial class Net;")]
    [InlineData("[Network, Input(0), Dense(-1)] partial class Net;")]
    [InlineData("[Network, Input(1, 2, 3, 4), Dropout(2), Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(2, 3), Dense(2)] partial class Net;")]
    [InlineData("[Network, Sequence(3, 0), Transpose, Dense(2)] partial class Net;")]
    [InlineData("[Network(Unroll = (Unroll)9), Input(4), Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(10), Dense(120000000), ReLU, Dense(3)] partial class Net;")]
    [InlineData("[Network, Input(4)] partial class Net; [Dense(2)] partial class Net;")]
    [InlineData("[Network, Input(4), Dense(2, Name = \"a.b\"), Add(\"nobody\")] partial class Net;")]
    public void An_error_in_the_attributes_is_no_error_of_the_compiler(string source) => AssertErrors(source, "Net");

    [Theory]
    [InlineData($"{Network} partial class Net<T> where T : struct;", "Net<int>")]
    [InlineData($"{Network} partial class Net<@class, TOut>;", "Net<string, object[]>")]
    [InlineData($"{Network} partial record Net;", "Net")]
    [InlineData($"partial interface IOuter<in TIn, out TOut, T> {{ {Network} partial class Net; }}", "IOuter<string, object, int>.Net", "CS8427")]
    [InlineData($"partial class Outer<T> {{ public partial record struct Middle<S> {{ {Network} public partial class Net; }} }}", "Outer<int>.Middle<string>.Net")]
    [InlineData($"namespace @namespace.@event {{ partial class @int {{ {Wrong} public partial class @new; }} }}", "@namespace.@event.@int.@new")]
    [InlineData($"namespace A.B {{ partial struct @struct {{ {Wrong} internal sealed partial class @record; }} }}", "A.B.@struct.@record")]
    [InlineData($"{Wrong} partial class Net : Base; class Base {{ protected Base(int n = 1) {{ }} private int Unsafe => 1; }}", "Net")]
    [InlineData($"{Wrong} partial class Net : Base; {Wrong} partial class Base;", "Net")]
    [InlineData($"{Wrong} partial class Net : INetwork<Net>, System.IDisposable {{ void System.IDisposable.Dispose() {{ }} }}", "Net")]
    public void Nor_is_one_in_the_type_or_where_it_stands(string source, string type, params string[] errors) => AssertErrors(source, type, errors);

    [Theory]
    [InlineData("void INetwork<Net>.Forward(ReadOnlySpan<float> a, Span<float> b) { }")]
    [InlineData("ReadOnlySpan<float> INetwork<Net>.Parameters => default; Span<float> INetwork<Net>.MutableState => default; int INetwork<Net>.MaxDegreeOfParallelism { get; set; }")]
    [InlineData("static int INetwork<Net>.InputSize => 4; static int INetwork<Net>.ParametersLength => 4; static void INetwork<Net>.Prepare(Preparation what) { } void INetwork<Net>.OnStateChanged() { }")]
    [InlineData("void INetwork<Net>.Backward(ReadOnlySpan<float> a, ReadOnlySpan<float> b, TrainingWorkspace c, Span<float> d, Span<float> e) { }")]
    [InlineData("public void Forward(ReadOnlySpan<float> input, Span<float> output) { }")]
    [InlineData("public const int InputSize = 4, OutputSize = 2; public const int ParameterCount = 58;")]
    [InlineData("public Net() { } public Net(int seed) : this() { }")]
    [InlineData("internal int MaxDegreeOfParallelism { get; set; } internal Span<float> Parameters => default; public string ToString => null!;")]
    [InlineData("internal static TrainingWorkspace CreateWorkspace(int batchSize) => null!; internal static void Prepare(Preparation what = Preparation.Batch) { }")]
    [InlineData("private int _state = 1; class Kernels; void Derive() => _state++; void Unsafe() { }")]
    public void Nor_is_a_member_that_does_what_the_generated_one_would(string members) =>
        AssertErrors($"using System;\n{Network} partial class Net {{ {members} }}", "Net");

    [Theory]
    [InlineData($"{Network} abstract partial class Net;", "CS0144", "CS0310")]
    [InlineData($"{Network} partial class Net(int seed) {{ public int Seed => seed; }}", "CS0310", "CS7036")]
    [InlineData($"{Network} partial class Net : Base; class Base {{ public Base(string name) {{ }} }}", "CS1729", "CS1739", "CS7036")]
    [InlineData($"{Network} partial class Net {{ private const int Forward = 1; }}", "CS1955")]
    [InlineData($"{Network} partial class Net : Base; abstract class Base {{ public abstract int Edit {{ get; }} }}", "CS0534", "CS1955")]
    [InlineData("[Network, Input(4), Densee(1)] partial class Net;", "CS0246")]
    [InlineData("[Network, Input(4), Dense(x)] partial class Net;", "CS0103")]
    [InlineData("[Network, Input(4), Dense(1, 2, 3, 4)] partial class Net;", "CS1729")]
    [InlineData("[Network, Input(\"4\"), Dense(2, Name = 3)] partial class Net;", "CS0029", "CS1503")]
    [InlineData("[Network, Input(4), Dense(2, Bias = )] partial class Net;", "CS1525")]
    public void What_the_compiler_finds_wrong_itself_is_all_it_tells(string source, params string[] errors) => AssertErrors(source, "Net", errors);

    [Theory]
    [InlineData("static partial class Net;")]
    [InlineData("file partial class Net;")]
    [InlineData("file partial class Outer { NETWORK public partial class Net; }")]
    [InlineData("class Net;")]
    [InlineData("class Outer { NETWORK internal partial class Net; }")]
    [InlineData("partial struct Net;", "CS0592")]
    [InlineData("partial record struct Net;", "CS0592")]
    [InlineData("partial interface Net;", "CS0592")]
    public void Where_no_member_can_be_added_none_is(string declaration, params string[] problems)
    {
        string source = declaration.Contains("NETWORK") ? declaration.Replace("NETWORK", Network) : $"{Network} {declaration}";
        GeneratorRun run = GeneratorHarness.Run("using FcGen;\n" + source);
        Assert.Empty(run.Files);
        Assert.Equal(problems, run.Problems.Select(problem => problem.Id).Distinct());
    }

    [Fact]
    public void It_has_the_public_members_of_the_network_without_errors()
    {
        string[] members = PublicMembers("[Network, Input(4), Dense(4, 8), ReLU, Dense(8, 2)] public partial class Net;");
        Assert.Contains("public void Net.Forward(System.ReadOnlySpan<float> input, System.Span<float> output)", members);
        Assert.Equal(members, PublicMembers("[Network, Input(4), Dense(4, 8), ReLU, Dense(9, 2)] public partial class Net;"));
        Assert.Equal(members, PublicMembers("[Network] public partial class Net;"));
        Assert.Equal(members, PublicMembers("[Network, Input(4), Densee(2)] public partial class Net;"));
    }

    [Theory]
    [InlineData("Input(4), Dense(4, 8), ReLU, Dense(9, 2)", 4, 2)]
    [InlineData("Input(2, 3), Flatten, Dense(5, 7), Softmax", 6, 7)]
    [InlineData("Input(2, 3), Dense(7)", 6, 7)]
    [InlineData("Sequence(3, 2), Dense(5, 7), Softmax", 6, 21)]
    [InlineData("Dense(4, 2)", 4, 2)]
    [InlineData("Tanh, Dense(4, 8), ReLU, Dense(8, 3)", 4, 3)]
    [InlineData("Input(4)", 4, 1)]
    [InlineData("Input(-1), Dense(6, 2)", 6, 2)]
    [InlineData("Input(4), Dense(8), ReLU, Dense(0)", 4, 8)]
    [InlineData("Input(4), Dense(3, Name = \"a.b\"), Concat(\"input\")", 4, 7)]
    [InlineData("", 1, 1)]
    public void Its_sizes_are_those_that_can_be_told(string attributes, int inputs, int outputs)
    {
        string comma = attributes.Length > 0 ? ", " : string.Empty;
        Type network = GeneratorHarness.Load($"using FcGen; [Network{comma}{attributes}] public partial class Net;").GetType("Net")!;
        Assert.Equal(inputs, network.GetField("InputSize")!.GetRawConstantValue());
        Assert.Equal(outputs, network.GetField("OutputSize")!.GetRawConstantValue());
    }

    [Theory]
    [InlineData("[Network, Input(4), Dense(5, 2)] public partial class Net;", "Net", "Net")]
    [InlineData("namespace A { public partial class Outer { [Network] public partial class @new; } }", "A.Outer+new", "@new")]
    public void Every_member_of_it_throws_and_names_the_network(string source, string type, string name)
    {
        Type network = GeneratorHarness.Load("using FcGen;\n" + source).GetType(type)!;
        MethodInfo calls = typeof(SkeletonTests).GetMethod(nameof(Calls), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(network);
        Action[] members = [.. ((Action[])calls.Invoke(null, [RuntimeHelpers.GetUninitializedObject(network)])!), () => Create(network), () => Create(network, 1)];
        Assert.All(members, member => Assert.Equal(
            $"Network '{name}' has errors; see the FCG diagnostics in the build output.", Assert.Throws<InvalidOperationException>(member).Message));
    }

    /// <summary>
    /// Checks that the compiler finds only these errors in a source and in code that uses its network, and none in generated code.
    /// </summary>
    private static void AssertErrors(string source, string type, params string[] errors)
    {
        GeneratorRun run = GeneratorHarness.Run("using FcGen;\n" + source, UserOf(type));
        Assert.NotEmpty(run.Files);
        Assert.All(run.Files.Values, text => Assert.Contains("A network with errors", text));
        Assert.DoesNotContain(run.Problems, problem => run.Result.GeneratedTrees.Contains(problem.Location.SourceTree!));
        IEnumerable<Diagnostic> found = run.Problems.Where(problem => problem.Severity == DiagnosticSeverity.Error);
        Assert.True(errors.Order().SequenceEqual(found.Select(error => error.Id).Distinct().Order()), string.Join("\n", found));
    }

    private static string[] PublicMembers(string source)
    {
        INamedTypeSymbol network = GeneratorHarness.Run("using FcGen;\n" + source).Compilation.GetTypeByMetadataName("Net")!;
        return
        [
            .. network.GetMembers().Where(member => member.DeclaredAccessibility == Accessibility.Public)
                .Select(member => member.ToDisplayString(Signatures))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static void Create(Type network, params object[] arguments) =>
        Activator.CreateInstance(network, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static Action[] Calls<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork> =>
    [
        () => _ = TNetwork.InputSize,
        () => _ = TNetwork.OutputSize,
        () => _ = TNetwork.ParameterCount,
        () => _ = TNetwork.ParametersLength,
        () => TNetwork.Create(1),
        () => TNetwork.Prepare(),
        () => TNetwork.CreateWorkspace(1),
        () => _ = network.Parameters,
        () => _ = network.Buffers,
        () => network.Edit(),
        () => network.CopyFrom(network),
        () => _ = network.MutableState,
        network.OnStateChanged,
        () => _ = network.MaxDegreeOfParallelism,
        () => network.MaxDegreeOfParallelism = 1,
        () => _ = network.Tensors,
        () => network.Forward([], []),
        () => network.ForwardBatch([], []),
        () => network.Classify([]),
        () => network.Predict([]),
        () => network.ToString(),
        () => network.GetTensor("0.weight"),
        () => network.GetTensor("0.weight", []),
        () => network.SetTensor("0.weight", []),
        () => network.ForwardTraining([], [], null!),
        () => network.Backward([], [], null!, []),
    ];

    /// <summary>Returns code that uses every member of a network.</summary>
    private static string UserOf(string network) => $$"""
        using System;
        using FcGen;
        using Used = {{(network.Contains('.') || network.Contains('<') ? network : "global::" + network)}};

        static class User
        {
            private const int Both = Used.InputSize + Used.OutputSize + Used.ParameterCount;
            private static readonly float[] s_input = new float[Used.InputSize];

            internal static void Use(string path)
            {
                var net = new Used();
                net = new Used(1);
                net = new Used(seed: Both);
                Span<float> input = stackalloc float[Used.InputSize];
                Span<float> outputs = stackalloc float[2 * Used.OutputSize];
                net.Forward(input, outputs[..Used.OutputSize]);
                net.Forward(input: s_input, output: outputs);
                net.ForwardBatch(inputs: s_input, outputs: outputs);
                int best = net.Classify(s_input) switch { Used.OutputSize => 1, _ => 0 };
                net.MaxDegreeOfParallelism += best;
                foreach (TensorInfo tensor in net.Tensors)
                {
                    net.GetTensor(tensor.Name, destination: outputs);
                    net.SetTensor(tensor.Name, values: outputs);
                }

                using (NetworkEdit<Used> edit = net.Edit())
                {
                    edit.Parameters.Clear();
                    edit.Buffers.Clear();
                }

                net.CopyFrom(other: Used.Create(seed: 2));
                outputs[0] = net.Predict(input: s_input)[0] + net.GetTensor(name: "0.weight")[0] + net.Parameters[0] + net.Buffers.Length;
                Console.WriteLine(net.ToString() + net);
                Used.Prepare();
                Used.Prepare(what: Preparation.Forward | Preparation.Training);
                TrainingWorkspace workspace = Used.CreateWorkspace(batchSize: 2);
                net.ForwardTraining(s_input, outputs, workspace);
                net.Backward(s_input, outputs, workspace, outputs);
                net.Backward(s_input, outputs, workspace, parameterGradients: outputs, inputGradients: input);
                var trainer = new Trainer<Used>(net, new MeanSquaredError(), new Adam(), 8);
                Take(trainer.Network);
                Take<Used>(null);
            }

            private static int Take<TNetwork>(TNetwork? network)
                where TNetwork : class, INetwork<TNetwork>, new() => TNetwork.InputSize + TNetwork.ParametersLength;
        }
        """;
}
