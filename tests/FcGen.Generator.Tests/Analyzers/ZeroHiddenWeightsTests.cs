using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG025: the weights of a hidden dense layer are initialized to zero.</summary>
public sealed class ZeroHiddenWeightsTests
{
    [Theory]
    [InlineData(
        "Dense(8, Init = {|FCG025:Init.Zeros|}), ReLU, Dense(3)",
        "All weights of layer 0 (Dense 4 -> 8) are initialized to zero, so all its units are identical and its output is constant: use Init.Zeros only in the last dense layer")]
    [InlineData(
        "ReLU, Dense(4, 8, Bias = false, Init = {|FCG025:Init.Zeros|}, Name = \"fc1\"), Tanh, Dense(8, 3)",
        "All weights of layer 1 'fc1' (Dense 4 -> 8) are initialized to zero, so all its units are identical and its output is constant: use Init.Zeros only in the last dense layer")]
    [InlineData("Dense(outputs: 8, Init = {|FCG025:FcGen.Init.Zeros|}), GELU, Dense(3)")]
    [InlineData("Dense(8, Init = {|FCG025:(Init)3|}, Gain = 2), Sigmoid, Dropout(0.5f), Dense(3), Softmax")]
    [InlineData("Dense(8, Init = {|FCG025:Net.None|}), ReLU, Dense(3)")]
    [InlineData("Dense(1, Init = {|FCG025:Init.Zeros|}), ReLU, Dense(3)")]
    [InlineData("Dense(8), ReLU, Dense(8, Init = {|FCG025:Init.Zeros|}), BatchNorm, ReLU, Dense(3)")]
    [InlineData("Dense(4, Init = {|FCG025:Init.Zeros|}), Tanh, Add(\"input\"), Dense(3)")]
    public void Zeros_before_another_dense_layer_are_reported_on_the_argument(string layers, params string[] messages) =>
        AnalyzerCheck.Reports(Network(layers), messages);

    [Fact]
    public void Every_such_layer_is_reported_and_the_last_is_not() => AnalyzerCheck.Reports(
        Network("Dense(8, Init = {|FCG025:Init.Zeros|}), ReLU, Dense(8, Init = {|FCG025:Init.Zeros|}), ReLU, Dense(3, Init = Init.Zeros)"));

    [Fact]
    public void It_is_reported_beside_other_errors() => AnalyzerCheck.Reports(
        Network("Dense(8, Init = {|FCG025:Init.Zeros|}), ReLU, Dense({|FCG001:9|}, 3)"));

    [Fact]
    public void A_network_with_the_warning_is_generated_all_the_same() =>
        Assert.Empty(GeneratorHarness.Run("using FcGen;\n" + Network("Dense(8, Init = Init.Zeros), ReLU, Dense(3)")).Problems);

    [Theory]
    [InlineData("Dense(3, Init = Init.Zeros)")]
    [InlineData("Dense(8), ReLU, Dense(3, Init = Init.Zeros)")]
    [InlineData("Dense(8), ReLU, Dense(3, Init = Init.Zeros), Dropout(0.1f), Softmax")]
    [InlineData("Dense(8), ReLU, Dense(4, Init = Init.Zeros), Add(\"input\"), Dense(3)")]
    [InlineData("Dense(8), ReLU, Dense(4, Init = Init.Zeros), Dropout(0.1f), Add(\"input\"), ReLU, Dense(3)")]
    [InlineData("Dense(8, Init = Init.Normal), ReLU, Dense(3)")]
    [InlineData("Dense(8, Init = default), ReLU, Dense(3)")]
    [InlineData("Dense(8, Init = Init.Uniform, Gain = 1e-30f), ReLU, Dense(3)")]
    public void Zeros_in_the_last_dense_layer_and_other_initializers_are_not_reported(string layers) =>
        AnalyzerCheck.ReportsNothing(Network(layers));

    [Fact]
    public void It_can_be_switched_off() =>
        AnalyzerCheck.ReportsNothing($"#pragma warning disable FCG025\n{Network("Dense(8, Init = Init.Zeros), ReLU, Dense(3)")}");

    [Theory]
    [InlineData("Dense(8, Init = Init.Zeros), ReLU, Dense(3)", "Dense(8), ReLU, Dense(3)")]
    [InlineData("Dense(4, 8, Bias = false, Init = Init.Zeros), ReLU, Dense(3)", "Dense(4, 8, Bias = false), ReLU, Dense(3)")]
    [InlineData("Dense(8, Init = (Init)3, Gain = 2), ReLU, Dense(3)", "Dense(8, Gain = 2), ReLU, Dense(3)")]
    [InlineData("Dense(8, Init = Net.None, Name = \"a\") /* wide */, ReLU, Dense(3)", "Dense(8, Name = \"a\") /* wide */, ReLU, Dense(3)")]
    [InlineData("Dense(8,\n    Init = Init.Zeros,\n    Name = \"a\"), ReLU, Dense(3)", "Dense(8,\n    Name = \"a\"), ReLU, Dense(3)")]
    [InlineData("Dense(8, // wide\n    Init = Init.Zeros), ReLU, Dense(3)", "Dense(8 // wide\n), ReLU, Dense(3)")]
    public void Init_is_left_at_its_default(string layers, string repaired)
    {
        CodeFixCheck.Fixes(Network(layers), "Remove the Init option", Network(repaired));
        AnalyzerCheck.ReportsNothing(Network(repaired));
    }

    [Fact]
    public void All_are_left_at_their_default() => CodeFixCheck.FixesAll(
        [
            Network("Dense(8, Init = Init.Zeros), ReLU, Dense(8, Init = Init.Zeros), ReLU, Dense(3, Init = Init.Zeros)"),
            "[Network, Input(4), Dense(8, Init = Init.Zeros), ReLU, Dense(3)] partial class Other;",
        ],
        "FCG025.default",
        [
            Network("Dense(8), ReLU, Dense(8), ReLU, Dense(3, Init = Init.Zeros)"),
            "[Network, Input(4), Dense(8), ReLU, Dense(3)] partial class Other;",
        ]);

    [Theory]
    [InlineData("Dense(8,\n#if !FAST\nInit = Init.Zeros,\n#endif\nBias = false), ReLU, Dense(3)")]
    [InlineData("Dense(8\n#if !FAST\n, Init = Init.Zeros\n#endif\n), ReLU, Dense(3)", "Remove the Init option")]
    public void Directives_stay(string layers, params string[] titles) => CodeFixCheck.Offers(Network(layers), titles);

    private static string Network(string layers) => $"[Network] [Input(4)] [{layers}] partial class Net {{ private const Init None = Init.Zeros; }}";
}
