using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG024: Unroll.Full exceeds the budget.</summary>
public sealed class UnrollBudgetTests
{
    [Theory]
    [InlineData(
        "[Input(784)] [Dense(256)]",
        "Layer 0 (Dense 784 -> 256) cannot be unrolled: 25,088 instructions are 5,088 more than the 20,000 that one layer can have; its kernel for one sample is tiled")]
    [InlineData(
        "[Input(1251)] [Dense(16)]",
        "Layer 0 (Dense 1251 -> 16) cannot be unrolled: 1,251 instructions are 1 more than the 1,250 that one method can have; its kernel for one sample is tiled")]
    [InlineData(
        "[Input(2504)] [Dense(4, Name = \"head\")]",
        "Layer 0 'head' (Dense 2504 -> 4) cannot be unrolled: 1,252 instructions are 2 more than the 1,250 that one method can have; its kernel for one sample is tiled")]
    public void A_layer_too_large_to_unroll_is_reported_on_the_argument(string layers, string message) =>
        AnalyzerCheck.Reports($"[Network(Unroll = {{|FCG024:Unroll.Full|}})] {layers} partial class Net;", message);

    [Fact]
    public void Each_layer_too_large_is_reported() => AnalyzerCheck.Reports(
        "[Network(Unroll = {|FCG024:{|FCG024:Unroll.Full|}|})] [Input(2000)] [Dense(64), ReLU, Dense(8), Tanh, Dense(30000)] partial class Net;");

    [Theory]
    [InlineData("Full", "[Input(1250)] [Dense(16)]")]
    [InlineData("Full", "[Input(2500)] [Dense(1)]")]
    [InlineData("Auto", "[Input(784)] [Dense(256)]")]
    [InlineData("Tiled", "[Input(784)] [Dense(256)]")]
    public void What_fits_or_was_not_asked_for_is_not_reported(string unroll, string layers) =>
        AnalyzerCheck.ReportsNothing($"[Network(Unroll = Unroll.{unroll})] {layers} partial class Net;");

    [Fact]
    public void A_network_with_mistakes_is_not_planned() => AnalyzerCheck.Reports(
        "[Network(Unroll = Unroll.Full)] [Input(784)] [Dense({|FCG001:700|}, 2560)] partial class Net;");
}
