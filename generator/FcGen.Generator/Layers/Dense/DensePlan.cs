using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Dense;

/// <summary>The storage and the kernels of a dense layer.</summary>
/// <param name="Spec">The layer.</param>
/// <param name="Layout">Order of the weights in memory.</param>
/// <param name="Weights">The weights, [outputs, inputs].</param>
/// <param name="Bias">The bias, [outputs], if there is one.</param>
/// <param name="Unrolling">Whether the kernel for one sample is straight-line code, and why.</param>
internal sealed record DensePlan(DenseSpec Spec, WeightLayout Layout, TensorPlan Weights, TensorPlan? Bias, Unrolling Unrolling)
{
    public bool IsUnrolled => Unrolling.IsUnrolled;

    /// <summary>Whether the weights are too large for the caches of a core, so that the order in which they are read matters most.</summary>
    public bool IsStreamed => !IsUnrolled && Layout == WeightLayout.InputMajor && Weights.End - Weights.Offset > Budget.CachedWeights;

    public static DensePlan Choose(DenseSpec dense, GraphBuilder builder)
    {
        WeightLayout layout = WeightLayouts.Choose(dense.Inputs, dense.Outputs);

        // A method must have the columns of one vector, or the dot products that are summed over their lanes together.
        long largestPart = layout == WeightLayout.InputMajor
            ? dense.Inputs
            : (long)Math.Min(dense.Outputs, DotTile.Columns) * Padding.RoundUp(dense.Inputs) / Padding.Lanes;
        return new DensePlan(
            dense,
            layout,
            builder.Storage.Tensor(dense, "weight"),
            builder.Storage.FindTensor(dense, "bias"),
            dense.Product is { } product
                ? builder.Unrolling.Choose(product, largestPart)
                : Unrolling.Shared(dense.Input.Positions));
    }
}
