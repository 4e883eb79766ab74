using System.Globalization;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG005: a type that cannot be a network.</summary>
public sealed class UnsupportedTargetTests
{
    private const string Network = "[Network] [Input(2)] [Dense(1)]";
    private const string Rule = "a network is a class that is not static, abstract, generic, file-local or a record";

    [Theory]
    [InlineData("static partial class {|FCG005:Net|}", "static")]
    [InlineData("abstract partial class {|FCG005:Net|}", "abstract")]
    [InlineData("partial class {|FCG005:Net|}<T>", "generic")]
    [InlineData("file partial class {|FCG005:Net|}", "file-local")]
    [InlineData("partial struct {|FCG005:Net|}", "a struct")]
    [InlineData("partial record struct {|FCG005:Net|}", "a struct")]
    [InlineData("partial record {|FCG005:Net|}", "a record, and copies of a record would share their parameters")]
    [InlineData("partial interface {|FCG005:Net|}", "an interface")]
    public void A_type_that_is_not_an_ordinary_class(string declaration, string reason) =>
        AnalyzerCheck.Reports($"{Network} {declaration} {{ }}", $"'Net' cannot be a network because it is {reason}: {Rule}");

    [Fact]
    public void A_class_in_a_generic_type() => AnalyzerCheck.Reports(
        $"partial class Outer<T> {{ partial class Between {{ {Network} partial class {{|FCG005:Net|}}; }} }}",
        $"'Net' cannot be a network because it is nested in the generic type 'Outer': {Rule}");

    [Fact]
    public void A_class_in_a_file_local_type() => AnalyzerCheck.Reports(
        $"file partial class Outer {{ {Network} partial class {{|FCG005:Net|}}; }}",
        $"'Net' cannot be a network because it is nested in the file-local type 'Outer': {Rule}");

    [Fact]
    public void Other_errors_of_the_class_are_reported_as_well() => AnalyzerCheck.Reports(
        "[Network] [Input(2)] [Dense({|FCG001:3|}, 1)] public abstract class {|FCG002:{|FCG005:Net|}|} { }",
        "Layer 0 (Dense 3 -> 1) expects 3 inputs, but the input gives 2",
        "'Net' must be partial so that FcGen can add the members of network 'Net'",
        $"'Net' cannot be a network because it is abstract: {Rule}");

    [Theory]
    [InlineData("class Base(int n) { public int N => n; }")]
    [InlineData("class Base { private Base() { } }")]
    [InlineData("class Base { protected Base(string a, int b = 1) { } }")]
    [InlineData("class Base { public Base(ref int n) { } }")]
    [InlineData("record Other; class Base : System.IO.StringReader { public Base(string text) : base(text) { } }")]
    public void A_class_whose_base_cannot_be_created_without_arguments(string source) => AnalyzerCheck.Reports(
        $"{source} {Network} partial class {{|FCG005:Net|}} : Base;",
        "'Net' cannot be a network because its base class 'Base' has no accessible constructor that can be called without arguments");

    [Theory]
    [InlineData("class Base;")]
    [InlineData("class Base(int n = 1) { public int N => n; }")]
    [InlineData("class Base { protected Base(params string[] names) { } public Base(int n) { } }")]
    [InlineData("class Base { internal Base() { } }")]
    [InlineData("abstract class Base { private protected Base(int a = 1, params int[] b) { } }")]
    [InlineData("class Base : Generic<int>; class Generic<T>;")]
    [InlineData($"{Network} partial class Base;")]
    public void A_base_that_can_be_created_without_arguments_is_fine(string source) =>
        AnalyzerCheck.ReportsNothing($"{source} {Network} partial class Net : Base;");

    [Theory]
    [InlineData("partial class {|FCG005:Net|} { public required int Version { get; init; } }")]
    [InlineData("class Base { public required int Version; } partial class {|FCG005:Net|} : Base;")]
    public void A_class_with_a_required_member(string declaration) => AnalyzerCheck.Reports(
        declaration.Contains("Base") ? declaration.Replace("partial", Network + " partial") : $"{Network} {declaration}",
        "'Net' cannot be a network because its member 'Version' is required, but Load cannot set it");

    [Theory]
    [InlineData("sealed partial class")]
    [InlineData("partial class")]
    [InlineData("internal partial class")]
    [InlineData("public partial class")]
    public void Classes_are_networks(string declaration) => AnalyzerCheck.ReportsNothing($"{Network} {declaration} Net;");

    [Fact]
    public void A_network_may_be_the_base_of_a_generic_or_abstract_class() =>
        AnalyzerCheck.ReportsNothing($"{Network} partial class Net; class Generic<T> : Net; abstract class Abstract : Net;");

    [Theory]
    [InlineData("static partial class Net", "static", "partial class Net")]
    [InlineData("public abstract partial class Net", "abstract", "public partial class Net")]
    [InlineData("file sealed partial class Net", "file", "sealed partial class Net")]
    [InlineData("internal abstract /* why */ partial class Net", "abstract", "internal partial class Net")]
    [InlineData("\r\n    // beside\r\n    abstract\r\n    partial class Net", "abstract", "\r\n    // beside\r\n    partial class Net")]
    [InlineData("abstract class Net", "abstract", "class Net")]
    public void The_modifier_is_taken_away(string declaration, string modifier, string expected) => CodeFixCheck.Fixes(
        $"{Network} {declaration} {{ public const int Two = 2; }}", $"Remove the {modifier} modifier", $"{Network} {expected} {{ public const int Two = 2; }}");

    [Fact]
    public void It_is_taken_away_in_nested_classes() => CodeFixCheck.Fixes(
        $"abstract partial class Outer {{ {Network} protected abstract partial class Net; }}",
        "Remove the abstract modifier",
        $"abstract partial class Outer {{ {Network} protected partial class Net; }}");

    [Fact]
    public void It_is_taken_away_from_every_declaration() => CodeFixCheck.Fixes(
        [$"{Network} static partial class Net {{ }} static partial class Net {{ }}", "partial class Net { } public static partial class Net { }"],
        "Remove the static modifier",
        [$"{Network} partial class Net {{ }} partial class Net {{ }}", "partial class Net { } public partial class Net { }"]);

    [Fact]
    public void It_is_taken_away_where_all_abstract_members_of_bases_are_overridden() => CodeFixCheck.Fixes(
        $"abstract class Base {{ public abstract int Number {{ get; }} }} class Middle : Base {{ public override int Number => 1; }} {Network} abstract partial class Net : Middle;",
        "Remove the abstract modifier",
        $"abstract class Base {{ public abstract int Number {{ get; }} }} class Middle : Base {{ public override int Number => 1; }} {Network} partial class Net : Middle;");

    [Theory]
    [InlineData("partial class Net<T>;")]
    [InlineData("abstract partial record Net;")]
    [InlineData("file partial struct Net;")]
    [InlineData("file partial class Net<T>;")]
    [InlineData("abstract partial class Net { public abstract void Run(); }")]
    [InlineData("abstract partial class Net : Base; abstract class Base { public abstract int Number { get; } }")]
    [InlineData("static partial class Net { public static int Half(this int number) => number / 2; }")]
    [InlineData("partial class Net : Base; class Base { private Base() { } }")]
    public void Nothing_is_offered_where_another_reason_stays_or_the_class_would_not_compile(string declaration) =>
        CodeFixCheck.Offers($"{Network} {declaration}");

    [Fact]
    public void Nothing_is_offered_for_the_types_around_a_network() => CodeFixCheck.Offers($"file abstract partial class Outer {{ {Network} partial class Net; }}");

    [Fact]
    public void All_classes_with_the_modifier_are_repaired_at_once_and_others_are_not() => CodeFixCheck.FixesAll(
        $"{Network} abstract partial class A; {Network} static partial class B; {Network} public abstract partial class C; {Network} abstract partial class D {{ }}",
        "FCG005.abstract",
        $"{Network} partial class A; {Network} static partial class B; {Network} public partial class C; {Network} partial class D {{ }}");

    [Fact]
    public void All_files_of_a_project_are_repaired_at_once() => CodeFixCheck.FixesAll(
        [$"{Network} static partial class A; {Network} internal static partial class B;", $"{Network}\r\nstatic partial class C\r\n{{\r\n}}"],
        "FCG005.static",
        [$"{Network} partial class A; {Network} internal partial class B;", $"{Network}\r\npartial class C\r\n{{\r\n}}"]);

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    public void An_older_language_is_the_only_error(LanguageVersion language, string name)
    {
        CSharpCompilation compilation = CompiledAs(language);

        Diagnostic diagnostic = Assert.Single(GeneratorHarness.Analyze(compilation));

        Assert.Equal(
            $"'Net' cannot be a network because the project compiles it as C# {name}, but generated code needs C# 12.0 or later: "
                + "remove LangVersion from the project, or raise it",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Empty(compilation.GetDiagnostics());
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Latest)]
    public void Generated_code_compiles_from_the_oldest_language_on(LanguageVersion language)
    {
        CSharpCompilation compilation = CompiledAs(language);

        Assert.Empty(GeneratorHarness.Analyze(compilation));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
    }

    /// <summary>Compiles a network with many kinds of layers and its generated code in an older language version.</summary>
    private static CSharpCompilation CompiledAs(LanguageVersion language)
    {
        CSharpParseOptions options = GeneratorHarness.ParseOptions.WithLanguageVersion(language);
        CSharpCompilation compilation = GeneratorHarness.Compile([], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        const string Source =
            "using FcGen; [Network] [Input(2)] [Dense(4), BatchNorm, ReLU(Name = \"a\"), Dropout(0.5f), Dense(4), LayerNorm, Add(\"a\"), Concat(\"a\"), "
            + "PReLU, GELU, Dense(2), LogSoftmax] partial class Net { }";
        return GeneratorHarness.Run(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Source, options))).Compilation;
    }
}
