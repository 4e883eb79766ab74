using System.Text.RegularExpressions;
using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>
/// Describes a network, with the cost and the plan of each layer, in the documentation of the class, which editors show on hover, and in
/// ToString.
/// </summary>
internal static class PlanDocumentation
{
    /// <summary>The maximum columns of a row before its last cell is broken.</summary>
    private const int RowColumns = 120;

    private const int L1Bytes = 32 * 1024;
    private const int L2Bytes = 1024 * 1024;

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        DocumentedElements documented = plan.Spec.Type.Documented;
        if (!documented.HasSummary)
        {
            writer.Line($"/// <summary>{Sentence(plan)}</summary>");
        }

        writer.Line($"/// <{documented.Free}>");
        if (documented.HasSummary)
        {
            writer.Line($"/// {Sentence(plan)}");
        }

        writer.Line("/// <code>");
        foreach (string row in Table(plan))
        {
            writer.Line("/// " + Escape(row));
        }

        writer.Line("/// </code>");
        foreach (string cost in Costs(plan))
        {
            writer.Line("/// " + Escape(cost));
        }

        writer.Line($"/// </{documented.Free}>");
    }

    /// <summary>Writes ToString with the same text, unless the user has declared one.</summary>
    public static void EmitToString(IndentedWriter writer, NetworkPlan plan)
    {
        if (plan.Spec.Type.HasOwnToString)
        {
            return;
        }

        string[] lines = [Sentence(plan), .. Table(plan), .. Costs(plan)];
        string quotes = new('"', Math.Max(3, lines.Max(LongestRunOfQuotes) + 1));
        writer.Line();
        writer.Line("/// <summary>Describes the network: its layers, their shapes, sizes and kernels, as the documentation of the class does.</summary>");
        writer.Line(GeneratedMember.Attributes);
        writer.Line("public override string ToString() =>");
        foreach (string line in lines.Prepend(quotes).Append(quotes + ";"))
        {
            writer.Unbroken("    " + line);
        }
    }

    private static string Sentence(NetworkPlan plan) =>
        $"A network from {plan.Spec.Input} to {plan.Spec.Output} values with {SourceText.Display(plan.ParameterCount)} parameters.";

    private static IEnumerable<string> Table(NetworkPlan plan)
    {
        string[][] rows =
        [
            ["layer", "kind", "output", "parameters", "multiply-adds", "one sample"],
            .. plan.Spec.Layers.Select(layer => Row(plan, layer)),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.SelectMany(row => Lines(string.Concat(row.Take(row.Length - 1).Select((cell, column) => cell.PadRight(widths[column] + 2))), row[row.Length - 1]));
    }

    /// <summary>Returns a row, or two lines if it is long and the last cell has two parts.</summary>
    private static IEnumerable<string> Lines(string start, string end)
    {
        int cut = start.Length + end.Length > RowColumns ? end.IndexOf("; ", StringComparison.Ordinal) + 1 : 0;
        return cut == 0 ? [start + end] : [start + end.Substring(0, cut), new string(' ', start.Length) + end.Substring(cut + 1)];
    }

    private static string[] Costs(NetworkPlan plan)
    {
        long bytes = 4L * plan.Storage.Length;
        string kept = plan.Storage.BuffersLength > 0 ? "parameters, running statistics and derived values" : "parameters";
        long multiplyAdds = plan.Spec.Layers.Sum(layer => layer.MultiplyAdds);
        return
        [
            $"{SourceText.Display(multiplyAdds)} multiply-adds per sample.",
            $"{SourceText.Display(bytes)} bytes of {kept}, including padding: {Cache(bytes)}.",
            .. plan.Stream is null ? [] : new[] { Stream(plan.Stream) },
        ];
    }

    /// <summary>Describes the network as a stream, or the reason why it cannot be one.</summary>
    private static string Stream(StreamPlan stream) => stream.Problem is { } problem
        ? $"Cannot run step by step. {problem}"
        : $"Runs step by step without delay: an output sees {Sees(stream.LookBack)}; a state has {SourceText.Display(4L * stream.Floats)} bytes.";

    private static string Sees(int? lookBack) => lookBack switch
    {
        null => "all steps so far",
        0 => "its own step",
        { } earlier => $"the last {SourceText.Display(earlier + 1L)} steps",
    };

    private static int LongestRunOfQuotes(string text) =>
        Regex.Matches(text, "\"+").Cast<Match>().Select(run => run.Length).DefaultIfEmpty().Max();

    private static string[] Row(NetworkPlan plan, LayerSpec layer) =>
        [
            plan.Spec.PathOf(layer),
            layer.Describe(),
            layer.Output.ToString(),
            SourceText.Display(layer.ParameterCount),
            SourceText.Display(layer.MultiplyAdds),
            Work(plan, layer),
        ];

    /// <summary>Returns the work of a layer in a prediction.</summary>
    private static string Work(NetworkPlan plan, LayerSpec layer) =>
        (plan.Inference.Operations.Select(operation => operation.WorkOf(layer.Index)).FirstOrDefault(work => work is not null) ?? "removed")
        + ReceptiveField(plan.Spec, layer);

    /// <summary>The positions of the network's input that one output of a convolution or of pooling depends on; empty for other layers.</summary>
    private static string ReceptiveField(NetworkSpec network, LayerSpec last)
    {
        if (last.Window is null)
        {
            return string.Empty;
        }

        (long height, long width, long rowStep, long columnStep) = (1, 1, 1, 1);
        foreach (LayerSpec layer in network.Layers.Take(last.Index + 1))
        {
            if (layer.Window is { } window)
            {
                height += window.Rows.Reach * rowStep;
                width += window.Columns.Reach * columnStep;
                rowStep *= window.Rows.Stride;
                columnStep *= window.Columns.Stride;
            }
            else if (layer.Output.Positions != layer.Input.Positions)
            {
                return string.Empty;
            }
        }

        long columns = Math.Min(width, network.Input.Width);
        return network.Input.Kind == ShapeKind.Image
            ? $"; sees {Math.Min(height, network.Input.Height)} x {columns} of the image"
            : $"; sees {columns} {(network.Input.Kind == ShapeKind.Sequence ? "steps" : "positions")}";
    }

    private static string Cache(long bytes) =>
        bytes <= L1Bytes ? "fits in a first-level cache of 32 KiB"
        : bytes <= L2Bytes ? "fits in a second-level cache of 1 MiB"
        : "larger than a second-level cache of 1 MiB";

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
