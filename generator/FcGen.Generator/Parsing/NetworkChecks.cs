using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Parsing;

/// <summary>Reports layers whose shapes match but whose combination is wrong.</summary>
internal static class NetworkChecks
{
    public static void Run(List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes, DiagnosticSink sink)
    {
        CheckZeros(layers, attributes, sink);
        CheckMergeable(layers, attributes, sink);
        CheckEnd(layers, attributes, sink);
    }

    /// <summary>
    /// Reports dense layers whose weights are initialized to zero. The last dense layer is excluded, because each of its units has its own
    /// gradient. The end of a residual branch is excluded, because the branch then initially adds nothing.
    /// </summary>
    private static void CheckZeros(List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes, DiagnosticSink sink)
    {
        int last = layers.FindLastIndex(layer => layer.IsLinear);
        foreach (LayerSpec linear in layers.Where(layer => layer.IsLinear && layer.Index != last && StartsAtZero(layer)))
        {
            if (layers.Skip(linear.Index + 1).TakeWhile(layer => layer.KeepsScale).Any(layer => layer.NamedLayer is not null))
            {
                continue;
            }

            sink.Report(Descriptors.ZeroHiddenWeights, attributes[linear.Index].LocationOf("Init"), Label(linear));
        }

        static bool StartsAtZero(LayerSpec layer) => layer.Input.IsKnown && layer.Output.IsKnown && layer.Tensors.Any(tensor => tensor.Fill.Draw?.Kind == InitKind.Zeros);
    }

    /// <summary>
    /// Reports consecutive dense layers that a single dense layer could replace, unless another layer reads the values between them. A
    /// bottleneck is excluded: as a low-rank factorization, it has fewer weights than a single layer.
    /// </summary>
    private static void CheckMergeable(List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes, DiagnosticSink sink)
    {
        for (int i = 1; i < layers.Count; i++)
        {
            LayerSpec first = layers[i - 1];
            LayerSpec second = layers[i];
            if (!first.IsLinear
                || !second.IsLinear
                || !first.Output.IsKnown
                || !second.Output.IsKnown
                || first.Output.Channels != second.Input.Channels
                || first.Input.Channels == 0
                || first.Output.Channels < Math.Min(first.Input.Channels, second.Output.Channels)
                || layers.Any(layer => layer.NamedLayer == first.Index))
            {
                continue;
            }

            // Removing or inserting a layer changes the indices of later layers, and another layer may refer to them by index.
            Repair repair = layers.Any(layer => layer.NamedLayer >= second.Index)
                ? Repair.None
                : Repair.None
                    .With(Repair.Merge, HasBias(first) || HasBias(second) ? string.Empty : "Bias = false", attributes[i - 1].Location)
                    .With(Repair.Activation, ActivationFor(i, layers, attributes));
            sink.Report(
                Descriptors.MergeableLayers,
                attributes[i].Location,
                repair,
                second.Label,
                Label(first),
                first.Input.Channels,
                second.Output.Channels);
        }

        static bool HasBias(LayerSpec layer) => layer.Tensors.Any(tensor => tensor.Name == "bias");
    }

    /// <summary>
    /// Returns the activation to insert before a layer: the nearest activation that the network uses between dense layers, or ReLU. An
    /// activation after the last dense layer is ignored, because it transforms the outputs.
    /// </summary>
    private static string ActivationFor(int index, List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes)
    {
        int last = layers.FindLastIndex(layer => layer.IsLinear);
        return layers.Take(last)
            .Where(layer => layer.IsActivation)
            .OrderBy(layer => Math.Abs(layer.Index - index))
            .Select(layer => attributes[layer.Index].Source)
            .FirstOrDefault() ?? "ReLU";
    }

    private static void CheckEnd(List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes, DiagnosticSink sink)
    {
        // Some layers could not be added, so the last layer of the list may not be the last layer of the network.
        if (layers.Count == 0 || layers.Count < attributes.Count)
        {
            return;
        }

        LayerSpec last = layers[layers.Count - 1];
        if (last.EndProblem is { } problem)
        {
            sink.Report(
                Descriptors.UnsuitableEnd,
                attributes[last.Index].Location,
                layers.Count > 1 ? Repair.None.With(Repair.DropLayer, string.Empty) : Repair.None,
                last.Label,
                problem);
        }
    }

    private static string Label(LayerSpec layer) => NetworkParser.LowerFirst(layer.Label);
}
