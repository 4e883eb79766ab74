using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Shapes and options that a convolution cannot have.</summary>
public sealed class Conv1dTests
{
    [Theory]
    [InlineData("Input(3, 10), Conv1d({|FCG001:4|}, 8, 3)", "Layer 0 (Conv1d 4 -> 8, kernel 3) expects 4 inputs, but the input gives 3 for each of 10 positions")]
    [InlineData("Sequence(10, 6), Conv1d({|FCG001:10|}, 8, 3)", "Layer 0 (Conv1d 10 -> 8, kernel 3) expects 10 inputs, but the input gives 6 for each of 10 steps")]
    [InlineData("Input(3, 10), Conv1d(5, 3), Conv1d({|FCG001:3|}, 8, 3)", "Layer 1 (Conv1d 3 -> 8, kernel 3) expects 3 inputs, but layer 0 (Conv1d 3 -> 5, kernel 3) gives 5 for each of 8 positions")]
    public void Other_channels_than_those_before(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(3, 10), Conv1d(8, {|FCG004:11|})", "Layer 0 (Conv1d): kernel must be from 1 to 10 (the input has 10 positions with its padding), but is 11")]
    [InlineData("Input(3, 10), Conv1d(8, {|FCG004:13|}, Padding = 1)", "Layer 0 (Conv1d): kernel must be from 1 to 12 (the input has 12 positions with its padding), but is 13")]
    [InlineData("Input(3, 10), Conv1d(8, {|FCG004:5|}, Dilation = 3)", "Layer 0 (Conv1d): kernel must be from 1 to 4 (the input has 10 positions with its padding at a dilation of 3), but is 5")]
    [InlineData("Input(3, 10), Conv1d(8, 4), Conv1d(8, {|FCG004:8|})", "Layer 1 (Conv1d): kernel must be from 1 to 7 (the input has 7 positions with its padding), but is 8")]
    [InlineData("Input(3, 10), Conv1d(8, {|FCG004:0|})", "Layer 0 (Conv1d): kernel must be from 1 to 134217727, but is 0")]
    public void A_kernel_beyond_the_padded_input(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(6, 10), Conv1d(8, 3, Groups = {|FCG004:4|})", "Layer 0 (Conv1d): Groups must be a divisor of 6 inputs and 8 outputs (1, 2), but is 4")]
    [InlineData("Input(6, 10), Conv1d(8, 3, Groups = {|FCG004:0|})", "Layer 0 (Conv1d): Groups must be from 1 to 2147483647, but is 0")]
    public void Groups_that_do_not_divide_the_channels(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(3, 10), Conv1d(8, 3, Stride = {|FCG004:0|})", "Layer 0 (Conv1d): Stride must be from 1 to 2147483647, but is 0")]
    [InlineData("Input(3, 10), Conv1d(8, 3, Padding = {|FCG004:-1|})", "Layer 0 (Conv1d): Padding must be from 0 to 1048576, but is -1")]
    [InlineData("Input(3, 10), Conv1d(8, 3, Dilation = {|FCG004:0|})", "Layer 0 (Conv1d): Dilation must be from 1 to 2147483647, but is 0")]
    public void Options_out_of_range(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(10), {|FCG004:Conv1d(8, 3)|}", "Layer 0 (Conv1d ? -> 8, kernel 3): the input must be a signal or a sequence, but is 10 values")]
    [InlineData("Input(1, 28, 28), {|FCG004:Conv1d(1, 8, 3)|}", "Layer 0 (Conv1d 1 -> 8, kernel 3): the input must be a signal or a sequence, but is an image of 1 x 28 x 28")]
    [InlineData("Input(3, 10), Flatten, {|FCG004:Conv1d(8, 3)|}", "Layer 1 (Conv1d ? -> 8, kernel 3): the input must be a signal or a sequence, but is 30 values")]
    public void An_input_without_positions_in_a_row(string layers, string message) => Reports(layers, message);

    [Fact]
    public void A_dense_layer_after_a_convolution_needs_Flatten() => AnalyzerCheck.Reports(
        "[Network, Input(3, 10), Conv1d(8, 3), {|FCG012:Dense(2)|}] partial class Net;",
        "Layer 1 (Dense ? -> 2) expects a vector or a sequence, but layer 0 (Conv1d 3 -> 8, kernel 3) gives a signal of 8 x 8: insert Flatten, which gives 64 values");

    [Theory]
    [InlineData("Input(3, 10), Conv1d(8, 10), Flatten, Dense(8, 2)")]
    [InlineData("Input(3, 10), Conv1d(3, 8, 3, Stride = 2147483647), Flatten, Dense(8, 2)")]
    [InlineData("Input(3, 10), Conv1d(3, 9, 3, Groups = 3, Padding = 1), Flatten, Dense(90, 2)")]
    [InlineData("Sequence(10, 3), Conv1d(3, 8, 3), Dense(8, 2)")]
    public void Shapes_that_fit_are_not_reported(string layers) => AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;");

    private static void Reports(string layers, string message) => AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;", message);
}
