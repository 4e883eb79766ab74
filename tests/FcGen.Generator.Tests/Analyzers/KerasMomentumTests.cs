using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Analyzers;

/// <summary>FCG027: the momentum of a batch norm is the fraction that is kept, as in Keras, instead of the fraction that is replaced.</summary>
public sealed class KerasMomentumTests
{
    [Theory]
    [InlineData(
        "BatchNorm(Momentum = {|FCG027:0.99f|})",
        "Layer 1 (BatchNorm): with Momentum = 0.99, each batch replaces 99% of the running statistics; a Keras momentum of 0.99 is 0.01 here, as in PyTorch")]
    [InlineData(
        "BatchNorm(Momentum = {|FCG027:0.999f|}, Epsilon = 1e-3f)",
        "Layer 1 (BatchNorm): with Momentum = 0.999, each batch replaces 99.9% of the running statistics; a Keras momentum of 0.999 is 0.001 here, as in PyTorch")]
    [InlineData("BatchNorm(Name = \"norm\", Momentum = {|FCG027:0.9f|})")]
    [InlineData("BatchNorm(Momentum = {|FCG027:1 - 0.05f|})")]
    public void The_value_is_reported(string norm, params string[] messages) => AnalyzerCheck.Reports(Network(norm), messages);

    [Theory]
    [InlineData("BatchNorm")]
    [InlineData("BatchNorm(Momentum = 0.1f)")]
    [InlineData("BatchNorm(Momentum = 0.01f)")]
    [InlineData("BatchNorm(Momentum = 0.5f)")]
    [InlineData("BatchNorm(Momentum = 0.89f)")]
    [InlineData("BatchNorm(Momentum = 1)")]
    [InlineData("BatchNorm(Momentum = 0)")]
    public void Other_values_are_not_reported(string norm) => AnalyzerCheck.ReportsNothing(Network(norm));

    [Theory]
    [InlineData("0.99f", "0.01f")]
    [InlineData("0.9f", "0.1f")]
    [InlineData("0.999f", "0.001f")]
    public void The_fix_counts_from_the_other_end(string momentum, string repaired)
    {
        CodeFixCheck.Fixes(Network($"BatchNorm(Momentum = {momentum})"), $"Change to {repaired}", Network($"BatchNorm(Momentum = {repaired})"));
        AnalyzerCheck.ReportsNothing(Network($"BatchNorm(Momentum = {repaired})"));
    }

    [Fact]
    public void All_are_repaired_together() => CodeFixCheck.FixesAll(
        Network("BatchNorm(Momentum = 0.99f), BatchNorm(Momentum = 0.95f)"),
        "FCG027.value",
        Network("BatchNorm(Momentum = 0.01f), BatchNorm(Momentum = 0.05f)"));

    [Fact]
    public void It_can_be_switched_off() => AnalyzerCheck.ReportsNothing("#pragma warning disable FCG027\n" + Network("BatchNorm(Momentum = 0.99f)"));

    private static string Network(string norm) => $"[Network, Input(4)]\n[Dense(8), {norm}, ReLU, Dense(3)]\npartial class Net;";
}
