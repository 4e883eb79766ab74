using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG024: Unroll.Full exceeds the budget.</summary>
public sealed class UnrollBudgetTests
{
    [Theory]
    [InlineData(
        "[Input(784)] [Dense(256)]",
        "Layer 0 (Dense 784 -> 256) cannot be unrolled: 25,088 instructions exceed the limit of 20,000 for one layer by 5,088; its single-sample kernel is tiled")]
    [InlineData(
        "[Input(1251)] [Dense(16)]",
        "Layer 0 (Dense 1251 -> 16) cannot be unrolled: 1,251 instructions exceed the limit of 1,250 for one method by 1; its single-sample kernel is tiled")]
    [InlineData(
        "[Input(2504)] [Dense(4, Name = \"head\")]",
        "Layer 0 'head' (Dense 2504 -> 4) cannot be unrolled: 1,252 instructions exceed the limit of 1,250 for one method by 2; its single-sample kernel is tiled")]
    [InlineData(
        "[Sequence(10, 6)] [Dense(8)]",
        "Layer 0 (Dense 6 -> 8) cannot be unrolled: 10 positions share its weights; its single-sample kernel is tiled")]
    public void A_layer_too_large_to_unroll_is_reported_on_the_argument(string layers, string message) =>
        AnalyzerCheck.Reports($"[Network(Unroll = {{|FCG024:Unroll.Full|}})] {layers} partial class Net;", message);

    [Theory]
    [InlineData("[Network(Unroll = {|FCG024:FcGen.Unroll.Full|})] [Input(784)] [Dense(256)]")]
    [InlineData("[FcGen.NetworkAttribute(Unroll = {|FCG024:(Unroll)1|})] [Input(28, 28)] [Flatten, Dense(256), ReLU, Dense(10)]")]
    [InlineData("[Network(Unroll = {|FCG024:Net.Always|}), Input(784), Dense(256)]")]
    [InlineData("[Input(784)] [Dense(256)] [Network(Unroll = {|FCG024:Unroll.Full|})]")]
    public void The_place_is_the_argument_however_it_is_written(string attributes) =>
        AnalyzerCheck.Reports($"{attributes} partial class Net {{ private const Unroll Always = Unroll.Full; }}");

    [Fact]
    public void Each_layer_too_large_is_reported() => AnalyzerCheck.Reports(
        "[Network(Unroll = {|FCG024:{|FCG024:Unroll.Full|}|})] [Input(2000)] [Dense(64), ReLU, Dense(8), Tanh, Dense(30000)] partial class Net;");

    [Theory]
    [InlineData("Full", "[Input(1250)] [Dense(16)]")]
    [InlineData("Full", "[Input(2500)] [Dense(1)]")]
    [InlineData("Auto", "[Input(784)] [Dense(256)]")]
    [InlineData("Tiled", "[Input(784)] [Dense(256)]")]
    [InlineData("Full", "[Input(100000)] [ReLU, Softmax]")]
    public void A_layer_that_fits_or_an_absent_option_is_not_reported(string unroll, string layers) =>
        AnalyzerCheck.ReportsNothing($"[Network(Unroll = Unroll.{unroll})] {layers} partial class Net;");

    [Fact]
    public void A_network_with_errors_is_not_planned() => AnalyzerCheck.Reports(
        "[Network(Unroll = Unroll.Full)] [Input(784)] [Dense({|FCG001:700|}, 2560)] partial class Net;");

    [Theory]
    [InlineData("[Network(Unroll = Unroll.Full)]", "[Network]")]
    [InlineData("[Network(Unroll = FcGen.Unroll.Full), Input(4)]", "[Network, Input(4)]")]
    [InlineData("[FcGen.NetworkAttribute( /* all */ Unroll = (Unroll)1)]", "[FcGen.NetworkAttribute]")]
    public void Unroll_is_left_at_its_default(string network, string repaired)
    {
        string rest = network.Contains("Input") ? "[Concat(\"input\"), Dense(40000)] partial class Net;" : "[Input(784)] [Dense(256)] partial class Net;";
        CodeFixCheck.Fixes($"{network} {rest}", "Remove the Unroll option", $"{repaired} {rest}");
        AnalyzerCheck.ReportsNothing($"{repaired} {rest}");
    }

    [Fact]
    public void Other_attributes_and_what_is_written_about_them_stay() => CodeFixCheck.Fixes(
        "[Network(Unroll = Unroll.Full)] // Large.\n[Input(784)]\n[Dense(256)]\npartial class Net;",
        "Remove the Unroll option",
        "[Network] // Large.\n[Input(784)]\n[Dense(256)]\npartial class Net;");

    [Fact]
    public void All_are_left_at_their_default_and_one_with_two_large_layers_once() => CodeFixCheck.FixesAll(
        [
            "[Network(Unroll = Unroll.Full), Input(2000), Dense(64), ReLU, Dense(30000)] partial class First;",
            """
            [Network(Unroll = Unroll.Full), Input(784), Dense(256)] partial class Second;
            [Network(Unroll = Unroll.Full), Input(784), Dense(512)] partial class Third;
            [Network(Unroll = Unroll.Full), Input(4), Dense(3)] partial class Small;
            """,
        ],
        "FCG024.default",
        [
            "[Network, Input(2000), Dense(64), ReLU, Dense(30000)] partial class First;",
            """
            [Network, Input(784), Dense(256)] partial class Second;
            [Network, Input(784), Dense(512)] partial class Third;
            [Network(Unroll = Unroll.Full), Input(4), Dense(3)] partial class Small;
            """,
        ]);
}
