using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG005: a target that cannot be a network.</summary>
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
    [InlineData("partial record {|FCG005:Net|}", "a record, whose copies would share their parameters")]
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
    public void Other_mistakes_of_the_class_are_told_as_well() => AnalyzerCheck.Reports(
        "[Network] [Input(2)] [Dense({|FCG001:3|}, 1)] public abstract class {|FCG002:{|FCG005:Net|}|} { }");

    [Theory]
    [InlineData("sealed partial class")]
    [InlineData("partial class")]
    public void Classes_are_networks(string declaration) => AnalyzerCheck.ReportsNothing($"{Network} {declaration} Net;");

    [Fact]
    public void A_network_may_be_the_base_of_a_generic_or_abstract_class() =>
        AnalyzerCheck.ReportsNothing($"{Network} partial class Net; class Generic<T> : Net; abstract class Abstract : Net;");
}
