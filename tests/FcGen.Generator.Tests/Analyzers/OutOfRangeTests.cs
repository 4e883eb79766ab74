using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG004: a dimension, rate or coefficient is out of range, or sizes overflow.</summary>
public sealed class OutOfRangeTests
{
    [Theory]
    [InlineData("Dense({|FCG004:0|})", "Layer 0 (Dense): outputs must be from 1 to 134217727, but is 0")]
    [InlineData("Dense(4, {|FCG004:-3|})", "Layer 0 (Dense): outputs must be from 1 to 134217727, but is -3")]
    [InlineData("Dense({|FCG004:0|}, 2)", "Layer 0 (Dense): inputs must be from 1 to 134217727, but is 0")]
    [InlineData("Dense({|FCG004:int.MaxValue|})", "Layer 0 (Dense): outputs must be from 1 to 134217727, but is 2147483647")]
    [InlineData("Dense(2, Init = {|FCG004:(Init)10|})", "Layer 0 (Dense): Init must be a member of FcGen.Init, but is 10")]
    [InlineData("Dense(2, Gain = {|FCG004:-1|})", "Layer 0 (Dense): Gain must be a finite number above 0, or 0 for automatic, but is -1")]
    [InlineData("Dense(2, Gain = {|FCG004:0 / 0f|}, Init = Init.Normal)", "Layer 0 (Dense): Gain must be a finite number above 0, or 0 for automatic, but is NaN")]
    [InlineData("Dense(2, Gain = {|FCG004:float.PositiveInfinity|})", "Layer 0 (Dense): Gain must be a finite number above 0, or 0 for automatic, but is Infinity")]
    [InlineData("Dropout({|FCG004:1|}), Dense(1)", "Layer 0 (Dropout): rate must be at least 0 and below 1, but is 1")]
    [InlineData("Dropout({|FCG004:-0.5f|}), Dense(1)", "Layer 0 (Dropout): rate must be at least 0 and below 1, but is -0.5")]
    [InlineData("Dropout(rate: {|FCG004:float.NaN|}), Dense(1)", "Layer 0 (Dropout): rate must be at least 0 and below 1, but is NaN")]
    [InlineData("Dropout({|FCG004:1.5f|}, Name = \"half\"), Dense(1)", "Layer 0 'half' (Dropout): rate must be at least 0 and below 1, but is 1.5")]
    [InlineData("LeakyReLU({|FCG004:-0.01f|})", "Layer 0 (LeakyReLU): slope must be a finite number of at least 0, but is -0.01")]
    [InlineData("LeakyReLU({|FCG004:1 / 0f|})", "Layer 0 (LeakyReLU): slope must be a finite number of at least 0, but is Infinity")]
    [InlineData("ELU({|FCG004:-1|})", "Layer 0 (ELU): alpha must be a finite number of at least 0, but is -1")]
    [InlineData("ELU(alpha: {|FCG004:1 / 0f|})", "Layer 0 (ELU): alpha must be a finite number of at least 0, but is Infinity")]
    [InlineData("CELU({|FCG004:0|})", "Layer 0 (CELU): alpha must be a finite number of at least 1E-38, but is 0")]
    [InlineData("Hardtanh({|FCG004:0f / 0|})", "Layer 0 (Hardtanh): min must be a finite number, but is NaN")]
    [InlineData("Hardtanh(2, {|FCG004:2|})", "Layer 0 (Hardtanh): max must be a finite number above 2, but is 2")]
    [InlineData("Softplus(Beta = {|FCG004:0|})", "Layer 0 (Softplus): Beta must be a finite number of at least 1E-38, but is 0")]
    [InlineData("Softplus(Beta = {|FCG004:float.NaN|}, Threshold = 3)", "Layer 0 (Softplus): Beta must be a finite number of at least 1E-38, but is NaN")]
    [InlineData("Softplus(Threshold = {|FCG004:1 / 0f|})", "Layer 0 (Softplus): Threshold must be a finite number, but is Infinity")]
    public void A_value_of_a_layer(string layer, string message) => AnalyzerCheck.Reports($"[Network] [Input(4)] [{layer}] partial class Net;", message);

    [Theory]
    [InlineData("Input({|FCG004:0|})", "Input: a dimension must be at least 1, but is 0")]
    [InlineData("Input(3, {|FCG004:-1|}, 2)", "Input: a dimension must be at least 1, but is -1")]
    [InlineData("{|FCG004:Input|}", "Input: the number of dimensions must be 1, 2 or 3, but is 0")]
    [InlineData("{|FCG004:Input(1, 2, 3, 4)|}", "Input: the number of dimensions must be 1, 2 or 3, but is 4")]
    [InlineData("{|FCG004:Input(70000, 70000)|}", "Input: the number of values must be at most 134213632, but is 4900000000")]
    [InlineData(
        "{|FCG004:Input(int.MaxValue, int.MaxValue, int.MaxValue)|}",
        "Input: the number of values must be at most 134213632, but is 9903520300447984150353281023")]
    public void The_input(string input, string message) => AnalyzerCheck.Reports($"[Network] [{input}] [Dense(2)] partial class Net;", message);

    [Theory]
    [InlineData("Sequence({|FCG004:0|}, 5)", "Sequence: a dimension must be at least 1, but is 0")]
    [InlineData("Sequence(features: {|FCG004:-5|}, steps: 3)", "Sequence: a dimension must be at least 1, but is -5")]
    [InlineData("{|FCG004:Sequence(70000, 70000)|}", "Sequence: the number of values must be at most 134213632, but is 4900000000")]
    public void A_sequence(string input, string message) => AnalyzerCheck.Reports($"[Network] [{input}] [Dense(2)] partial class Net;", message);

    [Theory]
    [InlineData("[Input(4)] [{|FCG004:Transpose|}, Dense(2)]", "Layer 0 (Transpose): the input must be a signal or a sequence, but is 4 values")]
    [InlineData("[Input(1, 2, 3)] [ReLU, {|FCG004:FcGen.Transpose(Name = \"turn\")|}]", "Layer 1 'turn' (Transpose): the input must be a signal or a sequence, but is an image of 1 x 2 x 3")]
    public void A_shape_without_steps_cannot_be_transposed(string layers, string message) => AnalyzerCheck.Reports($"[Network] {layers} partial class Net;", message);

    [Theory]
    [InlineData("[FcGen.Network, FcGen.Input(4), FcGen.Dense({|FCG004:0|})] partial class Net;")]
    [InlineData("[NetworkAttribute] [InputAttribute(4)] [DenseAttribute(outputs: {|FCG004:Sizes.None|})] partial class Net; static class Sizes { public const int None = 0; }")]
    [InlineData("[Network, Input(4)]\r\n// the only one\r\n[Dense(/* too few */ {|FCG004:1 - 1|})] // layer\r\npartial class Net;")]
    [InlineData("namespace A { partial struct Outer { [Network, Input(4), Dense({|FCG004:default(int)|}, Bias = false)] partial class Net; } }")]
    public void The_place_is_that_of_the_value_however_it_is_written(string source) => AnalyzerCheck.Reports(
        source, "Layer 0 (Dense): outputs must be from 1 to 134217727, but is 0");

    [Fact]
    public void A_way_to_unroll_that_does_not_exist() => AnalyzerCheck.Reports(
        "[Network(Unroll = {|FCG004:(Unroll)9|})] [Input(4)] [Dense(2)] partial class Net;",
        "Network: Unroll must be a member of FcGen.Unroll, but is 9");

    [Fact]
    public void More_parameters_than_an_array_can_hold() => AnalyzerCheck.Reports(
        "[Network] [Input(10)] [Dense(120000000), {|FCG004:{|FCG022:Dense(3)|}|}, Dense(2)] partial class Net;",
        "Layer 1 (Dense 120000000 -> 3): the number of parameters up to here, padded to whole vectors, must be at most 2147418112, but is 3000000072",
        "Layer 1 (Dense 120000000 -> 3) directly follows layer 0 (Dense 10 -> 120000000): together they are equivalent to one Dense 10 -> 3");

    [Fact]
    public void More_values_between_layers_than_an_array_can_hold() => AnalyzerCheck.Reports(
        "[Network] [Input(40000000)] [ReLU, Sigmoid, Softmax, {|FCG004:Tanh|}, Tanh] partial class Net;",
        "Layer 3 (Tanh): the number of values of all layers up to here, padded to whole vectors, must be at most 134213632, but is 160000000");

    [Fact]
    public void Every_value_out_of_range_is_reported_and_does_not_cause_a_mismatch_elsewhere() => AnalyzerCheck.Reports(
        "[Network] [Input({|FCG004:0|})] [Dense(64, {|FCG004:0|}), LeakyReLU({|FCG004:-1|}), Dense(128, 10), Dropout({|FCG004:2|}), Dense({|FCG001:9|}, 2)] partial class Net;",
        "Input: a dimension must be at least 1, but is 0",
        "Layer 0 (Dense): outputs must be from 1 to 134217727, but is 0",
        "Layer 1 (LeakyReLU): slope must be a finite number of at least 0, but is -1",
        "Layer 3 (Dropout): rate must be at least 0 and below 1, but is 2",
        "Layer 4 (Dense 9 -> 2) expects 9 inputs, but layer 2 (Dense 128 -> 10) gives 10");

    [Fact]
    public void A_dimension_that_is_wrong_twice_over_is_reported_once() =>
        AnalyzerCheck.Reports(
            "[Network] [Input(64)] [Dense({|FCG004:0|}, 10), Dense({|FCG004:-1|}, 2)] partial class Net;",
            "Layer 0 (Dense): inputs must be from 1 to 134217727, but is 0",
            "Layer 1 (Dense): inputs must be from 1 to 134217727, but is -1");

    [Theory]
    [InlineData("[Input(1)] [Dense(1, 1)]")]
    [InlineData("[Input(1, 1, 1)] [Flatten, Dense(1)]")]
    [InlineData("[Input(2)] [Dropout(0), Tanh]")]
    [InlineData("[Input(2)] [Dropout(0.99999994f), Tanh]")]
    [InlineData("[Input(2)] [LeakyReLU(0)]")]
    [InlineData("[Input(2)] [LeakyReLU(float.MaxValue)]")]
    [InlineData("[Input(2)] [ELU(0)]")]
    [InlineData("[Input(2)] [Softplus(Beta = 1e-38f, Threshold = -3)]")]
    [InlineData("[Input(2)] [Dense(2, Init = (Init)8)]")]
    [InlineData("[Input(2)] [Dense(2, Gain = 0)]")]
    [InlineData("[Input(2)] [Dense(2, Gain = float.Epsilon)]")]
    public void Values_at_the_edge_of_a_range_are_not_reported(string layers) => AnalyzerCheck.ReportsNothing($"[Network] {layers} partial class Net;");
}
