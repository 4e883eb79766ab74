using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>y = f(W * x + b) for steps of a stream. A ring holds the earlier steps that the convolution reads.</summary>
/// <param name="Conv">The layer.</param>
/// <param name="Weight">Its weights.</param>
/// <param name="ConvBias">Its bias, if there is one.</param>
/// <param name="Ring">The offset of the ring; null if only the current step is read.</param>
/// <param name="Inputs">The values that it reads.</param>
/// <param name="Output">The value that it computes.</param>
internal sealed record ConvStreamOperation(
    ConvSpec Conv, TensorPlan Weight, TensorPlan? ConvBias, int? Ring, EquatableArray<int> Inputs, int Output)
    : ProductOperation(Conv, 1, ConvBias, Inputs, Output)
{
    /// <summary>Represents the steps that the kernel reads.</summary>
    private const int Window = -1;

    /// <summary>The kernel, once the operation is placed.</summary>
    private Kernel? Kernel { get; init; }

    private int LookBack => Conv.Columns.Axis.Reach;

    /// <summary>A row of the ring. The taps of dot products are one run.</summary>
    private Layout Row => RowOf(Conv);

    protected override string OwnWork => "steps of a stream";

    /// <summary>Reserves the ring of a layer.</summary>
    public static int? Reserve(ConvSpec conv, StreamMemory memory) =>
        conv.Columns.Axis.Reach == 0 ? null : memory.NewRing(2 * Capacity(conv) * RowOf(conv).Stride);

    /// <summary>The statement that copies the steps before the current one.</summary>
    /// <param name="conv">The layer.</param>
    /// <param name="ring">Its ring.</param>
    /// <param name="target">The target as the arguments (reference, stride) of a row function.</param>
    public static string CopyLast(ConvSpec conv, string ring, string target) =>
        $"global::FcGen.Layers.Ring.CopyLast({ring}, {RowOf(conv).Stride}, {conv.Input.Channels}, {Capacity(conv)}, call.Position, {target}, {conv.Columns.Axis.Reach});";

    /// <summary>The rows of a ring: a power of two.</summary>
    private static int Capacity(ConvSpec conv)
    {
        int capacity = 1;
        while (capacity < conv.Columns.Axis.Reach + Budget.StreamSteps)
        {
            capacity = checked(capacity * 2);
        }

        return capacity;
    }

    private static Layout RowOf(ConvSpec conv) => conv.IsDot ? Layout.Gapless(1, conv.Input.Channels) : Layout.Padded(1, conv.Input.Channels);

    public override Operation Place(Placement placement)
    {
        Layout x = Ring is null ? placement.Row(Source, 1) : Row;
        Layout y = placement.Row(Output, 1);
        Epilogue epilogue = Epilogue(placement);
        var columns = new Axis(LookBack + 1, Conv.Columns.Taps, 1, Conv.Columns.Dilation);
        string kind = Conv.IsDepthwise ? "DepthwiseSteps" : Conv.IsDot ? "ConvDotsSteps" : "ConvSteps";
        string groups = Conv.IsDepthwise || Conv.Groups == 1 ? string.Empty : $"g{Conv.Groups}";
        string taps = Conv.IsDepthwise ? Axis.Name(Axis.Single, columns) : SourceText.Literal(columns.Taps);
        string name = $"{kind}_{Conv.Input.Channels}to{Conv.Outputs}{groups}_{taps}{epilogue.MethodName}{Suffix(x, "Input")}{Suffix(y, "Output")}";
        return this with
        {
            Kernel = Conv.IsDepthwise ? new DepthwiseKernel(name, Axis.Single, columns, x, y, epilogue)
                : Conv.IsDot ? new ConvDotKernel(name, Axis.Single, columns, x, y, epilogue)
                : new ConvStepsKernel(name, columns.Taps, Conv.Groups, x, y, epilogue),
        };
    }

    public override IEnumerable<Kernel> ForwardKernels(bool isSample) => [Kernel!];

    public override void EmitForward(IndentedWriter writer, OperandNames names)
    {
        (string x, int stride) = (names.Name(Source), names.Plan(Source).Layout.Stride);
        if (Ring is { } ring)
        {
            writer.Line(
                $"ref float window{Layer} = ref global::FcGen.Layers.Ring.Append(ref {x}, {stride}, {names.Ring($"ring{Layer}", ring)}, {Row.Stride}, "
                + $"{Conv.Input.Channels}, {Capacity(Conv)}, {LookBack}, position, {names.Rows(1)});");
            (x, stride) = ($"window{Layer}", Row.Stride);
        }

        if (Kernel is ConvStepsKernel)
        {
            string dilation = Conv.Columns.Taps > 1 ? $"{Conv.Columns.Dilation}, " : string.Empty;
            writer.Line($"{Kernel.Target}({Operands(value => $"ref {NameOf(value)}")}, {dilation}{names.Rows(1)});");
            return;
        }

        if (names.IsSample)
        {
            writer.Line($"{Kernel!.Target}({Operands(value => $"ref {NameOf(value)}")}, 1);");
            return;
        }

        using (writer.Block($"for (int step = 0; step < {names.Rows(1)}; step++)"))
        {
            writer.Line($"{Kernel!.Target}({Operands(value => $"ref Unsafe.Add(ref {NameOf(value)}, step * {(value == Window ? stride : names.Plan(value).Layout.Stride)})")}, 1);");
        }

        // The window is not the source, which may also be added to the result.
        string Operands(Func<int, string> place) => string.Join(", ", ForwardOperands(names, Window, Weight, place));

        string NameOf(int value) => value == Window ? x : names.Name(value);
    }

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names) =>
        throw new InvalidOperationException("Streams have no backward pass.");

    /// <summary>Distinguishes kernels that differ only in the distance of their rows.</summary>
    private static string Suffix(Layout layout, string which) =>
        layout.Stride == Padding.RoundUp(layout.Channels) ? string.Empty : $"_Unpadded{which}";
}
