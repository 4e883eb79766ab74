using FcGen.Generator.Graph;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Dense;

/// <summary>How a dense layer is laid out and computed.</summary>
/// <param name="Spec">The layer.</param>
/// <param name="Layout">Order of the weights in memory.</param>
/// <param name="Weights">The weights, [outputs, inputs].</param>
/// <param name="Bias">The bias, [outputs], if there is one.</param>
/// <param name="Instructions">Multiply-adds of 256 bits for one sample.</param>
/// <param name="IsUnrolled">Whether the kernel for one sample is straight-line code.</param>
/// <param name="Reason">Why that kernel was chosen, for the user.</param>
/// <param name="Excess">Which limit straight-line code would exceed and by how much, so that it is impossible even if it is asked for.</param>
/// <param name="Init">Distribution of the first weights.</param>
internal sealed record DensePlan(
    DenseSpec Spec, WeightLayout Layout, TensorPlan Weights, TensorPlan? Bias, long Instructions, bool IsUnrolled, string Reason, string? Excess, InitPlan Init)
{
    public int Layer => Spec.Index;

    /// <summary>Whether the weights are too many for the caches of a core, so that the order in which they are read matters most.</summary>
    public bool IsStreamed => !IsUnrolled && Layout == WeightLayout.InputMajor && Weights.End - Weights.Offset > Budget.CachedWeights;

    public IEnumerable<TensorPlan> Tensors => Bias is null ? [Weights] : [Weights, Bias];

    /// <summary>Where the next tensor may begin.</summary>
    public int End => Padding.Align((Bias ?? Weights).End);
}

/// <summary>Order of the weights of a dense layer in memory; either way the inner dimension is padded to whole vectors.</summary>
internal enum WeightLayout
{
    /// <summary>[inputs, outputs]: a vector holds the weights of neighbouring outputs, and each input is broadcast.</summary>
    InputMajor,

    /// <summary>[outputs, inputs]: a vector holds the weights of neighbouring inputs, and each output is a dot product. For few outputs.</summary>
    OutputMajor,
}
