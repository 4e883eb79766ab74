using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>The second fix of FCG022 inserts an activation between two dense layers.</summary>
public sealed class InsertActivationFixTests
{
    [Theory]
    [InlineData("Dense(8), Dense(3)", "ReLU", "Dense(8), ReLU, Dense(3)")]
    [InlineData("Dense(8), Dense(3), Sigmoid", "ReLU", "Dense(8), ReLU, Dense(3), Sigmoid")]
    [InlineData("Dense(8), Tanh, Dense(8), Dense(3)", "Tanh", "Dense(8), Tanh, Dense(8), Tanh, Dense(3)")]
    [InlineData("Dense(8), Dense(8), GELU(Approximate = true), Dense(3)", "GELU(Approximate = true)", "Dense(8), GELU(Approximate = true), Dense(8), GELU(Approximate = true), Dense(3)")]
    [InlineData("Dense(9), LeakyReLU(0.2f, Name = \"a\"), Dense(8), Dense(3)", "LeakyReLU(0.2f)", "Dense(9), LeakyReLU(0.2f, Name = \"a\"), Dense(8), LeakyReLU(0.2f), Dense(3)")]
    [InlineData("Dense(9), PReLU, Dense(8), Dense(3)", "PReLU", "Dense(9), PReLU, Dense(8), PReLU, Dense(3)")]
    [InlineData("Dense(9), Tanh, Dense(9), BatchNorm, SiLU, Dense(8), Dense(3)", "SiLU", "Dense(9), Tanh, Dense(9), BatchNorm, SiLU, Dense(8), SiLU, Dense(3)")]
    [InlineData("Dense(9), Softmax, Dense(9), Dense(3)", "ReLU", "Dense(9), Softmax, Dense(9), ReLU, Dense(3)")]
    public void The_one_that_the_network_uses_nearest_or_ReLU(string layers, string activation, string repaired) => Inserts(layers, activation, repaired);

    [Theory]
    [InlineData("Dense(8)]\n[Dense(3)", "Dense(8)]\n[ReLU, Dense(3)")]
    [InlineData("Dense(8),\n Dense(3)", "Dense(8),\n ReLU, Dense(3)")]
    [InlineData("Dense(8), // wide\n // Few.\n Dense(3)", "Dense(8), // wide\n // Few.\n ReLU, Dense(3)")]
    [InlineData("FcGen.Dense(8), FcGen.Dense(3)", "FcGen.Dense(8), FcGen.ReLU, FcGen.Dense(3)")]
    [InlineData("Dense(8), global::FcGen.DenseAttribute(3)", "Dense(8), global::FcGen.ReLU, global::FcGen.DenseAttribute(3)")]
    public void As_the_layer_is_written(string layers, string repaired) => Inserts(layers, "ReLU", repaired);

    [Theory]
    [InlineData("Dense(4), ReLU, Dense(8), Dense(4), Add(\"1\"), Tanh", "ReLU", "Dense(4), ReLU, Dense(8), ReLU, Dense(4), Add(\"1\"), Tanh")]
    public void A_layer_before_may_be_named(string layers, string activation, string repaired) => Inserts(layers, activation, repaired);

    [Fact]
    public void Both_fixes_are_offered() =>
        CodeFixCheck.Offers(Network("Dense(8), Dense(3)"), "Insert ReLU between them", "Merge both into Dense(3)");

    [Fact]
    public void Between_three_in_a_row_two_are_inserted() => CodeFixCheck.FixesAll(
        [Network("Dense(9), Dense(8), Dense(3)"), "[Network, Input(4)]\n[Dense(7), ELU, Dense(7)]\n[Dense(2)]\npartial class Other;"],
        "FCG022.insert",
        [
            Network("Dense(9), ReLU, Dense(8), ReLU, Dense(3)"),
            "[Network, Input(4)]\n[Dense(7), ELU, Dense(7)]\n[ELU, Dense(2)]\npartial class Other;",
        ]);

    private static void Inserts(string layers, string activation, string repaired)
    {
        CodeFixCheck.Fixes(Network(layers), $"Insert {activation} between them", Network(repaired));
        AnalyzerCheck.ReportsNothing(Network(repaired));
    }

    private static string Network(string layers) => $"[Network]\n[Input(4)]\n[{layers}]\npartial class Net;";
}
