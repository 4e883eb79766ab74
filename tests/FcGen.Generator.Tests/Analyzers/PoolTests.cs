using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Shapes and options that pooling and upsampling cannot have.</summary>
public sealed class PoolTests
{
    [Theory]
    [InlineData("Input(3, 10), MaxPool1d({|FCG004:11|})", "Layer 0 (MaxPool1d): kernel must be from 1 to 10 (the input has 10 positions with its padding), but is 11")]
    [InlineData("Input(3, 10), AvgPool1d({|FCG004:13|}, Padding = 1)", "Layer 0 (AvgPool1d): kernel must be from 1 to 12 (the input has 12 positions with its padding), but is 13")]
    [InlineData("Sequence(10, 3), MaxPool1d({|FCG004:5|}, Dilation = 3)", "Layer 0 (MaxPool1d): kernel must be from 1 to 4 (the input has 10 positions with its padding at a dilation of 3), but is 5")]
    [InlineData("Input(3, 4, 5), MaxPool2d({|FCG004:5|})", "Layer 0 (MaxPool2d): kernel must be from 1 to 4 (the input has 4 rows with its padding), but is 5")]
    [InlineData("Input(3, 5, 4), AvgPool2d({|FCG004:5|})", "Layer 0 (AvgPool2d): kernel must be from 1 to 4 (the input has 4 columns with its padding), but is 5")]
    [InlineData("Input(3, 4, 5), MaxPool2d({|FCG004:5|}, 5)", "Layer 0 (MaxPool2d): kernelHeight must be from 1 to 4 (the input has 4 rows with its padding), but is 5")]
    [InlineData("Input(3, 4, 5), MaxPool2d(3, {|FCG004:4|}, DilationWidth = 2)", "Layer 0 (MaxPool2d): kernelWidth must be from 1 to 3 (the input has 5 columns with its padding at a dilation of 2), but is 4")]
    [InlineData("Input(3, 9), AvgPool1d({|FCG004:12|}, Stride = 3, CeilMode = true)", "Layer 0 (AvgPool1d): kernel must be from 1 to 11 (the input has 9 positions with its padding), but is 12")]
    [InlineData("Input(3, 9), MaxPool1d({|FCG004:0|})", "Layer 0 (MaxPool1d): kernel must be from 1 to 134217727, but is 0")]
    [InlineData("Input(3, 9, 9), AvgPool2d(2, {|FCG004:-1|})", "Layer 0 (AvgPool2d): kernelWidth must be from 1 to 134217727, but is -1")]
    public void A_kernel_beyond_the_padded_input(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(3, 9), MaxPool1d(3, Padding = {|FCG004:2|})", "Layer 0 (MaxPool1d): Padding must be from 0 to 1 (half the kernel), but is 2")]
    [InlineData("Input(3, 12), AvgPool1d(4, Padding = {|FCG004:-1|})", "Layer 0 (AvgPool1d): Padding must be from 0 to 2 (half the kernel), but is -1")]
    [InlineData("Input(3, 12, 8), MaxPool2d(6, 4, Padding = {|FCG004:3|})", "Layer 0 (MaxPool2d): Padding must be from 0 to 2 (half the kernel), but is 3")]
    [InlineData("Input(3, 12, 8), MaxPool2d(6, 4, Padding = 3, PaddingWidth = {|FCG004:3|})", "Layer 0 (MaxPool2d): PaddingWidth must be from 0 to 2 (half the kernel), but is 3")]
    [InlineData("Input(3, 9, 9), AvgPool2d(3, PaddingHeight = {|FCG004:2|})", "Layer 0 (AvgPool2d): PaddingHeight must be from 0 to 1 (half the kernel), but is 2")]
    public void Padding_above_half_the_kernel(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(3, 10), MaxPool1d(3, Stride = {|FCG004:0|})", "Layer 0 (MaxPool1d): Stride must be from 1 to 2147483647, but is 0")]
    [InlineData("Input(3, 9, 9), AvgPool2d(3, StrideWidth = {|FCG004:0|})", "Layer 0 (AvgPool2d): StrideWidth must be from 1 to 2147483647, but is 0")]
    [InlineData("Input(3, 9, 9), MaxPool2d(3, Dilation = {|FCG004:-2|})", "Layer 0 (MaxPool2d): Dilation must be from 1 to 2147483647, but is -2")]
    [InlineData("Input(3, 9, 9), AdaptiveAvgPool2d({|FCG004:0|}, 2)", "Layer 0 (AdaptiveAvgPool2d): height must be from 1 to 134217727, but is 0")]
    [InlineData("Input(3, 9, 9), AdaptiveAvgPool2d(100000, {|FCG004:100000|})", "Layer 0 (AdaptiveAvgPool2d): width must be from 1 to 1342, but is 100000")]
    [InlineData("Input(3, 9, 9), Upsample({|FCG004:0|})", "Layer 0 (Upsample): scale must be from 1 to 134217727, but is 0")]
    [InlineData("Input(3, 9, 9), Upsample({|FCG004:2000|})", "Layer 0 (Upsample): scale must be from 1 to 1287 (the input has 81 positions), but is 2000")]
    public void Options_out_of_range(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(10), {|FCG004:MaxPool1d(2)|}", "Layer 0 (MaxPool1d 2): the input must be a signal or a sequence, but is 10 values")]
    [InlineData("Input(1, 28, 28), {|FCG004:AvgPool1d(3, Stride = 2)|}", "Layer 0 (AvgPool1d 3, stride 2): the input must be a signal or a sequence, but is an image of 1 x 28 x 28")]
    [InlineData("Input(3, 10), {|FCG004:MaxPool2d(2)|}", "Layer 0 (MaxPool2d 2 x 2): the input must be an image, but is a signal of 3 x 10")]
    [InlineData("Sequence(3, 10), {|FCG004:AvgPool2d(2, 3, StrideHeight = 1)|}", "Layer 0 (AvgPool2d 2 x 3, stride 1 x 3): the input must be an image, but is a sequence of 3 x 10")]
    [InlineData("Input(3, 4, 4), Flatten, {|FCG004:GlobalAvgPool|}", "Layer 1 (GlobalAvgPool): the input must be an image, a signal or a sequence, but is 48 values")]
    [InlineData("Input(3), {|FCG004:GlobalMaxPool(Name = \"max\")|}", "Layer 0 'max' (GlobalMaxPool): the input must be an image, a signal or a sequence, but is 3 values")]
    [InlineData("Input(3, 4), {|FCG004:AdaptiveAvgPool2d(2, 3)|}", "Layer 0 (AdaptiveAvgPool2d 2 x 3): the input must be an image, but is a signal of 3 x 4")]
    [InlineData("Input(12), {|FCG004:Upsample(2)|}", "Layer 0 (Upsample 2): the input must be an image, a signal or a sequence, but is 12 values")]
    public void An_input_of_another_kind(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(3, 8, 8), MaxPool2d(2), Flatten, Dense({|FCG001:49|}, 2)", "Layer 2 (Dense 49 -> 2) expects 49 inputs, but layer 1 (Flatten) gives 48")]
    [InlineData("Input(3, 9, 8), MaxPool2d(2, CeilMode = true), Flatten, Dense({|FCG001:48|}, 2)", "Layer 2 (Dense 48 -> 2) expects 48 inputs, but layer 1 (Flatten) gives 60")]
    [InlineData("Sequence(8, 8), AvgPool1d(2), Dense({|FCG001:4|}, 2)", "Layer 1 (Dense 4 -> 2) expects 4 inputs, but layer 0 (AvgPool1d 2) gives 8 for each of 4 steps")]
    [InlineData("Input(3, 9, 8), GlobalAvgPool, Dense({|FCG001:72|}, 2)", "Layer 1 (Dense 72 -> 2) expects 72 inputs, but layer 0 (GlobalAvgPool) gives 3")]
    [InlineData("Input(3, 9), Upsample(2), Flatten, Dense({|FCG001:27|}, 2)", "Layer 2 (Dense 27 -> 2) expects 27 inputs, but layer 1 (Flatten) gives 54")]
    public void The_next_layer_receives_the_shape_of_PyTorch(string layers, string message) => Reports(layers, message);

    [Theory]
    [InlineData("Input(3, 10), MaxPool1d(10), Flatten, Dense(3, 2)")]
    [InlineData("Input(3, 9), MaxPool1d(100, CeilMode = true), Flatten, Dense(3, 2)")]
    [InlineData("Input(3, 9), AvgPool1d(3, Stride = 2147483647), Flatten, Dense(3, 2)")]
    [InlineData("Input(3, 9), MaxPool1d(134217727, Padding = 67108863, Stride = 2), Flatten, Dense(15, 2)")]
    [InlineData("Input(3, 9), MaxPool1d(1, Dilation = 2147483647), Flatten, Dense(27, 2)")]
    [InlineData("Input(3, 9, 9), MaxPool2d(3, Padding = 1, Stride = 2, PaddingHeight = 0), Flatten, Dense(60, 2)")]
    [InlineData("Sequence(8, 3), MaxPool1d(2), Dense(3, 2), GlobalMaxPool, Dense(2, 4)")]
    [InlineData("Input(3, 5, 4), AdaptiveAvgPool2d(7, 2), Flatten, Dense(42, 2)")]
    public void Shapes_that_fit_are_not_reported(string layers) => AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;");

    private static void Reports(string layers, string message) => AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;", message);
}
