using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>Inputs that have no two halves.</summary>
public sealed class GatedTests
{
    [Theory]
    [InlineData("Input(9), {|FCG004:Glu|}", "Layer 0 (Glu): the number of channels must be even, such as 10, but is 9")]
    [InlineData("Input(4), Dense(1), {|FCG004:GatedTanh(Name = \"gate\")|}", "Layer 1 'gate' (GatedTanh): the number of channels must be even, such as 2, but is 1")]
    [InlineData("Sequence(6, 5), {|FCG004:GatedTanh|}, Last", "Layer 0 (GatedTanh): the number of channels must be even, such as 6, but is 5")]
    [InlineData("Input(3, 8), {|FCG004:Glu|}, Flatten", "Layer 0 (Glu): the number of channels must be even, such as 4, but is 3")]
    [InlineData("Input(3, 8, 8), {|FCG004:Glu()|}, Flatten", "Layer 0 (Glu): the number of channels must be even, such as 4, but is 3")]
    public void An_odd_number_of_channels(string layers, string message) => Reports($"{layers}, Dense(2)", message);

    [Fact]
    public void The_next_layer_receives_half_of_the_channels() =>
        Reports("Input(10), Glu, Dense({|FCG001:10|}, 2)", "Layer 1 (Dense 10 -> 2) expects 10 inputs, but layer 0 (Glu 10 -> 5) gives 5");

    [Theory]
    [InlineData("Input(10), Glu, Dense(5, 2)")]
    [InlineData("Sequence(6, 10), GatedTanh, Dense(5, 3), Last")]
    [InlineData("Input(6, 10), Glu, Conv1d(3, 4, 3)")]
    [InlineData("Input(6, 2, 5), GatedTanh, Flatten, Glu, Dense(15, 2)")]
    public void Halves_are_not_reported(string layers) => Reports(layers);

    [Theory]
    [InlineData("GLU", "Glu")]
    [InlineData("GatedLinearUnit", "Glu")]
    [InlineData("Activation(\"glu\")", "Glu")]
    [InlineData("GTU", "GatedTanh")]
    [InlineData("GatedActivation", "GatedTanh")]
    public void Names_in_other_frameworks(string layer, string meant)
    {
        string name = layer.Split('(')[0];
        Reports($"Input(4), Dense(4), {{|FCG013:{name}|}}{layer[name.Length..]}, Dense(3)", $"FcGen has no [{name}]: did you mean [{meant}]?");
    }

    private static void Reports(string layers, params string[] messages) =>
        AnalyzerCheck.Reports($"[Network, {layers}] partial class Net;", messages);
}
