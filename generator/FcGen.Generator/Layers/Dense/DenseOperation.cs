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
        if (names.IsSample || GradientParts == 1)
        {
            base.EmitParameterGradients(writer, names, firstPart);
            return;
        }

        var kernel = (OuterKernel)KernelsFor(isSample: false).WeightGradient!;
        (int a, int b) = (kernel.A.Channels, Padding.WeightStride(kernel.B.Channels));
        (string aName, string bName) = Factors(names);
        string? bias = BiasGradient(names);
        int endPart = firstPart + GradientParts;
        using (writer.Block($"if (first < {endPart}{(firstPart == 0 ? string.Empty : $" && end > {firstPart}")})"))
        {
            string from = firstPart == 0 ? "first" : $"(global::System.Math.Max(first, {firstPart}) - {firstPart})";
            string to = firstPart == 0 ? $"global::System.Math.Min(end, {endPart})" : $"(global::System.Math.Min(end, {endPart}) - {firstPart})";
            writer.Line($"int i = {from} * {kernel.RowsOfPart};");
            writer.Line($"int count = global::System.Math.Min({to} * {kernel.RowsOfPart}, {a}) - i;");
            writer.Line(
                $"{kernel.Target}(ref Unsafe.Add(ref {aName}, i), ref {bName}, {names.TensorGradient(Dense.Weights, $"(i * {b})")}, count, {names.Rows(Positions)});");
            if (bias is not null)
            {
                using (writer.Block("if (i == 0)"))
                {
                    writer.Line(bias);
                }
            }
        }
    }

    protected override void EmitGradients(IndentedWriter writer, OperandNames names)
    {
        (string a, string b) = Factors(names);
        Kernel kernel = KernelsFor(names.IsSample).WeightGradient!;
        string extent = kernel is OuterKernel outer ? $", {outer.A.Channels}, {names.Rows(Positions)}" : string.Empty;
        writer.Line($"{kernel.Target}(ref {a}, ref {b}, {names.TensorGradient(Dense.Weights)}{extent});");
        string? bias = BiasGradient(names);
        if (bias is not null)
        {
            writer.Line(bias);
        }
    }

    private DenseKernels KernelsFor(bool isSample) =>
        (isSample && Positions == 1 ? Sample : Rows) ?? throw new InvalidOperationException("Kernels are chosen when the operation is placed.");

    /// <summary>The last argument of a kernel for several rows.</summary>
    private string RowsArgument(OperandNames names) => names.IsSample && Positions == 1 ? string.Empty : $", {names.Rows(Positions)}";

    private IEnumerable<string> ForwardOperands(OperandNames names, Func<int, string> place) => ForwardOperands(names, Source, Dense.Weights, place);

    /// <summary>The matrices whose product is the gradient of the weights: first the outer dimension, then the inner one.</summary>
    private (string A, string B) Factors(OperandNames names) => IsInputMajor
        ? (names.Name(Source), names.GradientName(Output))
        : (names.GradientName(Output), names.Name(Source));
}
