using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG002: the network class or a containing type is not partial.</summary>
public sealed class NotPartialTests
{
    private const string Title = "Make the class and the types around it partial";

    [Fact]
    public void The_network_class() => AnalyzerCheck.Reports(
        "[Network] [Input(2)] [Dense(1)] public sealed class {|FCG002:Net|} { }",
        "'Net' must be partial so that FcGen can add the members of network 'Net'");

    [Fact]
    public void A_class_around_it() => AnalyzerCheck.Reports(
        "partial class Far { class {|FCG002:Near|} { [Network] [Input(2)] [Dense(1)] partial class Net; } }",
        "'Near' must be partial so that FcGen can add the members of network 'Net'");

    [Fact]
    public void Every_type_in_the_chain_at_once() => AnalyzerCheck.Reports(
        "interface {|FCG002:IFar|} { struct {|FCG002:Near|} { [Network] [Input(2)] [Dense(1)] class {|FCG002:Net|}; } }",
        "'IFar' must be partial so that FcGen can add the members of network 'Net'",
        "'Near' must be partial so that FcGen can add the members of network 'Net'",
        "'Net' must be partial so that FcGen can add the members of network 'Net'");

    [Theory]
    [InlineData("record {|FCG002:Near|}")]
    [InlineData("readonly record struct {|FCG002:Near|}")]
    [InlineData("public static class {|FCG002:Near|}")]
    [InlineData("readonly ref struct {|FCG002:Near|}")]
    [InlineData("abstract class {|FCG002:Near|}")]
    [InlineData("interface {|FCG002:Near|}")]
    public void A_type_of_any_kind_around_it(string around) => AnalyzerCheck.Reports(
        $"{around} {{ [Network] [Input(2)] [Dense(1)] public partial class Net; }}",
        "'Near' must be partial so that FcGen can add the members of network 'Net'");

    [Fact]
    public void A_declaration_of_the_class_without_the_attributes() => AnalyzerCheck.Reports(
        ["[Network] [Input(2)] [Dense(1)] partial class Net;", "class {|FCG002:Net|} { }"],
        ["'Net' must be partial so that FcGen can add the members of network 'Net'"]);

    [Fact]
    public void Each_network_in_a_type_reports_it() => AnalyzerCheck.Reports(
        "class {|FCG002:{|FCG002:Outer|}|} { [Network, Input(2), Dense(1)] partial class A; [Network, Input(2), Dense(1)] partial class B; }");

    [Fact]
    public void Other_errors_of_the_class_are_reported_as_well() => AnalyzerCheck.Reports(
        "[Network] [Input(2)] [Dense({|FCG001:3|}, 1)] class {|FCG002:Net|};",
        "Layer 0 (Dense 3 -> 1) expects 3 inputs, but the input gives 2",
        "'Net' must be partial so that FcGen can add the members of network 'Net'");

    [Theory]
    [InlineData("[Network] [Input(2)] [Dense(1)] partial class Net;")]
    [InlineData("partial class Far { partial struct Near { [Network] [Input(2)] [Dense(1)] private partial class Net; } }")]
    [InlineData("partial class Net { } [Network] [Input(2)] [Dense(1)] partial class Net { }")]
    [InlineData("class Bystander { }")]
    [InlineData("class Bystander { class Inner; } namespace A { [Network] [Input(2)] [Dense(1)] partial class Net { class Inner { struct Deep; } } }")]
    [InlineData("class Base; interface IBase; [Network] [Input(2)] [Dense(1)] partial class Net : Base, IBase; class Derived : Net;")]
    [InlineData("[System.Serializable] class NoNetwork;")]
    public void Partial_types_and_those_that_are_not_around_a_network_are_not_reported(string source) => AnalyzerCheck.ReportsNothing(source);

    [Theory]
    [InlineData("class Net;", "partial class Net;")]
    [InlineData("public sealed class Net { }", "public sealed partial class Net { }")]
    [InlineData("internal /* why */ class Net // that\n{ }", "internal /* why */ partial class Net // that\n{ }")]
    [InlineData("\r\n    // beside\r\n    class Net\r\n    {\r\n    }", "\r\n    // beside\r\n    partial class Net\r\n    {\r\n    }")]
    public void The_class_is_made_partial(string source, string expected) =>
        CodeFixCheck.Fixes($"[Network] [Input(2)] [Dense(1)] {source}", Title, $"[Network] [Input(2)] [Dense(1)] {expected}");

    [Fact]
    public void The_whole_chain_of_types_is_made_partial_at_once() => CodeFixCheck.Fixes(
        "interface IA { readonly struct B { ref struct C { record D { readonly record struct E(int N) { static class F { [Network, Input(2), Dense(1)] class Net; } } } } } }",
        Title,
        "partial interface IA { readonly partial struct B { ref partial struct C { partial record D { readonly partial record struct E(int N) { "
        + "static partial class F { [Network, Input(2), Dense(1)] partial class Net; } } } } } }");

    [Fact]
    public void Types_of_the_chain_that_are_partial_stay_as_they_are() => CodeFixCheck.Fixes(
        "partial class A { class B { [FcGen.Network] [FcGen.Input(2)] [FcGen.DenseAttribute(1)] sealed partial class Net; } }",
        Title,
        "partial class A { partial class B { [FcGen.Network] [FcGen.Input(2)] [FcGen.DenseAttribute(1)] sealed partial class Net; } }");

    [Fact]
    public void Another_declaration_in_another_file_is_made_partial() => CodeFixCheck.Fixes(
        ["[Network] [Input(2)] [Dense(1)] partial class Net;", "class Net { public int Number => 1; }"],
        Title,
        ["[Network] [Input(2)] [Dense(1)] partial class Net;", "partial class Net { public int Number => 1; }"]);

    [Fact]
    public void All_declarations_of_all_types_of_the_chain_are_made_partial_at_once() => CodeFixCheck.Fixes(
        ["partial class Outer { [Network] [Input(2)] [Dense(1)] class Net; }", "class Outer { class Net { public int Number => 1; } }"],
        Title,
        ["partial class Outer { [Network] [Input(2)] [Dense(1)] partial class Net; }", "partial class Outer { partial class Net { public int Number => 1; } }"]);

    [Fact]
    public void A_type_that_cannot_be_a_network_for_another_reason_is_still_made_partial() => CodeFixCheck.Fixes(
        "[Network] [Input(2)] [Dense(1)] abstract class Net<T>;", Title, "[Network] [Input(2)] [Dense(1)] abstract partial class Net<T>;");

    [Fact]
    public void Nothing_is_offered_for_partial_types() =>
        CodeFixCheck.Offers("partial class Far { [Network] [Input(2)] [Dense(1)] partial class Net; } class Bystander;");

    [Fact]
    public void All_networks_of_a_file_are_repaired_at_once_and_types_around_several_only_once() => CodeFixCheck.FixesAll(
        "class Outer { [Network, Input(2), Dense(1)] class A; [Network, Input(2), Dense(1)] partial class B; } [Network, Input(2), Dense(1)] class C;",
        "FCG002.partial",
        "partial class Outer { [Network, Input(2), Dense(1)] partial class A; [Network, Input(2), Dense(1)] partial class B; } [Network, Input(2), Dense(1)] partial class C;");

    [Fact]
    public void All_files_of_a_project_are_repaired_at_once() => CodeFixCheck.FixesAll(
        ["[Network, Input(2), Dense(1)] class A;\n[Network, Input(2), Dense(1)] class B;", "class Outer { [Network, Input(2), Dense(1)] class C; }"],
        "FCG002.partial",
        ["[Network, Input(2), Dense(1)] partial class A;\n[Network, Input(2), Dense(1)] partial class B;", "partial class Outer { [Network, Input(2), Dense(1)] partial class C; }"]);
}
