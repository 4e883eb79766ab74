using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG007: a layer's name cannot be used.</summary>
public sealed class BadLayerNameTests
{
    [Fact]
    public void The_same_name_twice() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = \"fc\"), ReLU, Dense(2, Name = {|FCG007:\"fc\"|})] partial class Net;",
        "The name 'fc' of layer 2 (Dense 8 -> 2) is already that of layer 0 (Dense 4 -> 8)");

    [Fact]
    public void A_name_that_is_the_index_of_a_later_layer() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = {|FCG007:\"1\"|}), Tanh] partial class Net;",
        "The name '1' of layer 0 (Dense 4 -> 8) is the index of layer 1, which has no other name");

    [Fact]
    public void The_name_of_the_input() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = {|FCG007:\"input\"|})] partial class Net;",
        "The name 'input' of layer 0 (Dense 4 -> 8) is that of the network's input");

    [Fact]
    public void An_empty_name() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Sigmoid(Name = {|FCG007:\"\"|})] partial class Net;",
        "The name '' of layer 0 (Sigmoid) is empty");

    [Fact]
    public void A_name_with_a_dot() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = {|FCG007:Names.Encoder + \".fc\"|})] partial class Net; static class Names { public const string Encoder = \"encoder\"; }",
        "The name 'encoder.fc' of layer 0 (Dense 4 -> 8) contains a dot, which separates a layer from its tensors");

    [Fact]
    public void Several_bad_names_and_another_mistake_are_all_told() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = {|FCG007:\"a.b\"|}), Dense({|FCG001:9|}, 2, Name = {|FCG007:\"input\"|}), Tanh(Name = {|FCG007:\"input\"|})] partial class Net;",
        "The name 'a.b' of layer 0 (Dense 4 -> 8) contains a dot, which separates a layer from its tensors",
        "Layer 1 'input' (Dense 9 -> 2) expects 9 inputs, but layer 0 'a.b' (Dense 4 -> 8) gives 8",
        "The name 'input' of layer 1 (Dense 9 -> 2) is that of the network's input",
        "The name 'input' of layer 2 (Tanh) is that of the network's input");

    [Theory]
    [InlineData("[Sigmoid(Name = {|FCG007:nameof(input)|})] partial class Net { private const int input = 0; }")]
    [InlineData("[FcGen.SigmoidAttribute(Name = {|FCG007:\"in\" + \"put\"|})] partial class Net;")]
    [InlineData("[\r\n    // named\r\n    Sigmoid(Name = /* not so */ {|FCG007:@\"input\"|})\r\n]\r\npartial class Net;")]
    [InlineData("[Sigmoid(Name = {|FCG007:Names.Input|})] partial class Net; static class Names { public const string Input = \"input\"; }")]
    [InlineData("[Sigmoid(Name = {|FCG007:\"\"\"input\"\"\"|})] partial class Net;")]
    public void However_it_is_written(string source) => AnalyzerCheck.Reports(
        $"[Network] [Input(4)] {source}", "The name 'input' of layer 0 (Sigmoid) is that of the network's input");

    [Fact]
    public void A_name_with_line_feeds_and_terminal_escapes_is_shown_on_one_line() => AnalyzerCheck.Reports(
        "[Network] [Input(4)] [Dense(8, Name = \"a\\nb\\u001b[31m\\u2028\\u202e\"), Tanh(Name = {|FCG007:\"a\\nb\\u001b[31m\\u2028\\u202e\"|})] partial class Net;",
        @"The name 'a\u000Ab\u001B[31m\u2028\u202E' of layer 1 (Tanh) is already that of layer 0 (Dense 4 -> 8)");

    [Fact]
    public void No_other_name_is_proposed() => CodeFixCheck.Offers("[Network] [Input(4)] [Dense(8, Name = \"fc\"), ReLU, Dense(2, Name = \"fc\")] partial class Net;");

    [Theory]
    [InlineData("[Dense(8, Name = \"fc1\"), ReLU, Dense(2, Name = \"fc2\")]")]
    [InlineData("[Dense(8, Name = \"fc\"), Tanh, Dense(2, Name = \"FC\")]")]
    [InlineData("[Dense(8, Name = null), Tanh, Dense(2, Name = \"0 \")]")]
    [InlineData("[Dense(8, Name = \"0\"), Tanh(Name = \"2\"), Dense(2, Name = \"1\")]")]
    [InlineData("[Dense(8, Name = \"weight\"), Tanh, Dense(2, Name = \"outputs\")]")]
    [InlineData("[Dense(8, Name = \"\\\"<a&b>\\\"\"), Tanh, Dense(2, Name = \"größe\")]")]
    [InlineData("[Dense(8, Name = \"two\\nlines\"), Tanh, Dense(2, Name = \"two\\u2028more\\u0085\\r\\0\")]")]
    public void Other_names_may_be_anything(string layers) => AnalyzerCheck.ReportsNothing($"[Network] [Input(4)] {layers} partial class Net;");
}
