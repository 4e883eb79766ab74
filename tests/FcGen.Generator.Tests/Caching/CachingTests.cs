using System.Collections.Immutable;
using System.Reflection;
using FcGen.Generator.Kernels;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Caching;

/// <summary>An edit makes the generator repeat no step, unless it changes the network itself.</summary>
public sealed class CachingTests
{
    private const string Network = """
        using FcGen;
        [Network] [Input(4)] [Dense(4, 8), LeakyReLU(0.1f), Dropout(0.5f), Dense(3), Softmax]
        public sealed partial class Net
        {
            public int Number => 1;
        }
        """;

    private const string SmallNetwork = "using FcGen; [Network] [Input(2)] [Dense(1, Name = \"only\"), Tanh] public partial class Small;";

    private const string Other = "class Other { int x = 1; }";

    [Fact]
    public void An_edit_of_another_file_leaves_every_step_cached()
    {
        var editor = new Editor(Network, Other);
        editor.Replace(1, "class Other { int x = 2; string Text => \"new\"; } class Another;");

        AssertReused(editor.RunAgain(), FcGenGenerator.SpecStep, FcGenGenerator.PlanStep, FcGenGenerator.KernelStep, Editor.Outputs);
    }

    [Fact]
    public void A_new_file_leaves_every_step_cached()
    {
        var editor = new Editor(Network);
        editor.Add(Other);
        AssertReused(editor.RunAgain(), FcGenGenerator.SpecStep, FcGenGenerator.PlanStep, FcGenGenerator.KernelStep, Editor.Outputs);
    }

    [Theory]
    [InlineData("public int Number => 1;", "public int Number => 2; public string Name => \"new\";")]
    [InlineData("using FcGen;", "using FcGen;\n\n// A comment that moves everything down.\n")]
    [InlineData("Dense(3)", "/* the last one */ Dense( 3 )")]
    [InlineData("Dense(4, 8)", "Dense(outputs: 2 * 4, inputs: 4)")]
    [InlineData("public sealed partial class Net", "[System.Obsolete] internal partial class Net : System.IDisposable")]
    public void An_edit_of_the_class_that_leaves_the_network_the_same_makes_no_new_code(string old, string @new)
    {
        var editor = new Editor(Network, Other);
        editor.Replace(0, Network.Replace(old, @new));
        AssertReused(editor.RunAgain(), FcGenGenerator.SpecStep, FcGenGenerator.PlanStep, FcGenGenerator.KernelStep, Editor.Outputs);
    }

    [Theory]
    [InlineData("Dense(4, 8)", "Dense(4, 9)")]
    [InlineData("LeakyReLU(0.1f)", "LeakyReLU(0.2f)")]
    [InlineData("Dropout(0.5f)", "Dropout(0.25f)")]
    [InlineData("Dense(3)", "Dense(3, Bias = false)")]
    [InlineData("Dense(3)", "Dense(3, Init = Init.Zeros)")]
    [InlineData("Dense(3)", "Dense(3, Name = \"last\")")]
    [InlineData(", Softmax]", "]")]
    [InlineData("[Network]", "[Network(Unroll = Unroll.Tiled)]")]
    [InlineData("[Input(4)]", "[Input(2, 2), Flatten]")]
    public void An_edit_of_the_network_makes_new_code(string old, string @new)
    {
        var editor = new Editor(Network, Other);
        string before = editor.Text("Net.g.cs");
        editor.Replace(0, Network.Replace(old, @new));
        GeneratorRunResult result = editor.RunAgain();
        foreach (string step in new[] { FcGenGenerator.SpecStep, FcGenGenerator.PlanStep })
        {
            Assert.Equal([IncrementalStepRunReason.Modified], Editor.Reasons(result, step));
        }

        Assert.NotEqual(before, editor.Text("Net.g.cs"));
    }

    [Fact]
    public void Of_two_networks_only_the_changed_one_is_made_again()
    {
        var editor = new Editor(Network, SmallNetwork);
        editor.Replace(1, SmallNetwork.Replace("Dense(1", "Dense(2"));
        GeneratorRunResult result = editor.RunAgain();
        foreach (string step in new[] { FcGenGenerator.SpecStep, FcGenGenerator.PlanStep })
        {
            Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], Editor.Reasons(result, step));
        }

        IncrementalStepRunReason[] kernels = Editor.Reasons(result, FcGenGenerator.KernelStep);
        Assert.Contains(IncrementalStepRunReason.Modified, kernels);
        Assert.Contains(IncrementalStepRunReason.Unchanged, kernels);
    }

    [Fact]
    public void A_second_network_of_the_same_shape_adds_no_kernel()
    {
        var editor = new Editor(Network);
        string[] before = editor.Kernels;
        Assert.NotEmpty(before);
        editor.Add(Network.Replace("class Net", "class Other"));
        editor.RunAgain();
        Assert.Equal(before, editor.Kernels);
    }

    [Fact]
    public void An_error_leaves_the_signatures_of_the_network_and_its_repair_brings_the_code_back()
    {
        var editor = new Editor(Network, SmallNetwork);
        editor.Replace(1, SmallNetwork.Replace("Dense(1", "Dense(0"));
        editor.RunAgain();
        Assert.Contains("has errors", editor.Text("Small.g.cs"));
        editor.Replace(1, SmallNetwork);
        editor.RunAgain();
        Assert.DoesNotContain("has errors", editor.Text("Small.g.cs"));
    }

    [Fact]
    public void Nothing_that_is_kept_between_runs_holds_on_to_the_compilation()
    {
        var editor = new Editor(Network, SmallNetwork);
        GeneratorRunResult result = editor.RunAgain();
        IEnumerable<object> kept = new[] { FcGenGenerator.SpecStep, FcGenGenerator.PlanStep, FcGenGenerator.KernelStep }
            .SelectMany(step => result.TrackedSteps[step])
            .SelectMany(step => step.Outputs)
            .Select(output => output.Value);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (object value in kept)
        {
            AssertFreeOfRoslyn(value, value.GetType().Name, seen);
        }

        Assert.Contains(seen, value => value is Graph.NetworkSpec);
        Assert.Contains(seen, value => value is Planning.NetworkPlan);
        Assert.Contains(seen, value => value is Layers.Dense.DenseOperation);
    }

    private static void AssertFreeOfRoslyn(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxToken or SyntaxTree or SyntaxReference or Compilation or SemanticModel or Location or AttributeData,
            $"{path} holds a {value.GetType()}");
        if (value is Array items)
        {
            foreach (object? item in items)
            {
                AssertFreeOfRoslyn(item, path + "[]", seen);
            }

            return;
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                AssertFreeOfRoslyn(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }

    private static void AssertReused(GeneratorRunResult result, params string[] steps)
    {
        foreach (string step in steps)
        {
            IncrementalStepRunReason[] reasons = Editor.Reasons(result, step);
            Assert.NotEmpty(reasons);
            Assert.All(reasons, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }
    }

    /// <summary>A compilation that is edited, and a generator driver that an editor would keep while the file is open.</summary>
    private sealed class Editor
    {
        public const string Outputs = "SourceOutput";

        private GeneratorDriver _driver = GeneratorHarness.CreateDriver();
        private CSharpCompilation _compilation;

        public Editor(params string[] sources)
        {
            _compilation = GeneratorHarness.Compile(sources);
            RunAgain();
        }

        public void Replace(int file, string source)
        {
            SyntaxTree old = _compilation.SyntaxTrees[file];
            SyntaxTree @new = Parse(source, old.FilePath);
            Assert.NotEqual(old.ToString(), @new.ToString());
            _compilation = _compilation.ReplaceSyntaxTree(old, @new);
        }

        public void Add(string source) => _compilation = _compilation.AddSyntaxTrees(Parse(source, "New.cs"));

        public GeneratorRunResult RunAgain()
        {
            _driver = _driver.RunGenerators(_compilation);
            GeneratorRunResult result = Assert.Single(_driver.GetRunResult().Results);
            Assert.Null(result.Exception);
            return result;
        }

        public string Text(string hintName) =>
            _driver.GetRunResult().Results[0].GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

        /// <summary>The names of the files with kernels.</summary>
        public string[] Kernels =>
        [
            .. _driver.GetRunResult().Results[0].GeneratedSources.Select(source => source.HintName)
                .Where(name => name.StartsWith(Kernel.Namespace, StringComparison.Ordinal)),
        ];

        /// <summary>Returns the run reason of each output of a step, in the order of the networks.</summary>
        public static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step)
        {
            ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> steps = step == Outputs ? result.TrackedOutputSteps : result.TrackedSteps;
            return [.. steps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];
        }

        private SyntaxTree Parse(string source, string path) =>
            CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)_compilation.SyntaxTrees[0].Options, path);
    }
}
