using System.Globalization;
using FcGen.Generator.Tests.Infrastructure;

namespace FcGen.Generator.Tests.Kernels;

/// <summary>Many networks in one compilation share a budget of straight-line code.</summary>
public sealed class ManyNetworksTests
{
    private const string Reason = "instructions";

    [Fact]
    public void Networks_of_different_shapes_get_less_straight_line_code_each()
    {
        Assert.Contains("unrolled: 704 instructions", PlanOfFirst(networks: 20, step: 1));
        Assert.Contains("tiled:", PlanOfFirst(networks: 128, step: 1));
    }

    [Fact]
    public void Networks_of_one_shape_share_theirs() => Assert.Contains("unrolled: 704 instructions", PlanOfFirst(networks: 128, step: 0));

    [Fact]
    public void Small_networks_leave_their_rest_to_large_ones()
    {
        string small = string.Join(
            "\n", Enumerable.Range(1, 100).Select(i => $"[FcGen.Network(Training = false), FcGen.Input({i}), FcGen.Dense(8)] partial class Small{i};"));
        Assert.Contains("unrolled: 704 instructions", PlanOfFirst(networks: 60, step: 1, small));
    }

    /// <summary>Returns the lines of the plan of the first of several networks, whose shapes differ by a step. The first is the largest.</summary>
    private static string PlanOfFirst(int networks, int step, string others = "")
    {
        IEnumerable<string> sources = Enumerable.Range(0, networks).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"[FcGen.Network(Training = false), FcGen.Input(64), FcGen.Dense({88 - (i % 32 * step)}), FcGen.ReLU, FcGen.Dense({10 + (i / 32 * step)})] partial class Net{i};"));
        string text = GeneratorHarness.Run(string.Join("\n", sources.Append(others))).Files["Net0.g.cs"];
        return string.Join("\n", text.Split('\n').Where(line => line.Contains(Reason, StringComparison.Ordinal)));
    }
}
