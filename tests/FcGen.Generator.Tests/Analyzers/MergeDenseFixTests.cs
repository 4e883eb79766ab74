using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>The fix of FCG022 merges two dense layers into one.</summary>
public sealed class MergeDenseFixTests
{
    [Theory]
    [InlineData("Dense(4, 8), Dense(8, 3)", "Dense(4, 3)")]
    [InlineData("Dense(8), Dense(8, 3)", "Dense(3)")]
    [InlineData("Dense(4, 8), Dense(3)", "Dense(4, 3)")]
    [InlineData("Dense(outputs: 8, inputs: 4), Dense(outputs: 3, inputs: 8)", "Dense(4, 3)")]
    [InlineData("Dense(outputs: 8), Dense(outputs: 1 + 2)", "Dense(1 + 2)")]
    [InlineData("FcGen.Dense(8), DenseAttribute(3)", "FcGen.Dense(3)")]
    public void Inputs_of_the_first_and_outputs_of_the_second(string layers, string merged) => Merges(layers, merged, merged);

    [Theory]
    [InlineData("Dense(8, Bias = false), Dense(3, Bias = false)", "Dense(3, Bias = false)")]
    [InlineData("Dense(8, Bias = false), Dense(3)", "Dense(3)")]
    [InlineData("Dense(8), Dense(3, Bias = false)", "Dense(3)")]
    [InlineData("Dense(8, Bias = true), Dense(3, Bias = false)", "Dense(3)")]
    [InlineData("Dense(8, Bias = !true), Dense(3, Bias = (false))", "Dense(3, Bias = false)")]
    public void A_bias_if_one_of_them_has_one(string layers, string merged) => Merges(layers, merged, merged);

    [Theory]
    [InlineData("Dense(8, Init = Init.Normal, Gain = 2), Dense(3)", "Dense(3)")]
    [InlineData("Dense(8), Dense(3, Init = Init.Normal, Gain = 0.5f)", "Dense(3, Init = Init.Normal, Gain = 0.5f)")]
    [InlineData("Dense(8, Gain = 2), Dense(3, Init = Init.Zeros)", "Dense(3, Init = Init.Zeros)")]
    public void Weights_start_as_those_of_the_second(string layers, string merged) => Merges(layers, merged, merged);

    [Theory]
    [InlineData("Dense(8, Name = \"a\"), Dense(3)", "Dense(3, Name = \"a\")")]
    [InlineData("Dense(8), Dense(3, Name = \"b\")", "Dense(3, Name = \"b\")")]
    [InlineData("Dense(8, Name = \"a\"), Dense(3, Name = \"b\")", "Dense(3, Name = \"a\")")]
    [InlineData(
        "Dense(4, 8, Name = \"a\", Bias = false), Dense(8, 3, Gain = 2, Bias = false)", "Dense(4, 3, Bias = false, Gain = 2, Name = \"a\")")]
    public void The_name_is_kept(string layers, string merged) => Merges(layers, merged, merged);

    [Theory]
    [InlineData("ReLU, Dense(8), Dense(3), Softmax", "ReLU, Dense(3), Softmax")]
    [InlineData("Dense(8)] [Dense(3)", "Dense(3)")]
    [InlineData("Dense(8)]\n[Dense(3)]\n[Softmax", "Dense(3)]\n[Softmax")]
    [InlineData("ReLU, Dense(8)]\n[Dense(3), Softmax", "ReLU, Dense(3)]\n[Softmax")]
    [InlineData("Dense(8),\n Dense(3),\n Softmax", "Dense(3),\n Softmax")]
    [InlineData("Dense(8), // wide\n Dense(3), // few\n Softmax", "Dense(3), // wide\n Softmax")]
    [InlineData("\n // Wide.\n Dense(8),\n // Few.\n Dense(3),\n // Shares.\n Softmax", "\n // Wide.\n Dense(3),\n // Shares.\n Softmax")]
    [InlineData("Dense(8)] // wide\n[Dense(3)] // few\n// Shares.\n[Softmax", "Dense(3)] // wide\n// Shares.\n[Softmax")]
    public void One_list_or_two_and_what_is_written_about_others_stays(string layers, string repaired) => Merges(layers, "Dense(3)", repaired);

    [Theory]
    [InlineData("Dense(8), Dense(4), Add(\"1\")")]
    [InlineData("Dense(8), Dense(3), Concat(\"1\")")]
    [InlineData("Dense(8), Dense(3), ReLU, Dense(3), Tanh, Add(\"3\")")]
    [InlineData("Dense(8), Dense(3, Name = \"b\"), Concat(\"b\")")]
    public void There_is_none_where_another_layer_names_one_whose_index_changes(string layers) => CodeFixCheck.Offers(Network(layers));

    [Theory]
    [InlineData("Dense(8),\n#if !SMALL\nDense(3),\n#endif\nTanh")]
    [InlineData("\n#if !SMALL\nDense(8),\n#else\nDense(6),\n#endif\nDense(3)")]
    [InlineData("\nDense(8),\n#region End\nDense(3)\n#endregion\n")]
    public void There_is_none_where_another_configuration_may_have_other_layers(string layers) => CodeFixCheck.Offers(Network(layers));

    [Fact]
    public void A_layer_before_may_be_named() => Merges(
        "Dense(4), ReLU, Dense(8), Dense(4), Add(\"1\"), Tanh, Concat(\"input\")", "Dense(4)", "Dense(4), ReLU, Dense(4), Add(\"1\"), Tanh, Concat(\"input\")");

    [Fact]
    public void All_pairs_are_merged_together() => CodeFixCheck.FixesAll(
        [
            Network("Dense(8), Dense(4), ReLU, Dense(9), Dense(3)"),
            "[Network, Input(4)]\n[Dense(7)]\n[Dense(2)]\npartial class Other;",
        ],
        "FCG022.merge",
        [
            Network("Dense(4), ReLU, Dense(3)"),
            "[Network, Input(4)]\n[Dense(2)]\npartial class Other;",
        ]);

    [Fact]
    public void Of_three_in_a_row_two_are_merged_and_the_rest_the_next_time()
    {
        CodeFixCheck.FixesSome([Network("Dense(9), Dense(8), Dense(3)")], "FCG022.merge", [Network("Dense(8), Dense(3)")]);
        CodeFixCheck.FixesAll(Network("Dense(8), Dense(3)"), "FCG022.merge", Network("Dense(3)"));
    }

    /// <summary>Checks that the fix writes the layer in its title, and that nothing is reported afterwards.</summary>
    private static void Merges(string layers, string merged, string repaired)
    {
        CodeFixCheck.Fixes(Network(layers), $"Merge both into {merged}", Network(repaired));
        AnalyzerCheck.ReportsNothing(Network(repaired));
    }

    private static string Network(string layers) => $"[Network]\n[Input(4)]\n[{layers}]\npartial class Net;";
}
