using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>
/// A transposed convolution, as the convolution of its input with zeros between and around the positions. The backward step saves the gradients of the
/// outputs with zeros around them.
/// </summary>
internal sealed record ConvTransposeOperation(ConvTransposeSpec Conv, TensorPlan Weight, TensorPlan? ConvBias, EquatableArray<int> Inputs, int Output)
    : ProductOperation(Conv, Conv.Output.Positions, ConvBias, Inputs, Output)
{
    private Kernel? Forward { get; init; }

    private Kernel? InputGradient { get; init; }

    private Kernel? WeightGradient { get; init; }

    private int Spread => Temporaries[0];

    private int Bordered => Saved[0];

    private (Axis Rows, Axis Columns) ForwardAxes => (Conv.Rows.ForwardAxis, Conv.Columns.ForwardAxis);

    private (Axis Rows, Axis Columns) BackwardAxes => (Conv.Rows.BackwardAxis, Conv.Columns.BackwardAxis);

    public override bool BackwardReadsSource => true;

    public override int GradientParts => Conv.Taps;

    protected override string OwnWork =>
        $"convolution of the input with zeros between, in tiles of positions x channels; weights [{(Conv.Groups > 1 ? "group, " : string.Empty)}tap, in, out]";

    public override Operation Place(Placement placement)
    {
        (Axis rows, Axis columns) = ForwardAxes;
        Layout x = placement.Row(Spread, rows.Inputs * columns.Inputs);
        Layout y = placement.Row(Output, Positions);
        Epilogue epilogue = Epilogue(placement);
        string groups = Conv.Groups == 1 ? string.Empty : $"g{Conv.Groups}";
        string unpadded = y.IsPadded ? string.Empty : "_UnpaddedOutput";
        ConvTransposeOperation placed = this with
        {
            Forward = ConvKernel.Create(
                $"ConvReversed_{x.Channels}to{y.Channels}{groups}_{Axis.Name(rows, columns)}{epilogue.MethodName}{unpadded}",
                rows,
                columns,
                Conv.Groups,
                x,
                y,
                epilogue,
                ZeroRows.Around(Conv.Rows.First, Conv.Rows.Stride, Conv.Input.Height, rows.Inputs),
                isReversed: true),
        };
        return placement.IsTraining ? placed.WithGradients(placement, groups) : placed;
    }

    private ConvTransposeOperation WithGradients(Placement placement, string groups)
    {
        (Axis rows, Axis columns) = BackwardAxes;
        Layout x = placement.Row(Source, Conv.Input.Positions);
        Layout dy = placement.Row(Bordered, rows.Inputs * columns.Inputs);
        Layout dx = placement.SourceGradientRow(this, Conv.Input.Positions);
        string shape = $"{groups}_{Axis.Name(rows, columns)}";
        return this with
        {
            InputGradient = ConvKernel.Create(
                $"ConvReversed_{dy.Channels}to{dx.Channels}{shape}_NoBias{(dx.IsPadded ? string.Empty : "_UnpaddedOutput")}",
                rows,
                columns,
                Conv.Groups,
                dy,
                dx,
                Kernels.Epilogue.None,
                ZeroRows.Around(Conv.Rows.Padding, 1, Conv.Output.Height, rows.Inputs),
                isReversed: true),
            WeightGradient = new ConvGradientKernel(
                $"ConvTransposeWeightGradient_{x.Channels}to{dy.Channels}{shape}{(x.IsPadded ? string.Empty : "_UnpaddedInput")}",
                Conv.Input.Height,
                Conv.Input.Width,
                Enumerable.Range(0, Conv.GroupInputs).ToEquatableArray(),
                Conv.GroupOutputs,
                Grid.Dense(x, Conv.Input.Height, Conv.Input.Width),
                Grid.Strided(dy, rows, columns)),
        };
    }

    public override IEnumerable<Kernel> ForwardKernels(bool isSample) => [Forward!];

    public override IEnumerable<Kernel> BackwardKernels(bool isSample) => [WeightGradient!, InputGradient!];

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        (Axis rows, Axis columns) = ForwardAxes;
        writer.Line(
            $"global::FcGen.Layers.Border.Spread({names.Matrix(Source, Conv.Input.Positions)}, {Conv.Input.Height}, {Conv.Input.Width}, {names.Matrix(Spread)}, "
            + $"{rows.Inputs}, {columns.Inputs}, {Conv.Input.Channels}, {Conv.Rows.First}, {Conv.Columns.First}, {Conv.Rows.Stride}, {Conv.Columns.Stride}, {names.Rows(1)});");
        EmitForwardOfPositions(writer, names, Forward!, Spread, Weight);
    }

    public override void EmitInnerGradient(IndentedWriter writer, OperandNames names)
    {
        base.EmitInnerGradient(writer, names);
        (Axis rows, Axis columns) = BackwardAxes;
        writer.Line(
            $"global::FcGen.Layers.Border.Spread({names.GradientMatrix(Output, Positions)}, {Conv.Output.Height}, {Conv.Output.Width}, {names.Matrix(Bordered)}, "
            + $"{rows.Inputs}, {columns.Inputs}, {Conv.Outputs}, {Conv.Rows.Padding}, {Conv.Columns.Padding}, 1, 1, {names.Rows(1)});");
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        (string source, _) = names.SourceGradient(this);
        int inputStride = Padding.WeightStride(Conv.GroupInputs);
        using (writer.Block("// The weights in reverse order."))
        {
            writer.Line($"ref float reversed = ref global::FcGen.Runtime.Scratch.PanelOfThread({Conv.Groups * Conv.Taps * Conv.GroupOutputs * inputStride});");
            writer.Line(
                $"global::FcGen.Layers.Border.Reverse({names.Tensor(Weight)}, {Conv.WeightStride}, ref reversed, {inputStride}, {Conv.Groups}, {Conv.Taps}, {Conv.GroupInputs}, {Conv.GroupOutputs});");
            writer.Line($"{InputGradient!.Target}(ref {names.Name(Bordered)}, ref reversed, ref {source}, {InputGradient.AllParts}{names.Rows(1)});");
        }
    }

    public override void EmitParameterGradients(IndentedWriter writer, OperandNames names, int firstPart) =>
        ConvParts.Emit(writer, names, GradientParts, firstPart, part => EmitPart(writer, names, part), BiasGradient(names));

    /// <summary>Writes the gradient of the weights of one tap, for all groups.</summary>
    private void EmitPart(IndentedWriter writer, OperandNames names, string tap)
    {
        string position = ConvParts.Position(tap, Conv.Rows.BackwardAxis, Conv.Columns.BackwardAxis, names.Plan(Bordered).Layout.Stride);
        ConvParts.EmitGroups(
            writer,
            Conv.Groups,
            group => $"{WeightGradient!.Target}({ConvParts.Ref(names.Name(Source), group, Conv.GroupInputs, "0")}, "
                + $"{ConvParts.Ref(names.Name(Bordered), group, Conv.GroupOutputs, position)}, "
                + $"{names.TensorGradient(Weight, ConvParts.Offset(tap, Conv.GroupInputs * Conv.WeightStride, group, Conv.Taps * Conv.GroupInputs * Conv.WeightStride))}, {names.Rows(1)});");
    }
}
