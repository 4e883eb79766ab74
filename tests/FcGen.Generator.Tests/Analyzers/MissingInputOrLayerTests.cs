using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG003: no [Input] or [Sequence], both of them, or no layer.</summary>
public sealed class MissingInputOrLayerTests
{
    [Fact]
    public void No_input() => AnalyzerCheck.Reports(
        "[{|FCG003:Network|}] [Dense(4, 2)] partial class Net;",
        "Network 'Net' has no input: a network needs one [Input] or [Sequence], and at least one layer");

    [Fact]
    public void No_layer() => AnalyzerCheck.Reports(
        "[Input(4), {|FCG003:Network(Unroll = Unroll.Full)|}] partial class Net;",
        "Network 'Net' has no layer: a network needs one [Input] or [Sequence], and at least one layer");

    [Fact]
    public void Neither() => AnalyzerCheck.Reports(
        "[{|FCG003:Network|}] partial class Net;",
        "Network 'Net' has no input and no layer: a network needs one [Input] or [Sequence], and at least one layer");

    [Fact]
    public void Other_errors_of_the_class_are_reported_as_well() => AnalyzerCheck.Reports(
        "[{|FCG003:Network|}] class {|FCG002:Net|};",
        "Network 'Net' has no input and no layer: a network needs one [Input] or [Sequence], and at least one layer",
        "'Net' must be partial so that FcGen can add the members of network 'Net'");

    [Theory]
    [InlineData("[{|FCG003:FcGen.Network|}] [FcGen.Dense(4, 2)] partial class Net;")]
    [InlineData("[Dense(4, 2), {|FCG003:NetworkAttribute()|}] partial class Net;")]
    [InlineData("[Tanh]\r\n[{|FCG003:Network|}] // no input\r\npartial class Net;")]
    [InlineData("partial struct Outer { [{|FCG003:global::FcGen.Network(Unroll = Unroll.Tiled)|}, Softmax] private partial class Net; }")]
    [InlineData("[{|FCG003:Network|}] [Dense(4, 2)] partial class Net { [System.Obsolete] int Input => 4; }")]
    public void No_input_in_other_forms(string source) => AnalyzerCheck.Reports(
        source, "Network 'Net' has no input: a network needs one [Input] or [Sequence], and at least one layer");

    [Theory]
    [InlineData("[{|FCG003:Network|}] [Input(2, 3)] partial class Net;")]
    [InlineData("[{|FCG003:Network|}] [FcGen.InputAttribute(4)] [System.Serializable] partial class Net;")]
    [InlineData("[Sequence(10, 4), {|FCG003:Network|}] partial class Net;")]
    public void No_layer_in_other_forms(string source) => AnalyzerCheck.Reports(
        source, "Network 'Net' has no layer: a network needs one [Input] or [Sequence], and at least one layer");

    [Fact]
    public void Without_an_input_layers_are_compared_with_each_other_all_the_same() =>
        AnalyzerCheck.Reports("[{|FCG003:Network|}] [Dense(4, 2), Dense({|FCG001:3|}, 1)] partial class Net;");

    [Theory]
    [InlineData("[Network] [Input(4)] [Tanh] partial class Net;")]
    [InlineData("[Softmax] [Input(4)] [Network] partial class Net;")]
    [InlineData("[Network] [Input(4)] [BatchNorm] partial class Net;")]
    [InlineData("[FcGen.NetworkAttribute, FcGen.InputAttribute(4), FcGen.SoftmaxAttribute] partial class Net;")]
    [InlineData("[Network] [Input(2, 2)] [LayerNorm] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Concat(\"input\")] partial class Net;")]
    [InlineData("[Network] [Sequence(3, 2)] [Dense(2, 2)] partial class Net;")]
    [InlineData("[Transpose] [FcGen.SequenceAttribute(features: 2, steps: 3)] [Network] partial class Net;")]
    [InlineData("[Network, Input(1, 2, 3), Flatten] partial class Net;")]
    public void One_layer_of_any_kind_is_enough(string source) => AnalyzerCheck.ReportsNothing(source);

    [Theory]
    [InlineData("[Network] [Input(4)] [{|FCG003:Sequence(10, 4)|}] [Dense(4, 2)] partial class Net;", "[Input] and [Sequence]")]
    [InlineData("[Network] [Sequence(10, 4)] [Dense(4, 2)] [{|FCG003:Input(4)|}] partial class Net;", "[Sequence] and [Input]")]
    [InlineData("[FcGen.SequenceAttribute(10, 4), Dense(4, 2), {|FCG003:FcGen.InputAttribute(4)|}, Network] partial class Net;", "[Sequence] and [Input]")]
    [InlineData("partial class Outer { [Network, Input(4), {|FCG003:Sequence(0, 0)|}, Dense(4, 2)] private partial class Net; }", "[Input] and [Sequence]")]
    public void Two_inputs(string source, string inputs) => AnalyzerCheck.Reports(
        source, $"Network 'Net' has {inputs}: a network needs one [Input] or [Sequence], so remove one of them");

    [Fact]
    public void Two_inputs_of_the_same_kind_are_an_error_of_the_compiler() => AnalyzerCheck.Reports("[Network] [Input(4)] [Input(5)] [Dense(4, 2)] partial class Net;");

    [Fact]
    public void Layers_without_Network_are_not_a_network() => AnalyzerCheck.Reports("[{|FCG026:Input(4)|}] class Net; [{|FCG026:Dense(2)|}] class Other;");

    [Fact]
    public void Attributes_of_the_same_name_from_elsewhere_do_not_count() => AnalyzerCheck.Reports(
        """
        [{|FCG003:Network|}] [Mine.Input(4)] [Mine.Dense(2)] partial class Net;
        namespace Mine
        {
            class InputAttribute(int size) : System.Attribute { public int Size => size; }
            class DenseAttribute(int size) : System.Attribute { public int Size => size; }
        }
        """);

    [Theory]
    [InlineData("[Network] [Dense(4, 2)] partial class Net;", "[Network] [Input(4)] [Dense(4, 2)] partial class Net;")]
    [InlineData("[Network, Dense(4, 2)] partial class Net;", "[Network, Input(4), Dense(4, 2)] partial class Net;")]
    [InlineData("[ReLU, Network] [Dense(inputs: 4, outputs: 2)] partial class Net;", "[ReLU, Network, Input(4)] [Dense(inputs: 4, outputs: 2)] partial class Net;")]
    [InlineData("[Network(Unroll = Unroll.Full)] [Dense(4, 2)] partial class Net;", "[Network(Unroll = Unroll.Full)] [Input(4)] [Dense(4, 2)] partial class Net;")]
    [InlineData("[FcGen.Network] [Dense(2 + 2, 2)] partial class Net;", "[FcGen.Network] [FcGen.Input(4)] [Dense(2 + 2, 2)] partial class Net;")]
    [InlineData("[global::FcGen.NetworkAttribute] [Dense(4, 2)] partial class Net;", "[global::FcGen.NetworkAttribute] [global::FcGen.Input(4)] [Dense(4, 2)] partial class Net;")]
    [InlineData("[Network /* a */] /* b */ [Tanh, BatchNorm, Dense(4, 2)] partial class Net;", "[Network /* a */] [Input(4)] /* b */ [Tanh, BatchNorm, Dense(4, 2)] partial class Net;")]
    public void The_input_that_the_first_dense_layer_declares_is_added(string source, string expected) =>
        CodeFixCheck.Fixes(source, "Add [Input(4)], as the first dense layer expects", expected);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void On_a_line_of_its_own_where_attributes_have_lines_of_their_own_and_comments_stay_where_they_are(string lineEnd)
    {
        const string Before = """
            static partial class Outer
            {
                // A network.
                [Network] // without an input
                [Dense(64, 10)] // the head
                private sealed partial class Net;
            }
            """;
        const string After = """
            static partial class Outer
            {
                // A network.
                [Network] // without an input
                [Input(64)]
                [Dense(64, 10)] // the head
                private sealed partial class Net;
            }
            """;
        CodeFixCheck.Fixes(
            Before.ReplaceLineEndings(lineEnd), "Add [Input(64)], as the first dense layer expects", After.ReplaceLineEndings(lineEnd));
    }

    [Fact]
    public void Where_names_are_aliases_it_is_written_in_full() => CodeFixCheck.Fixes(
        "using N = FcGen.NetworkAttribute;\n[N] [Dense(64, 10)] partial class Net;",
        "Add [Input(64)], as the first dense layer expects",
        "using N = FcGen.NetworkAttribute;\n[N] [global::FcGen.Input(64)] [Dense(64, 10)] partial class Net;");

    [Theory]
    [InlineData("[Network] [Dense(2)] partial class Net;")]
    [InlineData("[Network] [Tanh] partial class Net;")]
    [InlineData("[Network] [Concat(\"input\"), Dense(4, 2)] partial class Net;")]
    [InlineData("[Network] [Dense(8), ReLU, Dense(8, 2)] partial class Net;")]
    [InlineData("[Network] [Dense(0, 2)] partial class Net;")]
    [InlineData("[Network] [Unknown, Dense(4, 2)] partial class Net;")]
    [InlineData("[Network] [Flatten, Dense(784, 10)] partial class Net;")]
    [InlineData("[Network] [Transpose, Dense(3, 10)] partial class Net;")]
    [InlineData("[Network] [Sequence(10, 4)] partial class Net;")]
    [InlineData("[Network] [Sequence(10, 4)] [Dense(4, 2)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Sequence(10, 4)] [Dense(4, 2)] partial class Net;")]
    [InlineData("[Network] partial class Net;")]
    [InlineData("[Network] [Input(4)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(4, 2)] partial class Net;")]
    public void Nothing_is_offered_where_the_size_is_unknown_or_the_input_is_there(string source) => CodeFixCheck.Offers(source);

    [Fact]
    public void All_networks_of_a_file_get_their_inputs_at_once() => CodeFixCheck.FixesAll(
        "[Network] [Dense(4, 2)] partial class A;\n[Network] [Dense(2)] partial class B;\n[Network, Dense(5, 2)] partial class C;\n[Network]\n[ReLU, Dense(6, 2)]\npartial class D;",
        "FCG003.input",
        "[Network] [Input(4)] [Dense(4, 2)] partial class A;\n[Network] [Dense(2)] partial class B;\n[Network, Input(5), Dense(5, 2)] partial class C;\n[Network]\n[Input(6)]\n[ReLU, Dense(6, 2)]\npartial class D;");

    [Fact]
    public void All_files_of_a_project_get_their_inputs_at_once() => CodeFixCheck.FixesAll(
        ["[Network] [Dense(4, 2)] partial class A; [FcGen.Network] [Dense(5, 2)] partial class B;", "[Network]\r\n[Dense(6, 2)]\r\npartial class C;"],
        "FCG003.input",
        ["[Network] [Input(4)] [Dense(4, 2)] partial class A; [FcGen.Network] [FcGen.Input(5)] [Dense(5, 2)] partial class B;", "[Network]\r\n[Input(6)]\r\n[Dense(6, 2)]\r\npartial class C;"]);
}
