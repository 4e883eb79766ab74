using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>The fix of FCG004 writes the intended value if only one is possible.</summary>
public sealed class OutOfRangeFixTests
{
    [Theory]
    [InlineData("Dropout(20), Dense(3)", "Change to 0.2f", "Dropout(0.2f), Dense(3)")]
    [InlineData("Dropout(50f), Dense(3)", "Change to 0.5f", "Dropout(0.5f), Dense(3)")]
    [InlineData("Dropout(5), Dense(3)", "Change to 0.05f", "Dropout(0.05f), Dense(3)")]
    [InlineData("Dropout(rate: 12.5f, Name = \"drop\"), Dense(3)", "Change to 0.125f", "Dropout(rate: 0.125f, Name = \"drop\"), Dense(3)")]
    [InlineData("Dropout(99), Dense(3)", "Change to 0.99f", "Dropout(0.99f), Dense(3)")]
    [InlineData("BatchNorm(Momentum = 10), Dense(3)", "Change to 0.1f", "BatchNorm(Momentum = 0.1f), Dense(3)")]
    [InlineData("LeakyReLU(-0.01f)", "Change to 0.01f", "LeakyReLU(0.01f)")]
    [InlineData("LeakyReLU(-.2f)", "Change to 0.2f", "LeakyReLU(0.2f)")]
    [InlineData("ELU(alpha: -1)", "Change to 1f", "ELU(alpha: 1f)")]
    public void Percent_and_wrong_signs(string layers, string title, string repaired)
    {
        CodeFixCheck.Fixes(Network(layers), title, Network(repaired));
        AnalyzerCheck.ReportsNothing(Network(repaired));
    }

    [Theory]
    [InlineData("Dropout(1), Dense(3)")]
    [InlineData("Dropout(1.5f), Dense(3)")]
    [InlineData("Dropout(100), Dense(3)")]
    [InlineData("Dropout(-0.5f), Dense(3)")]
    [InlineData("Dropout(float.NaN), Dense(3)")]
    [InlineData("Dropout(Sizes.Percent), Dense(3)")]
    [InlineData("Dropout(2 * Sizes.Percent), Dense(3)")]
    [InlineData("LeakyReLU(-1 / 0f)")]
    [InlineData("BatchNorm(Epsilon = 0), Dense(3)")]
    [InlineData("Dense(0)")]
    public void There_is_none_where_the_value_is_not_certain(string layers) => CodeFixCheck.Offers(Network(layers));

    [Fact]
    public void All_are_repaired_together() => CodeFixCheck.FixesAll(
        Network("Dropout(20), Dense(9), LeakyReLU(-0.1f), Dropout(1), Dropout(50), Dense(3)"),
        "FCG004.value",
        Network("Dropout(0.2f), Dense(9), LeakyReLU(0.1f), Dropout(1), Dropout(0.5f), Dense(3)"));

    private static string Network(string layers) =>
        $"[Network]\n[Input(4)]\n[{layers}]\npartial class Net;\nstatic class Sizes {{ public const int Percent = 20; }}";
}
