using System.Reflection;
using FcGen.Generator.Analyzers.Lengths;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>
/// Determines the length of the argument that code passes to <c>Probe.Take</c>, <c>TakeSpan</c> or <c>TakeArray</c>, and compares it with the
/// length at run time.
/// </summary>
internal static class KnownLengthCheck
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using static Net;

        """;

    private const string Surroundings = Usings + """
        public static class Probe
        {
            private static int _calls;
            public static int Last { get; private set; } = -1;
            public static int Take(ReadOnlySpan<float> span) => ++_calls < 9 ? Last = span.Length : throw new TimeoutException();
            public static int TakeSpan(Span<float> span) => Take(span);
            public static int TakeArray(float[]? array) => Take(array);
            public static int TakeMany(params ReadOnlySpan<float> span) => Take(span);
            public static float[] Make() => new float[100 + DateTime.Now.Second];
            public static void Fill(out float[] array) => array = Make();
            public static void FillSpan(out Span<float> span) => span = Make();
            public static void Change(ref float[] array) => array = Make();
            public static void ChangeSpan(ref Span<float> span) => span = Make();
            public static void Look(in float[] array) => Unsafe.AsRef(in array) = Make();
        }

        public static class Net
        {
            public const int InputSize = 63;
        }

        public class Of63
        {
            public readonly float[] X = new float[63];
            public static float[] Y { get; } = new float[63];
            public static Span<float> Z => Y.AsSpan(0, 63);
        }

        public partial class Parted
        {
            public readonly float[] X = new float[63];
            public float[] Y { get; } = new float[63];
        }

        [InlineArray(63)]
        public struct Row
        {
            private float _first;
        }
        """;

    private static readonly CSharpCompilationOptions Options =
        new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    /// <summary>
    /// Returns the length of an expression, or of the argument in statements, in a method with parameters of all types and other members.
    /// </summary>
    public static KnownLength? Length(string code, string members = "", string types = "") => LengthIn(
        Surroundings,
        Usings + $$"""
        {{types}}

        public partial class Host
        {
            {{members}}
            public unsafe void Run(float[] unknown, Span<float> span, ReadOnlySpan<float> readOnly, Memory<float> memory, int n, bool flag)
            {
                {{(code.Contains("Take") ? code : $"Probe.Take({code});")}}
            }
        }

        public partial class Parted
        {
            public Parted(int n)
            {
                X = new float[n];
                Y = Probe.Make();
            }
        }

        public static class Program
        {
            public static void Main()
            {
                object?[] arguments = [.. typeof(Host).GetConstructors()[0].GetParameters().Select(parameter => (object?)1)];
                var host = (Host)Activator.CreateInstance(typeof(Host), arguments)!;
                host.Run(new float[200], new float[200], new float[200], new float[200], 1, true);
            }
        }
        """);

    /// <summary>Returns the length of the argument in a file with top-level statements.</summary>
    public static KnownLength? LengthInFile(string file) => LengthIn(Surroundings, Usings + file);

    /// <summary>Determines the length of every argument of every call in possibly invalid code. Nothing may throw.</summary>
    public static void AskEverywhere(string source)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile([Surroundings, Usings + source], Options);
        SyntaxTree tree = compilation.SyntaxTrees[1];
        SemanticModel model = compilation.GetSemanticModel(tree);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            if (node is ArgumentSyntax && model.GetOperation(node) is IArgumentOperation argument)
            {
                KnownLength.Of(argument.Value, CancellationToken.None);
            }
            else if (node is ExpressionSyntax && model.GetOperation(node) is { } expression)
            {
                KnownLength.Of(expression, CancellationToken.None);
            }
        }
    }

    public static void AssertKnown(KnownLength? length, int count, string? size)
    {
        Assert.NotNull(length);
        Assert.Equal(count, length.Count);
        Assert.Equal(size, length.Size?.ToString());
    }

    private static KnownLength? LengthIn(params string[] sources)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(sources, Options);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        SyntaxTree tree = compilation.SyntaxTrees[1];
        SemanticModel model = compilation.GetSemanticModel(tree);
        InvocationExpressionSyntax call = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Last(node => node.Expression.ToString().StartsWith("Probe.Take", StringComparison.Ordinal));
        var invocation = Assert.IsAssignableFrom<IInvocationOperation>(model.GetOperation(call));
        KnownLength? length = KnownLength.Of(Assert.Single(invocation.Arguments).Value, CancellationToken.None);
        if (length is not null)
        {
            Assert.Contains(LastLength(compilation), new[] { length.Count, -1 });
        }

        return length;
    }

    /// <summary>The last length that was passed at run time; -1 if none was, as in a lambda that is not called.</summary>
    private static int LastLength(CSharpCompilation compilation)
    {
        Assembly assembly = GeneratorHarness.Load(compilation);
        try
        {
            assembly.EntryPoint!.Invoke(null, assembly.EntryPoint.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is TimeoutException)
        {
            // A loop without end.
        }

        return (int)assembly.GetType("Probe")!.GetProperty("Last")!.GetValue(null)!;
    }
}
