using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FcGen.Generator.Tests.Hostile;

/// <summary>Other user code does not change the meaning of names in generated code.</summary>
public sealed class SurroundingsTests
{
    private const string Network = HostileCheck.Network;

    [Fact]
    public void Types_of_the_user_called_like_ours()
    {
        string[] names =
        [
            "INetwork", "TensorInfo", "TensorKind", "TrainingWorkspace", "Trainer", "Init", "AlignedBuffer", "NetworkGuard", "NetworkPreparation", "WeightInitializer",
            "Softmax", "Rows", "Dropout", "Tail", "Reduce", "Elementwise", "PortableGemm", "Scratch", "Kernels", "Generated", "Bits256", "Bits512",
            "ReLUOperator", "ReLU", "Dense", "Network", "Numerics", "Initialization",
        ];
        HostileCheck.Works(
            $$"""
            {{string.Join("\n", names.Select(name => $"class {name};"))}}
            namespace User
            {
                {{string.Join("\n", names.Select(name => $"class {name};"))}}
                {{Network}} public partial class Net;
            }
            """,
            "User.Net");
    }

    [Fact]
    public void Types_of_the_user_called_like_those_of_the_base_library() => HostileCheck.Works(
        $$"""
        namespace User
        {
            class Span; class ReadOnlySpan; class Span<T>; class ReadOnlySpan<T>; class Array; class Math; class Type; class Object; class String; class Int32; class Single;
            class IReadOnlyList<T>; class List<T>; class Attribute; class ArgumentException;
            {{Network}} public partial class Net;
        }
        """,
        "User.Net");

    [Fact]
    public void Global_types_called_like_those_that_generated_code_names_without_a_prefix() => HostileCheck.Works(
        $$"""
        class Unsafe; class MemoryMarshal; class Vector128; class Vector256; class Vector512; class Vector256<T>; class Vector512<T>;
        class MethodImplAttribute; class MethodImplOptions; class InlineArrayAttribute;
        namespace User { {{Network}} public partial class Net; }
        """,
        "User.Net");

    [Fact]
    public void Namespaces_of_the_user_called_like_ours_and_the_base_library_s() => HostileCheck.Works(
        $$"""
        namespace User
        {
            namespace System { class Span; namespace Runtime { class CompilerServices; } }
            namespace FcGen { namespace Numerics { class Rows; } class Network; }
            namespace Numerics { class Rows; }
            {{Network}} public partial class Net;
        }
        namespace User.FcGen { {{Network}} public partial class Net; }
        namespace User.System { {{Network}} public partial class Net; }
        namespace FcGen.Samples { {{Network}} public partial class Net; }
        """,
        "User.Net",
        "User.FcGen.Net",
        "User.System.Net",
        "FcGen.Samples.Net");

    [Fact]
    public void Members_of_a_type_around_it_called_like_generated_ones() => HostileCheck.Works(
        $$"""
        public partial class Outer
        {
            public const string InputSize = "none";
            private readonly string _parameters = "none", Parameters = "none", System = "none", FcGen = "none";
            private class BatchPass; class Generated; class TensorTable;
            public void Forward() => _ = _parameters + Parameters + System + FcGen;
            static void Prepare() { }
            {{Network}} public partial class Net;
        }
        """,
        "Outer+Net");

    [Fact]
    public void A_class_with_a_life_of_its_own() => HostileCheck.Works(
        $$"""
        #nullable enable
        using System;
        public interface IShape { int Sides { get; } }
        public class Base { protected int Counter; protected virtual int Count() => ++Counter; }

        {{Network}}
        public partial class Net : Base, IShape, IDisposable
        {
            private static readonly int[] Cache = new int[4];
            private readonly string _name = "net";
            private readonly object? _context;

            public Net(string name) : this(seed: 3) => _name = name;
            public Net(object? context, int number) => (_context, Cache[0]) = (context, number);
            static Net() => Cache[1] = 1;

            public int Sides => _name.Length + Cache[1] + (_context is null ? 0 : 1);
            public void Forward(int steps) => Counter += steps;
            protected override int Count() => base.Count() + 1;
            public void Dispose() { }
            public override string ToString() => _name;
            public static implicit operator string(Net net) => net._name;
            public enum Mode { On }
            public class Inner { public Net? Owner; }
        }

        public class Derived : Net { public Derived() : base(7) { } }
        """,
        "Net");

    [Fact]
    public void A_library_that_is_CLS_compliant()
    {
        GeneratorRun run = HostileCheck.Compiles(GeneratorHarness.Compile(
            [
                $$"""
                [assembly: System.CLSCompliant(true)]
                namespace User;
                {{HostileCheck.RichNetwork}} public partial class Net;
                [FcGen.Network, FcGen.Input(2, 3), FcGen.Flatten, FcGen.Dense(1)] public partial class Matrix;
                [FcGen.Network, FcGen.Input(2, 3, 4), FcGen.Flatten, FcGen.Dense(1)] public partial class Image { public FcGen.TensorInfo First => Tensors[0]; }
                """,
            ],
            HostileCheck.Options.WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Suppress)])));
        Assert.Empty(run.Problems);
    }

    [Theory]
    [InlineData("internal")]
    [InlineData("public")]
    public void A_referenced_assembly_with_a_network_of_the_same_full_name(string access)
    {
        string source = $"namespace User; {HostileCheck.RichNetwork} {access} partial class Net;";
        CSharpCompilation compilation = GeneratorHarness.Compile([source], HostileCheck.Options);
        MetadataReference other = GeneratorHarness.Library(
            $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{compilation.AssemblyName}\")] {source}");
        HostileCheck.Compiles(compilation.AddReferences(other));
    }

    [Theory]
    [InlineData("class _; NETWORK public partial class Net;")]
    [InlineData("public partial class Outer { class _; int nameof() => 1; NETWORK public partial class Net; }")]
    [InlineData("public class Base { protected class _; protected string nameof(int a) => null!; } NETWORK public partial class Net : Base;")]
    [InlineData("NETWORK public partial class Net { int nameof(string name) => 1; int _; void global() { } class var; class dynamic; class nint; }")]
    [InlineData("class var; class dynamic; class nint; class nuint; class @notnull; class @unmanaged; NETWORK public partial class Net;")]
    public void Names_that_mean_something_in_C_sharp(string source) => HostileCheck.Compiles(
        GeneratorHarness.Compile([source.Replace("NETWORK", HostileCheck.RichNetwork)], HostileCheck.Options));

    [Theory]
    [InlineData("@record")]
    [InlineData("@field")]
    [InlineData("@required")]
    [InlineData("@file")]
    [InlineData("@scoped")]
    [InlineData("@global")]
    [InlineData("@class")]
    [InlineData("@nameof")]
    [InlineData("@value")]
    [InlineData("@extension")]
    [InlineData("@union")]
    [InlineData("_")]
    [InlineData("Numerics")]
    [InlineData("Span")]
    public void A_network_and_what_is_around_it_called_like_something_else(string name) => HostileCheck.Works(
        $$"""
        namespace User { {{Network}} public partial class {{name}}; }
        namespace {{name}}.{{name}} { public partial class {{name}} { {{Network}} public partial class Net; } }
        """,
        $"User.{name.TrimStart('@')}",
        $"{name.TrimStart('@')}.{name.TrimStart('@')}.{name.TrimStart('@')}+Net");

    [Fact]
    public void Global_usings_give_the_names_in_generated_code_other_meanings() => HostileCheck.Works(
        $$"""
        global using Span = System.String;
        global using ReadOnlySpan = System.Int32;
        global using Unsafe = System.String;
        global using MemoryMarshal = System.Int32;
        global using MethodImpl = System.ObsoleteAttribute;
        global using Other;
        global using static Other.Holder;
        {{Network}} public partial class Net;
        namespace Other
        {
            class Vector256<T>; class Vector512; class MethodImplOptions;
            static class Holder { public class Vector128; public class Vector256; public static void Unsafe() { } }
        }
        namespace User { {{Network}} public partial class Net; }
        """,
        "Net",
        "User.Net");

    [Theory]
    [InlineData("using System;")]
    [InlineData("global using Unsafe = System.String;")]
    public void A_layer_called_like_a_type_keeps_its_name_where_names_are_shortened_or_qualified(string directive)
    {
        string source = $$"""
            {{directive}}
            [FcGen.Network, FcGen.Input(1)]
            [FcGen.Dense(1, Name = "Unsafe.\"Vector256"), FcGen.Dense(1, Name = "// MemoryMarshal"), FcGen.Dense(1, Name = "global::FcGen.Init")]
            public partial class Net
            {
                public static string Names { get; } = string.Join(" ", System.Linq.Enumerable.Select(new Net().Tensors, tensor => tensor.Name));
            }
            """;
        Assert.Equal(
            "Unsafe.\"Vector256.weight Unsafe.\"Vector256.bias // MemoryMarshal.weight // MemoryMarshal.bias global::FcGen.Init.weight global::FcGen.Init.bias",
            GeneratorHarness.Load(source).GetType("Net")!.GetProperty("Names")!.GetValue(null));
    }

    [Fact]
    public void Static_members_that_create_the_network_before_its_generated_fields_are_set()
    {
        const string Source = """
            [FcGen.Network, FcGen.Input(3), FcGen.Dense(2)] public partial class Net
            {
                public static readonly Net Default = new(seed: 1);
                public static string Names { get; } = string.Join(" ", System.Linq.Enumerable.Select(new Net().Tensors, tensor => tensor.Name));
                private static readonly float[] s_bias = new float[2];
                static Net() => Default.GetTensor("0.bias", s_bias);
            }
            """;
        Assert.Equal("0.weight 0.bias", GeneratorHarness.Load(Source).GetType("Net")!.GetProperty("Names")!.GetValue(null));
    }

    [Fact]
    public void Extension_methods_of_the_user_are_not_called() => HostileCheck.Works(
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Runtime.Intrinsics;
        namespace User
        {
            static class Extensions
            {
                public static void StoreUnsafe(this Vector256<float> vector, ref float destination) => throw new Exception();
                public static void StoreUnsafe(this Vector256<float> vector, ref float destination, nuint offset) => throw new Exception();
                public static void StoreUnsafe(this Vector512<float> vector, ref float destination) => throw new Exception();
                public static void StoreUnsafe(this Vector512<float> vector, ref float destination, nuint offset) => throw new Exception();
                public static Vector256<float> GetLower(this Vector512<float> vector) => throw new Exception();
                public static Vector128<float> GetLower(this Vector256<float> vector) => throw new Exception();
                public static Vector512<float> ToVector512(this Vector256<float> vector) => throw new Exception();
                public static Vector256<float> ToVector256(this Vector128<float> vector) => throw new Exception();
                public static void Fill(this Span<float> span, float value) => throw new Exception();
                public static Span<float> Slice(this Span<float> span, int start, int length) => throw new Exception();
            }

            {{Network}} public partial class Net;
        }
        """,
        "User.Net");

    [Fact]
    public void Generated_code_calls_no_extension_method()
    {
        GeneratorRun run = HostileCheck.Compiles(GeneratorHarness.Compile([$"{HostileCheck.RichNetwork} partial class Net;"], HostileCheck.Options));
        IEnumerable<IMethodSymbol> called = run.Result.GeneratedTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(call => run.Compilation.GetSemanticModel(tree).GetSymbolInfo(call).Symbol)
            .OfType<IMethodSymbol>());
        Assert.NotEmpty(called);
        Assert.Empty(called.Where(method => method.ReducedFrom is not null).Select(method => method.Name).Distinct());
    }

    [Theory]
    [InlineData("[System.Obsolete(\"old\", error: true)]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"USER1\")]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"\")]")]
    [InlineData("[System.CLSCompliant(false)]")]
    [InlineData("[System.Reflection.DefaultMember(\"Forward\")]")]
    public void Attributes_on_the_network_or_around_it(string attribute) => HostileCheck.Compiles(GeneratorHarness.Compile(
        [
            $"{attribute} {HostileCheck.RichNetwork} public partial class Net; {attribute} public partial class Outer {{ {HostileCheck.RichNetwork} public partial class Net; }}",
        ],
        HostileCheck.Options));

    [Theory]
    [InlineData(NullableContextOptions.Disable, false, LanguageVersion.CSharp12)]
    [InlineData(NullableContextOptions.Enable, true, LanguageVersion.CSharp13)]
    [InlineData(NullableContextOptions.Warnings, true, LanguageVersion.Preview)]
    public void Options_of_the_project(NullableContextOptions nullable, bool overflow, LanguageVersion language)
    {
        CSharpCompilationOptions options = HostileCheck.Options
            .WithNullableContextOptions(nullable)
            .WithOverflowChecks(overflow)
            .WithWarningLevel(9999)
            .WithAllowUnsafe(false)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error)
            .WithSpecificDiagnosticOptions([new("CS8019", ReportDiagnostic.Error), new("CS1591", ReportDiagnostic.Suppress)]);
        CSharpCompilation compilation = GeneratorHarness.Compile(
            [$"{HostileCheck.RichNetwork} public partial class Net; namespace User {{ {HostileCheck.RichNetwork} public partial class Net; {Network} public partial class Few; }}"], options);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        HostileCheck.Compiles(compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(tree.ToString(), GeneratorHarness.ParseOptions.WithLanguageVersion(language), tree.FilePath)));
    }
}
