using System.Globalization;
using FcGen.Generator.Diagnostics;
using FcGen.Generator.Graph;
using FcGen.Generator.Layers;
using FcGen.Generator.Layers.Dense;
using FcGen.Generator.Layers.Reading;

namespace FcGen.Generator.Parsing;

/// <summary>Tells of layers that fit together and are a mistake all the same.</summary>
internal static class NetworkChecks
{
    public static void Run(List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes, DiagnosticSink sink)
    {
        CheckZeros(layers, attributes, sink);
        CheckSoftmaxOfOne(layers, attributes, sink);
        CheckMergeable(layers, attributes, sink);
        CheckEnd(layers, attributes, sink);
        CheckMomentum(layers, attributes, sink);
    }

    /// <summary>
    /// Tells of dense layers whose weights start at zero: not of the last one, whose units learn from outputs of their own, nor of the end
    /// of a residual branch, which so is nothing at first.
    /// </summary>
    private static void CheckZeros(List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes, DiagnosticSink sink)
    {
        int last = layers.FindLastIndex(layer => layer is DenseSpec);
        foreach (DenseSpec dense in layers.OfType<DenseSpec>().Where(dense => dense.Init == InitKind.Zeros && dense.Index != last))
        {
            if (layers.Skip(dense.Index + 1).TakeWhile(layer => layer.GainBefore is null).Any(layer => layer is AddSpec))
            {
                continue;
            }

            sink.Report(Descriptors.ZeroHiddenWeights, attributes[dense.Index].LocationOf("Init"), Label(dense));
        }
    }

    private static void CheckSoftmaxOfOne(List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes, DiagnosticSink sink)
    {
        foreach (SoftmaxSpec softmax in layers.OfType<SoftmaxSpec>().Where(softmax => softmax.Input is { IsKnown: true, Size: 1 }))
        {
            bool isLog = softmax.Function != "Softmax";
            sink.Report(
                Descriptors.SoftmaxOfOne,
                attributes[softmax.Index].Location,
                isLog ? Repair.None : Repair.None.With(Repair.Layer, "Sigmoid"),
                softmax.Label,
                isLog ? " and log-softmax always 0" : string.Empty,
                isLog ? "BinaryCrossEntropyWithLogits without it" : "Sigmoid");
        }
    }

    /// <summary>
    /// Tells of dense layers that compute nothing that one of them could not: with nothing between them that another layer would see. Two
    /// with fewer values between them than before and after may be a matrix of low rank, which has fewer weights than one layer.
    /// </summary>
    private static void CheckMergeable(List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes, DiagnosticSink sink)
    {
        for (int i = 1; i < layers.Count; i++)
        {
            if (layers[i - 1] is not DenseSpec { Output.IsKnown: true } first
                || layers[i] is not DenseSpec { Output.IsKnown: true } second
                || first.Outputs != second.Inputs
                || first.Inputs == 0
                || first.Outputs < Math.Min(first.Inputs, second.Outputs)
                || layers.Any(layer => layer.NamedLayer == first.Index))
            {
                continue;
            }

            // Leaving out or inserting a layer changes the index of those after it, by which another one may name them.
            Repair repair = layers.Any(layer => layer.NamedLayer >= second.Index)
                ? Repair.None
                : Repair.None
                    .With(Repair.Merge, first.HasBias || second.HasBias ? string.Empty : "Bias = false", attributes[i - 1].Location)
                    .With(Repair.Activation, ActivationFor(i, layers, attributes));
            sink.Report(
                Descriptors.MergeableDense,
                attributes[i].Location,
                repair,
                second.Label,
                Label(first),
                first.Inputs,
                second.Outputs);
        }
    }

    /// <summary>
    /// Returns the activation to insert before a layer: the nearest that the network uses between dense layers, or ReLU. An activation
    /// after the last dense layer belongs to the outputs.
    /// </summary>
    private static string ActivationFor(int index, List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes)
    {
        int last = layers.FindLastIndex(layer => layer is DenseSpec);
        return layers.Take(last)
            .Where(layer => layer is ActivationSpec or PReLUSpec)
            .OrderBy(layer => Math.Abs(layer.Index - index))
            .Select(layer => attributes[layer.Index].Source)
            .FirstOrDefault() ?? "ReLU";
    }

    /// <summary>
    /// Reports a momentum as Keras counts it: the share of the running statistics that is kept. A momentum of 1 keeps the statistics of the
    /// last batch on purpose.
    /// </summary>
    private static void CheckMomentum(List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes, DiagnosticSink sink)
    {
        foreach (BatchNormSpec norm in layers.OfType<BatchNormSpec>().Where(norm => norm.Momentum is >= 0.9f and < 1))
        {
            decimal momentum = (decimal)norm.Momentum;
            string other = (1 - momentum).ToString(CultureInfo.InvariantCulture);
            sink.Report(
                Descriptors.KerasMomentum,
                attributes[norm.Index].LocationOf("Momentum"),
                Meant.Repair($"{other}f"),
                norm.Label,
                momentum.ToString(CultureInfo.InvariantCulture),
                (100 * momentum).ToString("0.######", CultureInfo.InvariantCulture),
                other);
        }
    }

    private static void CheckEnd(List<LayerSpec> layers, IReadOnlyList<AttributeReader> attributes, DiagnosticSink sink)
    {
        // Layers that could not be added are not known, so that the last one here need not be the last.
        if (layers.Count == 0 || layers.Count < attributes.Count)
        {
            return;
        }

        LayerSpec last = layers[layers.Count - 1];
        string? problem = last switch
        {
            DropoutSpec { Rate: > 0 } => "in training it zeroes outputs at random, and no later layer compensates",
            ActivationSpec { Kind: "ReLU" } => "it sets negative outputs to 0, where the gradient is also 0",
            _ => null,
        };
        if (problem is not null)
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
