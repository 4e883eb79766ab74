using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Numbers of pieces that a maxout layer cannot have.</summary>
public sealed class MaxoutTests
{
    [Theory]
    [InlineData("Input(9), Maxout({|FCG004:2|})", "Layer 0 (Maxout): pieces must be a divisor of 9 channels, such as 3, but is 2")]
    [InlineData("Input(9), Maxout({|FCG004:4|})", "Layer 0 (Maxout): pieces must be a divisor of 9 channels, such as 3, but is 4")]
    [InlineData("Input(9), Maxout({|FCG004:8|})", "Layer 0 (Maxout): pieces must be a divisor of 9 channels, such as 9, but is 8")]
    [InlineData("Input(9), Maxout(pieces: {|FCG004:10|})", "Layer 0 (Maxout): pieces must be a divisor of 9 channels, such as 9, but is 10")]
    [InlineData("Input(4), Dense(9), Maxout({|FCG004:5|}, Name = \"max\")", "Layer 1 'max' (Maxout): pieces must be a divisor of 9 channels, such as 3, but is 5")]
    [InlineData("Sequence(6, 10), Maxout({|FCG004:6|})", "Layer 0 (Maxout): pieces must be a divisor of 10 channels, such as 5, but is 6")]
    [InlineData("Input(7), Maxout({|FCG004:2|})", "Layer 0 (Maxout): pieces must be a divisor of 7 channels, such as 1, but is 2")]
    [InlineData("Input(3, 8, 8), Maxout({|FCG004:2|})", "Layer 0 (Maxout): pieces must be a divisor of 3 channels, such as 3, but is 2")]
    [InlineData("Input(9), Maxout({|FCG004:0|})", "Layer 0 (Maxout): pieces must be from 1 to 134217727, but is 0")]
    [InlineData("Input(9), Maxout({|FCG004:-3|})", "Layer 0 (Maxout): pieces must be from 1 to 134217727, but is -3")]
    public void Pieces_that_do_not_divide_the_channels(string layers, string message) => Reports(layers, message);

    [Fact]
    public void The_next_layer_receives_one_value_for_each_group() =>
        Reports("Input(9), Maxout(3), Dense({|FCG001:9|}, 2)", "Layer 1 (Dense 9 -> 2) expects 9 inputs, but layer 0 (Maxout 9 -> 3) gives 3");

    [Theory]
    [InlineData("Input(9), Maxout(9), Dense(1, 2)")]
    [InlineData("Input(9), Maxout(1), Dense(9, 2)")]
    [InlineData("Sequence(6, 10), Maxout(5), Dense(2, 3)")]
    [InlineData("Input(6, 10), Maxout(2), Conv1d(3, 4, 3)")]
    [InlineData("Input(6, 2, 5), Maxout(2), Flatten, Maxout(10), Dense(3, 2)")]
    public void Pieces_that_divide_the_channels_are_not_reported(string layers) => AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;");

    private static void Reports(string layers, string message) => AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;", message);
}
