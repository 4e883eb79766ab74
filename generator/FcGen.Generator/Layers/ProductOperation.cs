using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers;

/// <summary>
/// A product of values and weights with a bias. The operations that follow are applied in registers where possible: they become the epilogue of
/// its kernel.
/// </summary>
/// <param name="Spec">The layer.</param>
/// <param name="Positions">Number of rows of the output per sample.</param>
/// <param name="Bias">The bias, if there is one.</param>
/// <param name="Inputs">The values that the operation reads.</param>
/// <param name="Output">The value that it computes.</param>
internal abstract record ProductOperation(LayerSpec Spec, int Positions, TensorPlan? Bias, EquatableArray<int> Inputs, int Output)
    : Operation(Spec.Index, Inputs, Output)
{
    /// <summary>The operations that the kernel applies before it stores a result, in order.</summary>
    public EquatableArray<EpilogueStep> Steps { get; init; }

    public sealed override int? Replacement => null;

    public sealed override bool GradientInPlace => false;

    public sealed override bool BackwardReadsOutput => Activation is not null;

    public sealed override string Kind => string.Join(" and ", Steps.Select(step => step.Name).Prepend(Spec.Describe()));

    /// <summary>The end of the forward kernels.</summary>
    public Epilogue Epilogue(Placement placement) => new(
        Bias is not null || ScaleShift is not null,
        ScaleShift?.Name,
        Residual is null ? null : placement.Row(Residual.Value, Positions),
        Activation?.Name,
        Activation?.MethodName,
        Activation?.Operator);

    /// <summary>The way in which the product itself is computed, for the plan that users read.</summary>
    protected abstract string OwnWork { get; }

    private ScaleShiftStep? ScaleShift => Steps.OfType<ScaleShiftStep>().FirstOrDefault();

    private ResidualStep? Residual => Steps.OfType<ResidualStep>().FirstOrDefault();

    private ActivationStep? Activation => Steps.OfType<ActivationStep>().FirstOrDefault();

    public sealed override Operation? TryAbsorb(Operation next) =>
        next.AsEpilogue is { } step && Steps.All(earlier => earlier.Order < step.Order)
            ? this with { Inputs = Inputs.Concat(next.Others).ToEquatableArray(), Output = next.Output, Steps = Steps.Append(step).ToEquatableArray() }
            : null;

    public override Operation Renumber(Func<int, int> number) => (ProductOperation)base.Renumber(number) with
    {
        Steps = Steps.Select(step => step.Renumber(number)).ToEquatableArray(),
    };

    public sealed override string? WorkOf(int layer) =>
        layer == Layer ? OwnWork : Steps.FirstOrDefault(step => step.Layer == layer)?.WorkIn(Layer);

    public sealed override void EmitDerive(IndentedWriter writer, OperandNames names) => ScaleShift?.EmitDerive(writer, names, Bias);

    public override void EmitInnerGradient(IndentedWriter writer, OperandNames names)
    {
        if (Activation is not null)
        {
            ElementwiseOperation.EmitGradient(writer, names, Activation.Operator, Output);
        }
    }

    public sealed override void EmitOtherGradient(IndentedWriter writer, OperandNames names, int input, bool isFirst) =>
        AddOperation.EmitOtherGradient(writer, names, Output, Inputs[input], isFirst);

    /// <summary>Operands of the forward kernel, in the order of its parameters.</summary>
    /// <param name="names">Names of the values.</param>
    /// <param name="source">The input of the product.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="place">Returns a reference to a value.</param>
    protected IEnumerable<string> ForwardOperands(OperandNames names, int source, TensorPlan weights, Func<int, string> place)
    {
        yield return place(source);
        yield return names.Tensor(weights);
        if (ScaleShift is not null)
        {
            yield return ScaleShift.Scale(names);
            yield return ScaleShift.Shift(names);
        }
        else if (Bias is not null)
        {
            yield return names.Tensor(Bias);
        }

        if (Residual is not null)
        {
            yield return place(Residual.Value);
        }

        yield return place(Output);
    }

    /// <summary>Writes the call of a kernel for positions.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="names">Names of the values.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="source">The input of the product.</param>
    /// <param name="weights">The weights.</param>
    protected void EmitForwardOfPositions(IndentedWriter writer, OperandNames names, Kernel kernel, int source, TensorPlan weights)
    {
        string[] operands = [.. ForwardOperands(names, source, weights, value => $"ref {names.Name(value)}")];
        if (kernel.SampleParts == 1 || !names.IsParallel)
        {
            writer.Line($"{kernel.Target}({string.Join(", ", operands)}, {kernel.AllParts}{names.Rows(1)});");
            return;
        }

        IEnumerable<string> all = Kernel.PositionOperands.Select(name =>
            kernel.Parameters.ToList().IndexOf(name) is >= 0 and int index ? operands[index] : "ref Unsafe.NullRef<float>()");
        writer.Line($"global::FcGen.Runtime.PositionPasses.Run<{kernel.PartsType}>({string.Join(", ", all)}, {kernel.SampleParts}, threads);");
    }

    /// <summary>The statement that computes the gradient of the bias; null without a bias.</summary>
    protected string? BiasGradient(OperandNames names) => Bias is null
        ? null
        : $"global::FcGen.Layers.Rows.Sum({names.GradientMatrix(Output)}, {names.TensorGradient(Bias)}, {names.Extent(Output)});";
}
