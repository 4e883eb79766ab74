using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Dense;

/// <summary>y = f(W x + b), with the operations that follow applied in registers where possible.</summary>
internal sealed record DenseOperation(DensePlan Dense, EquatableArray<int> Inputs, int Output)
    : ProductOperation(Dense.Spec, Dense.Spec.Input.Positions, Dense.Bias, Inputs, Output)
{
    /// <summary>The kernels for one row, once the operation is placed.</summary>
    private DenseKernels? Sample { get; init; }

    /// <summary>The kernels for several rows, once the operation is placed.</summary>
    private DenseKernels? Rows { get; init; }

    public override bool BackwardReadsSource => true;

    public override bool StreamsWeights => Dense.IsStreamed;

    public override string? UnrollExcess => Dense.Unrolling.Excess;

    public override int GradientParts => IsInputMajor
        ? OuterKernel.Parts(Dense.Spec.Inputs, Dense.Spec.Outputs)
        : OuterKernel.Parts(Dense.Spec.Outputs, Dense.Spec.Inputs);

    public override FusiblePart? Fusible => Sample!.Forward is SampleKernel kernel && Dense.Spec.Product is { Instructions: var instructions }
        ? new FusiblePart(kernel, instructions, ForwardOperands)
        : null;

    /// <summary>Whether a sample has one row. The steps of a sequence are rows even if there is only one, so that a stream computes the same bits.</summary>
    private bool IsVector => Dense.Spec.Input.IsVector;

    private bool IsInputMajor => Dense.Layout == WeightLayout.InputMajor;

    public override Operation Place(Placement placement) => this with
    {
        Sample = DenseKernels.Choose(this, placement, isSample: true),
        Rows = DenseKernels.Choose(this, placement, isSample: false),
    };

    protected override string OwnWork => $"{Dense.Unrolling.Reason}; weights {(IsInputMajor ? "[in, out]" : "[out, in]")}";

    public override IEnumerable<Kernel> ForwardKernels(bool isSample) => [KernelsFor(isSample).Forward];

    public override IEnumerable<Kernel> BackwardKernels(bool isSample) => [KernelsFor(isSample).WeightGradient!, KernelsFor(isSample).InputGradient!];

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        string operands = string.Join(", ", ForwardOperands(names, value => $"ref {names.Name(value)}"));
        writer.Line($"{KernelsFor(names.IsSample).Forward.Target}({operands}{RowsArgument(names)});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) => writer.Line(
        $"{KernelsFor(names.IsSample).InputGradient!.Target}(ref {names.GradientName(Output)}, {names.Tensor(Dense.Weights)}, "
        + $"ref {names.SourceGradient(this).Name}{RowsArgument(names)});");

    public override void EmitParameterGradients(IndentedWriter writer, OperandNames names, int firstPart)
    {
        (string a, string b) = Factors(names);
        if (KernelsFor(names.IsSample).WeightGradient is OuterKernel kernel)
        {
            OuterParts.Emit(writer, names, kernel, a, b, Dense.Weights, Positions, firstPart, () => BiasGradient(names));
            return;
        }

        writer.Line($"{KernelsFor(names.IsSample).WeightGradient!.Target}(ref {a}, ref {b}, {names.TensorGradient(Dense.Weights)});");
        if (BiasGradient(names) is { } bias)
        {
            writer.Line(bias);
        }
    }

    private DenseKernels KernelsFor(bool isSample) =>
        (isSample && IsVector ? Sample : Rows) ?? throw new InvalidOperationException("Kernels are chosen when the operation is placed.");

    /// <summary>The last argument of a kernel for several rows.</summary>
    private string RowsArgument(OperandNames names) => names.IsSample && IsVector ? string.Empty : $", {names.Rows(Positions)}";

    private IEnumerable<string> ForwardOperands(OperandNames names, Func<int, string> place) => ForwardOperands(names, Source, Dense.Weights, place);

    /// <summary>The matrices whose product is the gradient of the weights: first the outer dimension, then the inner one.</summary>
    private (string A, string B) Factors(OperandNames names) => IsInputMajor
        ? (names.Name(Source), names.GradientName(Output))
        : (names.GradientName(Output), names.Name(Source));
}
