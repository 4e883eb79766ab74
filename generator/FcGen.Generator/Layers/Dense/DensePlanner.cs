using System.Globalization;
using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Dense;

/// <summary>Chooses layout and kernel family of each dense layer by counting instructions.</summary>
internal sealed class DensePlanner(NetworkSpec spec)
{
    /// <summary>A dot product ends in a sum over the lanes, which costs about this many multiply-adds for each output.</summary>
    private const int LaneSumCost = 3;

    private readonly HashSet<(int Inputs, int Outputs)> _unrolledShapes = [];
    private long _unrolled;

    /// <summary>Plans the next layer, whose tensors begin at an offset.</summary>
    public DensePlan Plan(DenseSpec dense, int offset)
    {
        WeightLayout layout = ChooseLayout(dense);
        string name = spec.TensorName(dense, "weight");
        TensorPlan weights = layout == WeightLayout.InputMajor
            ? new TensorPlan(name, 2, dense.Outputs, dense.Inputs, offset, 1, Padding.WeightStride(dense.Outputs))
            : new TensorPlan(name, 2, dense.Outputs, dense.Inputs, offset, Padding.WeightStride(dense.Inputs), 1);
        TensorPlan? bias = dense.HasBias
            ? TensorPlan.Vector(spec.TensorName(dense, "bias"), dense.Outputs, checked(offset + Padding.Align(PackedWeights(dense, layout))))
            : null;
        long instructions = layout == WeightLayout.InputMajor
            ? (long)dense.Inputs * Padding.RoundUp(dense.Outputs) / Padding.Lanes
            : (long)dense.Outputs * Padding.RoundUp(dense.Inputs) / Padding.Lanes;
        bool sharesCode = _unrolledShapes.Contains((dense.Inputs, dense.Outputs));
        string? excess = Excess(dense, layout, instructions);
        (bool isUnrolled, string reason) = ChooseFamily(spec.Unroll, instructions, excess, sharesCode ? _unrolled - instructions : _unrolled);
        if (isUnrolled && _unrolledShapes.Add((dense.Inputs, dense.Outputs)))
        {
            _unrolled += instructions;
        }

        return new DensePlan(dense, layout, weights, bias, instructions, isUnrolled, reason, excess, InitPlan.Choose(spec, dense));
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

    private static (bool IsUnrolled, string Reason) ChooseFamily(UnrollMode mode, long instructions, string? excess, long before) => mode switch
    {
        UnrollMode.Tiled => (false, "tiled: asked for"),
        UnrollMode.Full => excess is null ? (true, "unrolled: asked for") : (false, $"tiled: {excess}"),
        _ when instructions > Budget.LayerInstructions =>
            (false, $"tiled: {Count(instructions)} instructions are more than the {Count(Budget.LayerInstructions)} of one layer"),
        _ when before + instructions > Budget.NetworkInstructions =>
            (false, $"tiled: the network would have more than {Count(Budget.NetworkInstructions)} instructions"),
        _ => (true, $"unrolled: {Count(instructions)} instructions"),
    };

    /// <summary>Why straight-line code is impossible even if it is asked for: which limit, and by how much. Null if it is possible.</summary>
    private static string? Excess(DenseSpec dense, WeightLayout layout, long instructions)
    {
        // What a method cannot be cut into: the columns of one vector, or the dot products that are summed over their lanes together.
        long part = layout == WeightLayout.InputMajor
            ? dense.Inputs
            : (long)Math.Min(dense.Outputs, DotTile.Columns) * Padding.RoundUp(dense.Inputs) / Padding.Lanes;
        return instructions > Budget.FullInstructions ? Exceeds(instructions, Budget.FullInstructions, "one layer")
            : part > Budget.MethodInstructions ? Exceeds(part, Budget.MethodInstructions, "one method")
            : null;
    }

    private static string Exceeds(long actual, long most, string where) =>
        $"{Count(actual)} instructions are {Count(actual - most)} more than the {Count(most)} that {where} can have";

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
