using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Shapes and options that a convolution cannot have.</summary>
public sealed class ConvolutionTests
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

    [Theory]
    [InlineData("Input(3, 10), Conv1d(8, 3, Padding = {|FCG004:1|}, Same = true)", "Layer 0 (Conv1d): Padding must be 0, because Same determines it, but is 1")]
    [InlineData("Input(3, 10), Conv1d(8, 3, Padding = {|FCG004:2|}, Causal = true)", "Layer 0 (Conv1d): Padding must be 0, because Causal determines it, but is 2")]
    [InlineData("Input(3, 10), Conv1d(8, 3, Same = true, Causal = {|FCG004:true|})", "Layer 0 (Conv1d): Causal must be false with Same, but is true")]
    public void Padding_in_two_ways(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(3, 10), Conv1d(8, 3, Stride = {|FCG030:4|}), Flatten, Dense(2)", "Layer 0 (Conv1d 3 -> 8, kernel 3) reads 7 of 10 positions, because its stride is 4; it would read all of 7 or 11")]
    [InlineData("Input(3, 10), MaxPool1d({|FCG030:4|}), Flatten, Dense(2)", "Layer 0 (MaxPool1d 4) reads 8 of 10 positions, because its stride is 4; it would read all of 8 or 12")]
    [InlineData("Input(3, 10, 9), Conv2d(8, 3, Stride = {|FCG030:2|}), Flatten, Dense(2)", "Layer 0 (Conv2d 3 -> 8, kernel 3 x 3) reads 9 of 10 rows, because its stride is 2; it would read all of 9 or 11")]
    public void A_stride_that_leaves_the_last_positions(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(3, 10, 9), Conv2d({|FCG001:4|}, 8, 3)", "Layer 0 (Conv2d 4 -> 8, kernel 3 x 3) expects 4 inputs, but the input gives 3 for each of 90 positions")]
    [InlineData("Input(3, 10, 9), Conv2d(3, 8, 3, {|FCG004:10|})", "Layer 0 (Conv2d): kernelWidth must be from 1 to 9 (the input has 9 columns with its padding), but is 10")]
    [InlineData("Input(3, 10, 9), Conv2d(8, {|FCG004:10|})", "Layer 0 (Conv2d): kernel must be from 1 to 9 (the input has 9 columns with its padding), but is 10")]
    [InlineData("Input(3, 10), {|FCG004:Conv2d(8, 3)|}", "Layer 0 (Conv2d ? -> 8, kernel 3 x 3): the input must be an image, but is a signal of 3 x 10")]
    [InlineData("Input(3, 10), {|FCG004:ConvTranspose2d(8, 3)|}", "Layer 0 (ConvTranspose2d ? -> 8, kernel 3 x 3): the input must be an image, but is a signal of 3 x 10")]
    [InlineData("Input(3, 10), {|FCG004:ZeroPad2d(1, 1, 1, 1)|}", "Layer 0 (ZeroPad2d): the input must be an image, but is a signal of 3 x 10")]
    [InlineData("Input(3, 10), ConvTranspose1d(8, 3, Stride = 2, OutputPadding = {|FCG004:2|})", "Layer 0 (ConvTranspose1d): OutputPadding must be from 0 to 1 (below the stride or the dilation), but is 2")]
    [InlineData("Input(3, 1), ConvTranspose1d(8, 3, Padding = {|FCG004:2|})", "Layer 0 (ConvTranspose1d): Padding must be from 0 to 1 (so that an output is left), but is 2")]
    [InlineData("Input(3, 10, 9), {|FCG004:Conv2d(8, 1, Padding = 10000, Stride = 10000)|}", "Layer 0 (Conv2d): the number of values of the input with its padding must be at most 134217727, but is 3203040720")]
    public void Images_and_transposed_convolutions(string layers, string message) => Reports(layers, message);

    [Fact]
    public void A_dense_layer_after_a_convolution_needs_Flatten() => AnalyzerCheck.Reports(
        "[Network, Input(3, 10), Conv1d(8, 3), {|FCG012:Dense(2)|}] partial class Net;",
        "Layer 1 (Dense ? -> 2) expects a vector or a sequence, but layer 0 (Conv1d 3 -> 8, kernel 3) gives a signal of 8 x 8: insert Flatten, which gives 64 values");

    [Theory]
    [InlineData("Input(3, 10), Conv1d(8, 10), Flatten, Dense(8, 2)")]
    [InlineData("Input(3, 10), Conv1d(3, 8, 3, Stride = 7), Flatten, Dense(16, 2)")]
    [InlineData("Input(3, 10), Conv1d(3, 9, 3, Groups = 3, Padding = 1), Flatten, Dense(90, 2)")]
    [InlineData("Sequence(10, 3), Conv1d(3, 8, 3), Dense(8, 2)")]
    public void Shapes_that_fit_are_not_reported(string layers) => AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;");

    private static void Reports(string layers, string message) => AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;", message);
}
