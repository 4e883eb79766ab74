using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>y = f(W * x + b), with the operations that follow applied in registers where possible.</summary>
internal sealed record ConvOperation(ConvSpec Conv, TensorPlan Weight, TensorPlan? ConvBias, EquatableArray<int> Inputs, int Output)
    : ProductOperation(Conv, Conv.Output.Positions, ConvBias, Inputs, Output)
{
    /// <summary>The ring in the state of a stream that a sample in training may begin with; null without.</summary>
    public int? Ring { get; init; }

    /// <summary>The kernels, once the operation is placed.</summary>
    private ConvKernels? Placed { get; init; }

    private ConvKernels Kernels => Placed ?? throw new InvalidOperationException("Kernels are chosen when the operation is placed.");

    /// <summary>The value that the kernels read: a copy of the source with a border of zeros, or the source.</summary>
    public int Read => Saved.Concat(Temporaries).Append(Source).First();

    public override bool BackwardReadsSource => !Conv.HasBorder;

    public override int GradientParts => Placed is null || Conv.IsDepthwise ? 1 : Conv.IsDot ? Conv.Rows.Taps : Conv.Taps / Placed.PartTaps;

    /// <summary>
    /// The vertical dimension of the gradient of the source: a convolution of the output gradients, with zeros between and around them, and the taps in
    /// reverse order.
    /// </summary>
    public Axis BackRows => Back(Conv.Rows);

    /// <inheritdoc cref="BackRows"/>
    public Axis BackColumns => Back(Conv.Columns);

    /// <summary>The rows of zeros between and around the output gradients.</summary>
    public ZeroRows BackZeros => ZeroRows.Around(FirstBackRow, Conv.Rows.Stride, Conv.Rows.Axis.Outputs, BackRows.Inputs);

    /// <summary>The place of the first row of output gradients.</summary>
    private int FirstBackRow => BackRows.Reach - (int)Conv.Rows.Before;

    private static Axis Back(Dimension dimension) => new(dimension.Size + dimension.Axis.Reach, dimension.Taps, 1, dimension.Dilation);

    /// <summary>Whether the output gradients need no zeros: each position is computed from itself.</summary>
    private bool IsPointwise => Conv.Taps == 1 && !Conv.HasBorder && Conv.Rows.Stride == 1 && Conv.Columns.Stride == 1;

    protected override string OwnWork =>
        Conv.IsDepthwise ? "tiles of positions, vectors of channels; weights [tap, channel]"
        : Conv.IsDot ? "dot products, vectors of the inputs of a row of taps; weights [row of taps, out, in]"
        : $"tiles of positions x channels; weights [{(Conv.Groups > 1 ? "group, " : string.Empty)}tap, in, out]";

    public override Operation Place(Placement placement) => this with { Placed = ConvKernels.Choose(this, placement) };

    public override IEnumerable<Kernel> ForwardKernels(bool isSample) => [Kernels.Forward];

    public override IEnumerable<Kernel> BackwardKernels(bool isSample) => [Kernels.WeightGradient!, Kernels.InputGradient!];

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        if (Conv.HasBorder)
        {
            (Dimension rows, Dimension columns) = (Conv.Rows, Conv.Columns);
            writer.Line(
                $"global::FcGen.Layers.Border.Add({names.Matrix(Source, Conv.Input.Positions)}, {names.Matrix(Read)}, {Conv.Input.Channels}, "
                + $"{rows.Size}, {columns.Size}, {rows.Before}, {rows.After}, {columns.Before}, {columns.After}, {names.Rows(1)});");
            if (Ring is { } ring)
            {
                using (writer.Block("if (call.HasState)"))
                {
                    writer.Line("// A window of a stream continues the steps that its state remembers.");
                    writer.Line(ConvStreamOperation.CopyLast(Conv, $"ref call.State({names.Offset($"ring{Layer}", ring)})", names.Matrix(Read, columns.Axis.Inputs)));
                }
            }
        }

        EmitForwardOfPositions(writer, names, Kernels.Forward, Read, Weight);
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        (string source, Layout layout) = names.SourceGradient(this);
        Layout dx = layout.As(Conv.Input.Positions);
        Layout dy = names.Plan(Output).GradientLayout.As(Positions);
        (Axis rows, Axis columns) = (BackRows, BackColumns);
        int inputStride = Padding.WeightStride(Conv.GroupInputs);
        int weights = Padding.Align(Conv.IsDepthwise ? Conv.Taps * Conv.WeightStride : Conv.Groups * Conv.Taps * Conv.GroupOutputs * inputStride);
        int spread = IsPointwise ? 0 : rows.Inputs * columns.Inputs * dy.Stride;
        using (writer.Block($"// The weights in reverse order{(IsPointwise ? string.Empty : ", and output gradients with zeros between and around them, one sample at a time")}."))
        {
            writer.Line($"ref float reversed = ref global::FcGen.Runtime.Scratch.PanelOfThread({weights + spread});");
            writer.Line(Conv.IsDot
                ? $"global::FcGen.Layers.Border.ReverseDots({names.Tensor(Weight)}, {Conv.WeightStride}, ref reversed, {inputStride}, {Conv.Rows.Taps}, {Conv.Columns.Taps}, {Conv.GroupInputs}, {Conv.Outputs});"
                : Conv.IsDepthwise
                ? $"global::FcGen.Layers.Border.ReverseTaps({names.Tensor(Weight)}, ref reversed, {Conv.WeightStride}, {Conv.Taps});"
                : $"global::FcGen.Layers.Border.Reverse({names.Tensor(Weight)}, {Conv.WeightStride}, ref reversed, {inputStride}, {Conv.Groups}, {Conv.Taps}, {Conv.GroupInputs}, {Conv.GroupOutputs});");
            string kernel = Kernels.InputGradient!.Target;
            string all = Kernels.InputGradient.AllParts;
            if (IsPointwise)
            {
                writer.Line($"{kernel}(ref {names.GradientName(Output)}, ref reversed, ref {source}, {all}{names.Rows(1)});");
                return;
            }

            writer.Line($"ref float spread = ref Unsafe.Add(ref reversed, {weights});");
            writer.Line($"MemoryMarshal.CreateSpan(ref spread, {spread}).Clear();");
            writer.Line($"ref float dy = ref {names.GradientName(Output)};");
            writer.Line($"ref float dx = ref {source};");
            using (writer.Block($"for (int sample = 0; sample < {names.Rows(1)}; sample++)"))
            {
                writer.Line(
                    $"global::FcGen.Layers.Border.Place(ref dy, {dy.Stride}, {Conv.Rows.Axis.Outputs}, {Conv.Columns.Axis.Outputs}, ref spread, {dy.Stride}, "
                    + $"{rows.Inputs}, {columns.Inputs}, {Conv.Outputs}, {FirstBackRow}, {columns.Reach - Conv.Columns.Before}, "
                    + $"{Conv.Rows.Stride}, {Conv.Columns.Stride});");
                writer.Line($"{kernel}(ref spread, ref reversed, ref dx, {all}1);");
                writer.Line($"dy = ref Unsafe.Add(ref dy, {dy.SampleStride});");
                writer.Line($"dx = ref Unsafe.Add(ref dx, {dx.SampleStride});");
            }
        }
    }

    public override void EmitParameterGradients(IndentedWriter writer, OperandNames names, int firstPart) =>
        ConvParts.Emit(writer, names, GradientParts, firstPart, part => EmitPart(writer, names, part), BiasGradient(names));

    /// <summary>Writes the gradient of the weights of one part, for all groups.</summary>
    private void EmitPart(IndentedWriter writer, OperandNames names, string part)
    {
        (Axis rows, Axis columns) = (Conv.Rows.Axis, Conv.Columns.Axis);
        int stride = names.Plan(Read).Layout.As(rows.Inputs * columns.Inputs).Stride;
        if (Conv.IsDot)
        {
            string row = part == "0" ? part : $"{part} * {rows.Dilation * columns.Inputs * stride}";
            writer.Line(
                $"{Kernels.WeightGradient!.Target}(ref {names.GradientName(Output)}, {ConvParts.Ref(names.Name(Read), null, 0, row)}, "
                + $"{names.TensorGradient(Weight, ConvParts.Offset(part, Conv.Outputs * Conv.WeightStride, null, 0))}, {names.Rows(1)});");
            return;
        }

        string position = ConvParts.Position(part, rows, columns, stride);
        int partFloats = Kernels.PartTaps * Conv.GroupInputs * Conv.WeightStride;
        ConvParts.EmitGroups(
            writer,
            Conv.IsDepthwise ? 1 : Conv.Groups,
            group => $"{Kernels.WeightGradient!.Target}({ConvParts.Ref(names.Name(Read), group, Conv.GroupInputs, position)}, "
                + $"{ConvParts.Ref(names.GradientName(Output), group, Conv.GroupOutputs, "0")}, "
                + $"{names.TensorGradient(Weight, ConvParts.Offset(part, partFloats, group, Conv.Taps * Conv.GroupInputs * Conv.WeightStride))}, {names.Rows(1)});");
    }
}
