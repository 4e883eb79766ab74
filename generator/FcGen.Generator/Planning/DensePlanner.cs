using System.Globalization;
using FcGen.Generator.Layers;
using FcGen.Generator.Model;

namespace FcGen.Generator.Planning;

/// <summary>Chooses layout and kernel family of each dense layer by counting instructions.</summary>
internal static class DensePlanner
{
    /// <summary>A dot product ends in a sum over the lanes, which costs about this many multiply-adds for each output.</summary>
    private const int LaneSumCost = 3;

    public static IReadOnlyList<DensePlan> Plan(NetworkSpec spec, out int parametersLength)
    {
        var plans = new List<DensePlan>();
        int offset = 0;
        long unrolled = 0;
        foreach (DenseSpec dense in spec.Layers.OfType<DenseSpec>())
        {
            WeightLayout layout = ChooseLayout(dense);
            TensorPlan weights = layout == WeightLayout.InputMajor
                ? new TensorPlan(dense.Name + ".weight", false, dense.Outputs, dense.Inputs, offset, 1, Padding.WeightStride(dense.Outputs))
                : new TensorPlan(dense.Name + ".weight", false, dense.Outputs, dense.Inputs, offset, Padding.WeightStride(dense.Inputs), 1);
            offset = checked(offset + Align(PackedWeights(dense, layout)));
            TensorPlan? bias = null;
            if (dense.HasBias)
            {
                bias = new TensorPlan(dense.Name + ".bias", true, 1, dense.Outputs, offset, 0, 1);
                offset = checked(offset + Align(Padding.RoundUp(dense.Outputs)));
            }

            long instructions = layout == WeightLayout.InputMajor
                ? (long)dense.Inputs * Padding.RoundUp(dense.Outputs) / Padding.Lanes
                : (long)dense.Outputs * Padding.RoundUp(dense.Inputs) / Padding.Lanes;
            (bool isUnrolled, string reason) = ChooseFamily(spec.Unroll, dense.Inputs, instructions, unrolled);
            unrolled += isUnrolled ? instructions : 0;
            plans.Add(new DensePlan(dense, layout, weights, bias, instructions, isUnrolled, reason, GainAfter(spec, dense.Index)));
        }

        parametersLength = offset;
        return plans;
    }

    /// <summary>Numbers that the weights take, padding included. The parser has refused what an int cannot hold.</summary>
    public static int PackedWeights(DenseSpec dense, WeightLayout layout) => layout == WeightLayout.InputMajor
        ? checked(dense.Inputs * Padding.WeightStride(dense.Outputs))
        : checked(dense.Outputs * Padding.WeightStride(dense.Inputs));

    /// <summary>
    /// Counts instructions of 512 bits. Measured winners for 32, 64 and 128 inputs: dot products up to 10 outputs, broadcasts from 16.
    /// </summary>
    private static WeightLayout ChooseLayout(DenseSpec dense)
    {
        const int Lanes = 16;
        long broadcast = (long)dense.Inputs * ((dense.Outputs + Lanes - 1) / Lanes);
        long dot = (long)dense.Outputs * (((dense.Inputs + Lanes - 1) / Lanes) + LaneSumCost);
        return dot < broadcast ? WeightLayout.OutputMajor : WeightLayout.InputMajor;
    }

    private static (bool IsUnrolled, string Reason) ChooseFamily(UnrollMode mode, int inputs, long instructions, long before)
    {
        if (mode == UnrollMode.Tiled)
        {
            return (false, "tiled: asked for");
        }

        if (mode == UnrollMode.Full && instructions <= UnrollBudget.FullInstructions && inputs <= UnrollBudget.MethodInstructions)
        {
            return (true, "unrolled: asked for");
        }

        if (instructions > UnrollBudget.LayerInstructions)
        {
            return (false, $"tiled: {Count(instructions)} instructions are more than the {Count(UnrollBudget.LayerInstructions)} of one layer");
        }

        return before + instructions > UnrollBudget.NetworkInstructions
            ? (false, $"tiled: the network would have more than {Count(UnrollBudget.NetworkInstructions)} instructions")
            : (true, $"unrolled: {Count(instructions)} instructions");
    }

    /// <summary>He gain of the first activation after a layer, if that is of the ReLU family; dropout does not count.</summary>
    private static float? GainAfter(NetworkSpec spec, int layer) =>
        (spec.Layers.Skip(layer + 1).FirstOrDefault(next => next is not DropoutSpec) as ActivationSpec)?.HeGain;

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static int Align(int floats) => checked(floats + 15) / 16 * 16;
}
