using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG023: a layer is unsuitable as the last layer.</summary>
public sealed class UnsuitableEndTests
{
    [Theory]
    [InlineData(
        "Dense(4, 3), {|FCG023:Dropout(0.5f)|}",
        "Layer 1 (Dropout 0.5) is the last layer: in training it zeroes outputs at random, and no later layer compensates")]
    [InlineData(
        "Dense(3), {|FCG023:ReLU|}",
        "Layer 1 (ReLU) is the last layer: it sets negative outputs to 0, where the gradient is also 0")]
    [InlineData(
        "Dense(3), {|FCG023:ReLU(Name = \"end\")|}",
        "Layer 1 'end' (ReLU) is the last layer: it sets negative outputs to 0, where the gradient is also 0")]
    [InlineData("Dense(3), Softmax, {|FCG023:FcGen.DropoutAttribute(0.1f)|}")]
    [InlineData("{|FCG023:ReLU()|}")]
    [InlineData("Dense(4), ReLU, Add(\"input\"), {|FCG023:ReLU|}")]
    [InlineData("Dense({|FCG001:5|}, 3), {|FCG023:ReLU|}")]
    public void Dropout_or_ReLU_at_the_end_is_reported_as_a_whole(string layers, params string[] messages) =>
        AnalyzerCheck.Reports(Network(layers), messages);

    [Fact]
    public void Dropout_of_nothing_is_not_reported() => AnalyzerCheck.ReportsNothing(Network("Dense(3), Dropout(0)"));

    [Fact]
    public void The_last_of_several_lists_counts() => AnalyzerCheck.Reports(
        """
        [Network]
        [Input(4)]
        [Dense(8), ReLU]
        [Dense(3)]
        [{|FCG023:ReLU|}]
        partial class Net;
        """);

    [Theory]
    [InlineData("Dense(3)")]
    [InlineData("Dense(8), ReLU, Dense(3)")]
    [InlineData("Dense(8), ReLU, Dropout(0.5f), Dense(3), Softmax")]
    [InlineData("Dense(3), LeakyReLU")]
    [InlineData("Dense(3), PReLU")]
    [InlineData("Dense(3), Softplus")]
    [InlineData("Dense(3), ReLU, Concat(\"input\")")]
    [InlineData("Dense(4), Dropout(0.1f), Add(\"input\")")]
    [InlineData("Dense(3), BatchNorm")]
    public void Other_ends_are_not_reported(string layers) => AnalyzerCheck.ReportsNothing(Network(layers));

    [Fact]
    public void A_layer_that_is_being_typed_may_follow() => AnalyzerCheck.Reports(Network("Dense(3), ReLU, Den"));

    [Fact]
    public void It_can_be_switched_off() => AnalyzerCheck.ReportsNothing("#pragma warning disable FCG023\n" + Network("Dense(3), ReLU"));

    [Theory]
    [InlineData("[Dense(3), Dropout(0.5f)]", "Dropout", "[Dense(3)]")]
    [InlineData("[Dense(3)] [ReLU]", "ReLU", "[Dense(3)]")]
    [InlineData("[Dense(3)]\n[ReLU(Name = \"end\")]", "ReLU", "[Dense(3)]")]
    [InlineData("[Dense(3)] // Values.\n[ReLU] // None below zero.", "ReLU", "[Dense(3)] // Values.")]
    [InlineData("[Dense(3),\n FcGen.ReLUAttribute]", "ReLUAttribute", "[Dense(3)]")]
    [InlineData("[Dense(3), // Values.\n ReLU] // None below zero.", "ReLU", "[Dense(3) // Values.\n] // None below zero.")]
    [InlineData("[Dense(3)]\n[ReLU]\n// A small one.", "ReLU", "[Dense(3)]\n// A small one.")]
    [InlineData("[Dense(3)]\n[ReLU]\n#pragma warning disable CS0618", "ReLU", "[Dense(3)]\n#pragma warning disable CS0618")]
    [InlineData("[Dense(3)]\n// None below zero.\n[ReLU]\n[System.Serializable]", "ReLU", "[Dense(3)]\n// None below zero.\n[System.Serializable]")]
    public void The_layer_is_left_out_and_what_is_written_about_others_stays(string lists, string name, string repaired)
    {
        CodeFixCheck.Fixes(Class(lists), $"Remove the last layer, {name}", Class(repaired));
        AnalyzerCheck.ReportsNothing(Class(repaired));
    }

    [Theory]
    [InlineData("[Dense(3),\n#if !X\nReLU\n#else\nTanh\n#endif\n]")]
    [InlineData("[Dense(3)]\n#if !X\n[ReLU]\n#endif\n", "Remove the last layer, ReLU")]
    [InlineData("[Dense(3),\n#region End\nReLU]\n#endregion")]
    [InlineData("[Dense(3),\n#pragma warning disable CS0618\nReLU]")]
    public void Directives_stay(string lists, params string[] titles) => CodeFixCheck.Offers(Class(lists), titles);

    [Fact]
    public void The_only_layer_is_not_left_out() => CodeFixCheck.Offers(Network("ReLU"));

    [Fact]
    public void All_are_left_out_together() => CodeFixCheck.FixesAll(
        [
            "[Network, Input(4), Dense(3), ReLU] partial class First;\n[Network, Input(4)] [Dense(3)] [Dropout(0.5f)] partial class Second;",
            "[Network, Input(4)]\n[Dense(3), Softmax]\n[Dropout(0.5f)]\npartial class Third;",
        ],
        "FCG023.drop",
        [
            "[Network, Input(4), Dense(3)] partial class First;\n[Network, Input(4)] [Dense(3)] partial class Second;",
            "[Network, Input(4)]\n[Dense(3), Softmax]\npartial class Third;",
        ]);

    private static string Network(string layers) => $"[Network] [Input(4)] [{layers}] partial class Net;";

    private static string Class(string lists) => $"[Network]\n[Input(4)]\n{lists}\npartial class Net;";
}
