using System.Globalization;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes the documentation of the network class, which editors show on hover: what each layer is, costs and was planned as.</summary>
internal static class PlanDocumentation
{
    private const int L1Bytes = 32 * 1024;
    private const int L2Bytes = 1024 * 1024;

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        NetworkSpec spec = plan.Spec;
        string[][] rows = [
            ["layer", "kind", "output", "parameters", "multiply-adds", "one sample"],
            .. spec.Layers.Select(layer => Row(plan, layer)),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        long bytes = 4L * plan.Storage.Length;
        string kept = plan.Storage.BuffersLength > 0 ? "parameters, running statistics and what is derived from them" : "parameters";
        string sentence = $"A network from {spec.Input} to {spec.Output} values with {Number(plan.ParameterCount)} parameters.";
        DocumentedElements documented = spec.Type.Documented;
        if (!documented.HasSummary)
        {
            writer.Line($"/// <summary>{sentence}</summary>");
        }

        writer.Line($"/// <{documented.Free}>");
        if (documented.HasSummary)
        {
            writer.Line($"/// {sentence}");
        }

        writer.Line("/// <code>");
        foreach (string[] row in rows)
        {
            writer.Line("/// " + Escape(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
        }

        writer.Line("/// </code>");
        writer.Line(
            $"/// {Number(spec.Layers.Sum(layer => layer.MultiplyAdds))} multiply-adds for one sample; {Number(bytes)} bytes of {kept}, padding included: {Cache(bytes)}.");
        writer.Line($"/// </{documented.Free}>");
    }

    private static string[] Row(NetworkPlan plan, LayerSpec layer) =>
        [
            plan.Spec.PathOf(layer),
            layer.Describe(),
            layer.Output.ToString(),
            Number(layer.ParameterCount),
            Number(layer.MultiplyAdds),
            Work(plan, layer),
        ];

    /// <summary>What is done of a layer for a prediction.</summary>
    private static string Work(NetworkPlan plan, LayerSpec layer) =>
        plan.Inference.Operations.Select(operation => operation.WorkOf(layer.Index)).FirstOrDefault(work => work is not null) ?? "vanishes";

    private static string Cache(long bytes) =>
        bytes <= L1Bytes ? "fits a first-level cache of 32 KiB"
        : bytes <= L2Bytes ? "fits a second-level cache of 1 MiB"
        : "larger than a second-level cache of 1 MiB";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
