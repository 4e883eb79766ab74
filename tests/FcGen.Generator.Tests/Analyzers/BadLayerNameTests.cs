using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG007: the name of a layer is invalid.</summary>
public sealed class BadLayerNameTests
{
    [Fact]
    public void The_same_name_twice() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = \"fc\"), ReLU, Dense(2, Name = {|FCG007:\"fc\"|})] partial class Net;",
        "The name 'fc' of layer 2 (Dense 8 -> 2) is already used by layer 0 (Dense 4 -> 8)");

    [Fact]
    public void A_name_that_is_the_index_of_a_later_layer() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = {|FCG007:\"1\"|}), Tanh] partial class Net;",
        "The name '1' of layer 0 (Dense 4 -> 8) is the index of layer 1, which has no other name");

    [Fact]
    public void The_name_of_the_input() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = {|FCG007:\"input\"|})] partial class Net;",
        "The name 'input' of layer 0 (Dense 4 -> 8) is reserved for the input of the network");

    [Fact]
    public void An_empty_name() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Sigmoid(Name = {|FCG007:\"\"|})] partial class Net;",
        "The name '' of layer 0 (Sigmoid) is empty");

    [Theory]
    [InlineData(".fc", "begins with a dot")]
    [InlineData(".", "begins with a dot")]
    [InlineData("fc.", "ends with a dot")]
    [InlineData("encoder..fc", "has two dots in a row")]
    public void A_name_with_a_dot_that_separates_nothing(string name, string problem) => AnalyzerCheck.Reports(
        $"[Network] [Input(4)] [Dense(8, Name = {{|FCG007:\"{name}\"|}})] partial class Net;",
        $"The name '{name}' of layer 0 (Dense 4 -> 8) {problem}");

    [Theory]
    [InlineData(@"\0", "U+0000")]
    [InlineData(@"\n", "U+000A")]
    [InlineData(@"\r", "U+000D")]
    [InlineData(@"\t", "U+0009")]
    [InlineData(@"\u001B", "U+001B")]
    [InlineData(@"\u007F", "U+007F")]
    [InlineData(@"\u0085", "U+0085")]
    [InlineData(@"\u2028", "U+2028")]
    [InlineData(@"\u2029", "U+2029")]
    [InlineData(@"\uD800", "U+D800")]
    [InlineData(@"\uDC00", "U+DC00")]
    [InlineData(@"\uFDD0", "U+FDD0")]
    [InlineData(@"\uFFFE", "U+FFFE")]
    [InlineData(@"\uFFFF", "U+FFFF")]
    [InlineData(@"\U0001FFFE", "U+1FFFE")]
    [InlineData(@"\U0010FFFF", "U+10FFFF")]
    public void A_name_with_a_character_that_is_not_text(string character, string code)
    {
        string shown = character switch { @"\0" => @"\u0000", @"\n" => @"\u000A", @"\r" => @"\u000D", @"\t" => @"\u0009", _ => character };
        AnalyzerCheck.Reports(
            $"[Network(Prefix = {{|FCG007:\"p{character}\"|}})] [Input(4)] [Dense(8, Name = {{|FCG007:\"a{character}b\"|}})] partial class Net;",
            $"The prefix 'p{shown}' of network 'Net' contains {code}, which is not a text character",
            $"The name 'a{shown}b' of layer 0 (Dense 4 -> 8) contains {code}, which is not a text character");
    }

    [Theory]
    [InlineData(".", "is empty")]
    [InlineData(".model", "begins with a dot")]
    [InlineData("model..", "ends with a dot")]
    [InlineData("a..b", "has two dots in a row")]
    public void A_prefix_that_cannot_be_used(string prefix, string problem) => AnalyzerCheck.Reports(
        $"[Network(Unroll = Unroll.Full, Prefix = {{|FCG007:\"{prefix}\"|}})] [Input(4)] [Dense(8)] partial class Net;",
        $"The prefix '{prefix}' of network 'Net' {problem}");

    [Fact]
    public void Names_of_other_code_are_shown_escaped_too() => AnalyzerCheck.Reports(
        """
        [Network] [Input(4)] [Dense(4), Add({|FCG007:"x\r\ny: error CS1"|})] partial class Net;
        [Network] [Input(4)] [Dense(4)] partial class Other { void Use(float[] any) => GetTensor({|FCG010:"\u001B[31m"|}, any); }
        """,
        @"Layer 1 (Add) refers to 'x\u000D\u000Ay: error CS1', but no layer has this name",
        @"Other.GetTensor refers to tensor '\u001B[31m', which 'Other' does not have: its tensors are '0.weight', '0.bias'");

    [Fact]
    public void Several_bad_names_and_another_error_are_all_reported() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = {|FCG007:\"a.\"|}), Dense({|FCG001:9|}, 2, Name = {|FCG007:\"input\"|}), Tanh(Name = {|FCG007:\"input\"|})] partial class Net;",
        "The name 'a.' of layer 0 (Dense 4 -> 8) ends with a dot",
        "Layer 1 'input' (Dense 9 -> 2) expects 9 inputs, but layer 0 'a.' (Dense 4 -> 8) gives 8",
        "The name 'input' of layer 1 (Dense 9 -> 2) is reserved for the input of the network",
        "The name 'input' of layer 2 (Tanh) is reserved for the input of the network");

    [Theory]
    [InlineData("[Sigmoid(Name = {|FCG007:nameof(input)|})] partial class Net { private const int input = 0; }")]
    [InlineData("[FcGen.SigmoidAttribute(Name = {|FCG007:\"in\" + \"put\"|})] partial class Net;")]
    [InlineData("[\r\n    // named\r\n    Sigmoid(Name = /* not so */ {|FCG007:@\"input\"|})\r\n]\r\npartial class Net;")]
    [InlineData("[Sigmoid(Name = {|FCG007:Names.Input|})] partial class Net; static class Names { public const string Input = \"input\"; }")]
    [InlineData("[Sigmoid(Name = {|FCG007:\"\"\"input\"\"\"|})] partial class Net;")]
    public void However_it_is_written(string source) => AnalyzerCheck.Reports(
        $"[Network] [Input(4)] {source}", "The name 'input' of layer 0 (Sigmoid) is reserved for the input of the network");

    [Fact]
    public void A_name_with_formatting_characters_is_shown_escaped() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = \"a\\u202eb\"), Tanh(Name = {|FCG007:\"a\\u202eb\"|})] partial class Net;",
        @"The name 'a\u202Eb' of layer 1 (Tanh) is already used by layer 0 (Dense 4 -> 8)");

    [Fact]
    public void No_other_name_is_proposed() => CodeFixCheck.Offers("[Network] [Input(4)] [Dense(8, Name = \"fc\"), ReLU, Dense(2, Name = \"fc\")] partial class Net;");

    [Theory]
    [InlineData("[Dense(8, Name = \"fc1\"), ReLU, Dense(2, Name = \"fc2\")]")]
    [InlineData("[Dense(8, Name = \"fc\"), Tanh, Dense(2, Name = \"FC\")]")]
    [InlineData("[Dense(8, Name = null), Tanh, Dense(2, Name = \"0 \")]")]
    [InlineData("[Dense(8, Name = \"0\"), Tanh(Name = \"2\"), Dense(2, Name = \"1\")]")]
    [InlineData("[Dense(8, Name = \"weight\"), Tanh, Dense(2, Name = \"outputs\")]")]
    [InlineData("[Dense(8, Name = \"\\\"<a&b>\\\"\"), Tanh, Dense(2, Name = \"größe\")]")]
    [InlineData("[Dense(8, Name = \"model.0\"), Tanh, Dense(2, Name = \"model.2\")]")]
    [InlineData("[Dense(8, Name = \"input.0\"), Tanh(Name = \"0\"), Dense(2, Name = \"0.weight\")]")]
    [InlineData("[Dense(8, Name = \"\\U0001F600 \\u200D\\uFEFF\"), Tanh, Dense(2, Name = \"\\uFFFD\\uE000\")]")]
    public void Other_names_may_be_anything(string layers) => AnalyzerCheck.ReportsNothing($"[Network] [Input(4)] {layers} partial class Net;");

    [Fact]
    public void A_hidden_output_of_no_layer() => AnalyzerCheck.Reports(
        """
        [Network(HiddenOutputs = {|FCG007:["code", "1", "cod"]|})] [Input(4)] [Dense(8, Name = "code"), ReLU, Dense(4)] partial class Net;
        [Network(HiddenOutputs = null!)] [Input(4)] [Dense(8)] partial class None;
        [Network(HiddenOutputs = {|FCG007:new[] { "0", null!, "7" }|})] [Input(4)] [Dense(8)] partial class Other;
        """,
        "HiddenOutputs of network 'Net' refers to 'cod', but no layer has this name: did you mean 'code'?",
        "HiddenOutputs of network 'Other' refers to '7', but no layer has this name");
}
