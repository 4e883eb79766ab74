using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG006: layer attributes are spread over several partial declarations.</summary>
public sealed class SpreadAttributesTests
{
    [Fact]
    public void Layers_on_another_declaration() => AnalyzerCheck.Reports(
        """
        [Network] [Input(4)] [Dense(8)] partial class Net;
        [{|FCG006:ReLU|}] [{|FCG006:Dense(8, 2)|}] partial class Net;
        """,
        Message("ReLU"),
        Message("Dense"));

    [Fact]
    public void Input_on_another_declaration() => AnalyzerCheck.Reports(
        "[{|FCG006:Input(4)|}] partial class Net; [Network] [Dense(8)] partial class Net;",
        Message("Input"));

    [Fact]
    public void Sequence_on_another_declaration() => AnalyzerCheck.Reports(
        "[{|FCG006:FcGen.Sequence(10, 4)|}] partial class Net; [Network] [Dense(8)] partial class Net;",
        Message("Sequence"));

    [Fact]
    public void Layers_in_another_file() => AnalyzerCheck.Reports(
        ["[Network] [Input(4)] [Dense(8)] partial class Net;", "[{|FCG006:Dense(2)|}] partial class Net;"], [Message("Dense")]);

    [Fact]
    public void As_the_order_is_undefined_their_sizes_are_not_compared() => AnalyzerCheck.Reports(
        "[{|FCG006:Dense(8, 2)|}] partial class Net; [Network] [Input(4)] [Dense(4, 8)] partial class Net;", Message("Dense"));

    [Theory]
    [InlineData("[{|FCG006:Tanh|}] partial class Net { }", "Tanh")]
    [InlineData("[{|FCG006:FcGen.DropoutAttribute(0.5f)|}] public partial class Net;", "Dropout")]
    [InlineData("// more\r\n[System.Serializable, {|FCG006:BatchNorm(Epsilon = 1e-3f)|}]\r\npartial class Net;", "BatchNorm")]
    [InlineData("[{|FCG006:Add(\"nobody\")|}] partial class Net;", "Add")]
    [InlineData("[{|FCG006:Dense(outputs: -1)|}] partial class Net;", "Dense")]
    public void A_layer_of_any_kind_in_any_form(string second, string layer) =>
        AnalyzerCheck.Reports($"[Network] [Input(4)] [Dense(8)] partial class Net;\n{second}", Message(layer));

    [Fact]
    public void Declarations_of_a_nested_class() => AnalyzerCheck.Reports(
        "partial class Outer { [Network, Dense(2)] partial class Net; } partial class Outer { [{|FCG006:Input(4)|}] partial class Net; }", Message("Input"));

    [Fact]
    public void Network_alone_on_the_last_of_three_declarations() => AnalyzerCheck.Reports(
        "[{|FCG006:Input(4)|}] partial class Net; [{|FCG006:Dense(2)|}] partial class Net; [Network] partial class Net;", Message("Input"), Message("Dense"));

    [Theory]
    [InlineData("[Network] [Input(4)] [Dense(8)] [ReLU, Dense(8, 2)] partial class Net; partial class Net { }")]
    [InlineData("[Network, Input(4), Dense(8), ReLU, Dense(8, 2)] partial class Net; public partial class Net { } partial class Net : System.IDisposable { void System.IDisposable.Dispose() { } }")]
    [InlineData("partial class Outer { [Network, Input(4), Dense(8)] partial class Net; } partial class Outer { partial class Net; }")]
    [InlineData("[Network] [Input(4)] [Dense(8)] partial class Net; [Network] [Input(3)] [Dense(2)] partial class Other; [Network, Input(2), Dense(1)] partial class Third;")]
    [InlineData("[System.Serializable] partial class Net; [Network] [Input(4)] [Dense(8)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(8)] partial class Net { [System.Obsolete] [Mine] void M() { } } class MineAttribute : System.Attribute;")]
    public void Other_declarations_and_other_attributes_are_allowed_anywhere(string source) => AnalyzerCheck.ReportsNothing(source);

    private static string Message(string attribute) =>
        $"[{attribute}] must be on the same declaration of 'Net' as [Network]: the order of attributes across declarations is undefined";
}
