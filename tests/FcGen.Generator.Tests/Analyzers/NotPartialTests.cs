using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG002: the network class, or a class around it, is not partial.</summary>
public sealed class NotPartialTests
{
    [Fact]
    public void The_network_class() => AnalyzerCheck.Reports(
        "[Network] [Input(2)] [Dense(1)] public sealed class {|FCG002:Net|} { }",
        "'Net' must be partial, so that the members of network 'Net' can be added");

    [Fact]
    public void A_class_around_it() => AnalyzerCheck.Reports(
        "partial class Far { class {|FCG002:Near|} { [Network] [Input(2)] [Dense(1)] partial class Net; } }",
        "'Near' must be partial, so that the members of network 'Net' can be added");

    [Fact]
    public void Every_type_in_the_chain_at_once() => AnalyzerCheck.Reports(
        "interface {|FCG002:IFar|} { struct {|FCG002:Near|} { [Network] [Input(2)] [Dense(1)] class {|FCG002:Net|}; } }",
        "'IFar' must be partial, so that the members of network 'Net' can be added",
        "'Near' must be partial, so that the members of network 'Net' can be added",
        "'Net' must be partial, so that the members of network 'Net' can be added");

    [Fact]
    public void Other_mistakes_of_the_class_are_told_as_well() => AnalyzerCheck.Reports(
        "[Network] [Input(2)] [Dense({|FCG001:3|}, 1)] class {|FCG002:Net|};");

    [Theory]
    [InlineData("[Network] [Input(2)] [Dense(1)] partial class Net;")]
    [InlineData("partial class Far { partial struct Near { [Network] [Input(2)] [Dense(1)] private partial class Net; } }")]
    [InlineData("partial class Net { } [Network] [Input(2)] [Dense(1)] partial class Net { }")]
    [InlineData("class Bystander { }")]
    public void Partial_types_are_not_reported(string source) => AnalyzerCheck.ReportsNothing(source);
}
