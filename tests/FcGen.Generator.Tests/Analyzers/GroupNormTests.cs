using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Numbers of groups that a group norm cannot have.</summary>
public sealed class GroupNormTests
{
    [Theory]
    [InlineData("Input(6), GroupNorm({|FCG004:4|})", "Layer 0 (GroupNorm): groups must be a divisor of 6 channels (1, 2, 3, 6), but is 4")]
    [InlineData("Input(6, 10), GroupNorm({|FCG004:5|})", "Layer 0 (GroupNorm): groups must be a divisor of 6 channels (1, 2, 3, 6), but is 5")]
    [InlineData("Sequence(4, 7), GroupNorm(groups: {|FCG004:2|})", "Layer 0 (GroupNorm): groups must be a divisor of 7 channels (1, 7), but is 2")]
    [InlineData("Input(3, 4, 4), Flatten, GroupNorm({|FCG004:5|}, Name = \"norm\")", "Layer 1 'norm' (GroupNorm): groups must be a divisor of 48 channels (1, 2, 3, 4, 6, 8, 12, 16), but is 5")]
    [InlineData("Input(6), GroupNorm({|FCG004:0|})", "Layer 0 (GroupNorm): groups must be from 1 to 134217727, but is 0")]
    [InlineData("Input(6), GroupNorm(2, Epsilon = {|FCG004:0|})", "Layer 0 (GroupNorm): Epsilon must be a finite number above 0, but is 0")]
    public void Options_out_of_range(string layers, string message) =>
        AnalyzerCheck.Reports($"[Network, {layers}, Flatten, Dense(2)] partial class Net;", message);

    [Theory]
    [InlineData("Input(6), GroupNorm(6), Dense(6, 2)")]
    [InlineData("Sequence(4, 7), GroupNorm(1), Dense(7, 2)")]
    [InlineData("Input(6, 4, 4), GroupNorm(3), Flatten, Dense(96, 2)")]
    public void Groups_that_divide_the_channels_are_not_reported(string layers) => AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;");
}
