using FcGen.Generator.Kernels;
using FcGen.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>Networks of a compilation share kernels by name.</summary>
public sealed class KernelNameTests
{
    private const int Networks = 40;

    /// <summary>
    /// A name belongs to one code, although the networks that use it are planned apart. File names are compared without case, as the compiler does.
    /// </summary>
    [Fact]
    public void Kernels_of_one_name_are_equal()
    {
        string[] unrolling = ["Auto", "Full", "Tiled"];
        IEnumerable<NaiveNetwork> networks = unrolling.SelectMany(unroll => RandomNetworks.Create(Networks, unroll, seed: 11)
            .Concat(RandomGraphs.Create(Networks, unroll, seed: 11))
            .Concat(RandomPositions.Create(Networks, unroll, seed: 11)));
        GeneratorRunResult result = GeneratorHarness.Run(
            ["using FcGen;\n" + string.Join("\n", networks.Select((network, i) => network.Source.Replace(network.Name, $"{network.Name}_{i}"))), StoredNetworks.Source])
            .Result.Results[0];

        Kernel[] kernels = [.. result.TrackedSteps[FcGenGenerator.KernelStep].SelectMany(step => step.Outputs).Select(output => (Kernel)output.Value)];
        Assert.True(kernels.Length > 500, $"There are {kernels.Length} kernels.");
        Assert.Equal(kernels.Length, kernels.Select(kernel => kernel.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData("Dense(6), ReLU, Dense(2)", "Dense(6), ReLU6, Dense(2)")]
    [InlineData("Dense(6), LeakyReLU(0.1f), Dense(2)", "Dense(6), LeakyReLU(0.2f), Dense(2)")]
    [InlineData("Dense(6), ReLU, Dense(2)", "Dense(6, Bias = false), ReLU, Dense(2)")]
    [InlineData("Dense(6, Name = \"a\"), Dense(6), Dense(2)", "Dense(6, Name = \"a\"), Dense(6), Add(\"a\"), Dense(2)")]
    public void Networks_of_the_same_widths_that_differ_otherwise_do_not_share_a_fused_kernel(string first, string second)
    {
        GeneratorRun run = GeneratorHarness.Run($"using FcGen; [Network, Input(6), {first}] partial class A; [Network, Input(6), {second}] partial class B;");
        Assert.Empty(run.Problems);
        Assert.Equal(2, run.Files.Keys.Count(file => file.StartsWith($"{Kernel.Namespace}.Forward_6x", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_name_of_a_file_stays_short_in_a_deep_network()
    {
        GeneratorRun run = GeneratorHarness.Run($"using FcGen; [Network, Input(4), {string.Join(", ", Enumerable.Repeat("Dense(4)", 60))}] partial class Deep;");
        Assert.All(run.Files.Keys, file => Assert.InRange(file.Length, 1, 100));
    }
}
