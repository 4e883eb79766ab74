using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG003: no [Input], or no layer.</summary>
public sealed class MissingInputOrLayerTests
{
    [Fact]
    public void No_input() => AnalyzerCheck.Reports(
        "[{|FCG003:Network|}] [Dense(4, 2)] partial class Net;",
        "Network 'Net' has no [Input]: a network needs one [Input] and at least one layer");

    [Fact]
    public void No_layer() => AnalyzerCheck.Reports(
        "[Input(4), {|FCG003:Network(Unroll = Unroll.Full)|}] partial class Net;",
        "Network 'Net' has no layer: a network needs one [Input] and at least one layer");

    [Fact]
    public void Neither() => AnalyzerCheck.Reports(
        "[{|FCG003:Network|}] partial class Net;",
        "Network 'Net' has no [Input] and no layer: a network needs one [Input] and at least one layer");

    [Fact]
    public void Other_mistakes_of_the_class_are_told_as_well() => AnalyzerCheck.Reports("[{|FCG003:Network|}] class {|FCG002:Net|};");

    [Fact]
    public void Without_an_input_layers_are_compared_with_each_other_all_the_same() =>
        AnalyzerCheck.Reports("[{|FCG003:Network|}] [Dense(4, 2), Dense({|FCG001:3|}, 1)] partial class Net;");

    [Theory]
    [InlineData("[Network] [Input(4)] [Tanh] partial class Net;")]
    [InlineData("[Softmax] [Input(4)] [Network] partial class Net;")]
    [InlineData("[Network] [Input(4)] [BatchNorm] partial class Net;")]
    public void One_layer_of_any_kind_is_enough(string source) => AnalyzerCheck.ReportsNothing(source);

    [Fact]
    public void Layers_without_Network_are_not_a_network() => AnalyzerCheck.Reports("[Input(4)] [Dense(2)] class Net; [Dense(2)] class Other;");

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
}
