using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>The fixes of FCG001 change the inputs of a layer, the outputs of the previous layer, or the input of the network.</summary>
public sealed class DimensionMismatchFixTests
{
    private const string ByInputs = "FCG001.inputs";
    private const string ByOutputs = "FCG001.outputs";

    [Theory]
    [InlineData("Dense(127, 10)", "Dense(128, 10)")]
    [InlineData("Dense(inputs: 127, outputs: 10)", "Dense(inputs: 128, outputs: 10)")]
    [InlineData("Dense(outputs: 10, inputs: 127)", "Dense(outputs: 10, inputs: 128)")]
    [InlineData("Dense(127, 10, Bias = false, Name = \"head\")", "Dense(128, 10, Bias = false, Name = \"head\")")]
    [InlineData("Dense(Sizes.Hidden - 1, 10)", "Dense(128, 10)")]
    [InlineData("Dense(/* before */ 127 /* after */, 10)", "Dense(/* before */ 128 /* after */, 10)")]
    [InlineData("FcGen.Dense(127, 10)", "FcGen.Dense(128, 10)")]
    [InlineData("DenseAttribute(127, 10)", "DenseAttribute(128, 10)")]
    [InlineData("global::FcGen.DenseAttribute((127), 10)", "global::FcGen.DenseAttribute(128, 10)")]
    public void The_inputs_become_what_the_layer_gets_however_they_are_written(string layer, string expected) => CodeFixCheck.Fixes(
        Network($"[Input(64)] [Dense(128), ReLU, {layer}]"),
        "Change the inputs to 128",
        Network($"[Input(64)] [Dense(128), ReLU, {expected}]"));

    [Theory]
    [InlineData("Dense(128)", "Dense(127)")]
    [InlineData("Dense(64, 128)", "Dense(64, 127)")]
    [InlineData("Dense(outputs: 128, inputs: 64)", "Dense(outputs: 127, inputs: 64)")]
    [InlineData("Dense(64, Sizes.Hidden, Bias = false)", "Dense(64, 127, Bias = false)")]
    [InlineData("FcGen.DenseAttribute(64, 100 + 28)", "FcGen.DenseAttribute(64, 127)")]
    [InlineData("Dense(128), Tanh, BatchNorm, Dropout(0.5f)", "Dense(127), Tanh, BatchNorm, Dropout(0.5f)")]
    public void The_outputs_of_the_layer_before_become_what_this_one_expects(string layers, string expected) => CodeFixCheck.Fixes(
        Network($"[Input(64)] [{layers}, ReLU, Dense(127, 10)]"),
        "Change the outputs of the previous layer to 127",
        Network($"[Input(64)] [{expected}, ReLU, Dense(127, 10)]"));

    [Theory]
    [InlineData("[Input(64)]", "[Input(127)]")]
    [InlineData("[Input(shape: 64)]", "[Input(shape: 127)]")]
    [InlineData("[Input(new[] { 64 })]", "[Input(127)]")]
    [InlineData("[Input([64])]", "[Input(127)]")]
    [InlineData("[FcGen.InputAttribute(Sizes.Hidden / 2)]", "[FcGen.InputAttribute(127)]")]
    [InlineData("[In(64)] [ReLU, Sigmoid]", "[In(127)] [ReLU, Sigmoid]")]
    [InlineData("[Sequence(10, 64)]", "[Sequence(10, 127)]")]
    [InlineData("[Sequence(features: 64, steps: 10)] [ReLU]", "[Sequence(features: 127, steps: 10)] [ReLU]")]
    public void The_input_of_the_network_becomes_what_the_first_layer_expects(string input, string expected) => CodeFixCheck.Fixes(
        "using In = FcGen.InputAttribute;\n" + Network($"{input} [Dense(127, 10)]"),
        "Change the input of the network to 127",
        "using In = FcGen.InputAttribute;\n" + Network($"{expected} [Dense(127, 10)]"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Lines_comments_and_the_rest_of_a_nested_network_stay_as_they_are(string lineEnd)
    {
        const string Source = """
            namespace Games
            {
                static partial class Outer
                {
                    [Network]
                    [Input(64)] // pixels
                    [Dense(64, 128)] // hidden
                    [ReLU]
                    /* head */ [Dense(127, 10)]
                    private sealed partial class Net;
                }
            }
            """;
        string source = Source.ReplaceLineEndings(lineEnd);
        CodeFixCheck.Fixes(source, "Change the inputs to 128", source.Replace("127", "128"));
        CodeFixCheck.Fixes(source, "Change the outputs of the previous layer to 127", source.Replace("128", "127"));
    }

    [Fact]
    public void A_layer_after_Concat_or_Flatten_can_be_repaired_in_one_way_only()
    {
        CodeFixCheck.Offers(Network("[Input(4)] [Dense(3), Concat(\"input\"), ReLU, Dense(3, 2)]"), "Change the inputs to 7");
        CodeFixCheck.Offers(Network("[Input(28, 28)] [Flatten, Dense(748, 10)]"), "Change the inputs to 784");
        CodeFixCheck.Offers(Network("[Input(new[] { 2, 2 })] [ReLU, Flatten, Dense(5, 10)]"), "Change the inputs to 4");
    }

    [Fact]
    public void Both_ways_are_offered_where_one_number_before_decides() => CodeFixCheck.Offers(
        Network("[Input(5)] [Dense(4, 8), ReLU, Dense(9, 2)]"),
        "Change the inputs to 5",
        "Change the input of the network to 4",
        "Change the inputs to 8",
        "Change the outputs of the previous layer to 9");

    [Fact]
    public void The_features_of_a_sequence_are_one_number() => CodeFixCheck.Offers(
        Network("[Sequence(10, 5)] [Dense(50, 8), ReLU, Dense(9, 2)]"),
        "Change the inputs to 5",
        "Change the input of the network to 50",
        "Change the inputs to 8",
        "Change the outputs of the previous layer to 9");

    [Fact]
    public void The_size_of_what_a_residual_is_added_to_is_not_changed() => CodeFixCheck.Offers(
        Network("[Input(8)] [Dense(8, Name = \"start\"), ReLU, Dense(8), Add(\"start\"), Dense(9, 2)]"), "Change the inputs to 8");

    [Fact]
    public void Nothing_is_offered_where_everything_fits() => CodeFixCheck.Offers(Network("[Input(4)] [Dense(4, 8), ReLU, Dense(8, 2)]"));

    [Fact]
    public void All_inputs_of_a_network_are_changed_at_once() => CodeFixCheck.FixesAll(
        Network("[Input(4)] [Dense(5, 8), ReLU, Dense(9, 6), Tanh, Dense(6, 3), Tanh, Dense(2, 1)]"),
        ByInputs,
        Network("[Input(4)] [Dense(4, 8), ReLU, Dense(8, 6), Tanh, Dense(6, 3), Tanh, Dense(3, 1)]"));

    [Fact]
    public void All_inputs_of_the_steps_of_a_sequence_are_changed_at_once() => CodeFixCheck.FixesAll(
        Network("[Sequence(10, 5)] [Dense(50, 8), ReLU, Dense(80, 2), Flatten, Dense(2, 1)]"),
        ByInputs,
        Network("[Sequence(10, 5)] [Dense(5, 8), ReLU, Dense(8, 2), Flatten, Dense(20, 1)]"));

    [Fact]
    public void All_that_comes_before_is_changed_at_once_the_input_included() => CodeFixCheck.FixesAll(
        Network("[Input(4)] [Dense(5, 8), ReLU, Dense(9, 6), Tanh, Dense(7, 2)]"),
        ByOutputs,
        Network("[Input(5)] [Dense(5, 9), ReLU, Dense(9, 7), Tanh, Dense(7, 2)]"));

    [Theory]
    [InlineData(ByInputs, "[Input(2), Dense(2, 1)]", "[Input(4)] [Dense(4, 8), ReLU] [Dense(8, 2)]")]
    [InlineData(ByOutputs, "[Input(3), Dense(3, 1)]", "[Input(5)] [Dense(5, 7), ReLU] [Dense(7, 2)]")]
    public void All_files_of_a_project_are_changed_at_once(string key, string first, string second) => CodeFixCheck.FixesAll(
        [Network("[Input(2), Dense(3, 1)]", "First"), "static partial class Outer { " + Network("[Input(4)] [Dense(5, 8), ReLU] [Dense(7, 2)]", "Second", "") + " }"],
        key,
        [Network(first, "First"), "static partial class Outer { " + Network(second, "Second", "") + " }"]);

    private static string Network(string layers, string name = "Net", string more = " static class Sizes { public const int Hidden = 128; }") =>
        $"[Network] {layers} partial class {name};{more}";
}
