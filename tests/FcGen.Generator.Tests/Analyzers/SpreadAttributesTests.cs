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
        "[ReLU] must stand on the same declaration of 'Net' as [Network]: the order of attributes on different declarations is undefined",
        "[Dense] must stand on the same declaration of 'Net' as [Network]: the order of attributes on different declarations is undefined");

    [Fact]
    public void Input_on_another_declaration() => AnalyzerCheck.Reports(
        "[{|FCG006:Input(4)|}] partial class Net; [Network] [Dense(8)] partial class Net;",
        "[Input] must stand on the same declaration of 'Net' as [Network]: the order of attributes on different declarations is undefined");

    [Fact]
    public void Layers_in_another_file() => AnalyzerCheck.Reports(
        ["[Network] [Input(4)] [Dense(8)] partial class Net;", "[{|FCG006:Dense(2)|}] partial class Net;"], []);

    [Fact]
    public void As_the_order_is_undefined_their_sizes_are_not_compared() => AnalyzerCheck.Reports(
        "[{|FCG006:Dense(8, 2)|}] partial class Net; [Network] [Input(4)] [Dense(4, 8)] partial class Net;");

    [Theory]
    [InlineData("[Network] [Input(4)] [Dense(8)] [ReLU, Dense(8, 2)] partial class Net; partial class Net { }")]
    [InlineData("[System.Serializable] partial class Net; [Network] [Input(4)] [Dense(8)] partial class Net;")]
    [InlineData("[Network] [Input(4)] [Dense(8)] partial class Net { [System.Obsolete] [Mine] void M() { } } class MineAttribute : System.Attribute;")]
    public void Other_attributes_may_stand_anywhere(string source) => AnalyzerCheck.ReportsNothing(source);
}
