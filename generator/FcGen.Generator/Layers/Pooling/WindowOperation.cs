using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Pooling;

/// <summary>A layer that pools windows of positions, or repeats each position in a window.</summary>
/// <param name="Index">Position in the list of layers.</param>
/// <param name="Name">Name given by the user, or the index.</param>
/// <param name="Input">The shape of the input.</param>
/// <param name="Output">The shape of the output.</param>
/// <param name="Description">The layer in a few words.</param>
/// <param name="Pool">The value of a window.</param>
/// <param name="Windows">The windows; null if an error is reported.</param>
/// <param name="Repeats">Whether the windows are in the output, and each gets one value of the input.</param>
internal sealed record WindowSpec(
    int Index, string Name, Shape Input, Shape Output, string Description, PoolKind Pool, PoolWindows? Windows, bool Repeats = false)
    : LayerSpec(Index, Name, Input, Output)
{
    public override bool SetsShape => true;

    public override Gain? GainBefore => null;

    public override OutputKind OutputKind => OutputKind.AsInput;

    public override (Axis Rows, Axis Columns)? Window =>
        Repeats || Windows is not { Rows.IsAdaptive: false, Columns.IsAdaptive: false } windows ? null : (AxisOf(windows.Rows), AxisOf(windows.Columns));

    private static Axis AxisOf(PoolAxis windows) => new(windows.Inputs, windows.Kernel, windows.Stride, windows.Dilation);

    public override string Describe() => Description;

    public override string? LooksAhead => "it is a window over several steps";

    public override void Build(GraphBuilder builder)
    {
        int source = builder.View(builder.Arrange(Index, builder.Current, Input, Input.Arranged), Input.Positions);
        builder.Add(new WindowOperation(this, new([source]), builder.NewValue(Output.Positions, Output.Channels)));
    }
}

/// <summary>y = the maximum or the average of each window of positions, or each position repeated.</summary>
internal sealed record WindowOperation(WindowSpec Spec, EquatableArray<int> Inputs, int Output) : Operation(Spec.Index, Inputs, Output)
{
    /// <summary>The forward kernel, once the operation is placed.</summary>
    private Kernel? Forward { get; init; }

    /// <summary>The kernel of the gradient, once the operation is placed.</summary>
    private Kernel? Gradient { get; init; }

    private bool IsMax => Spec.Pool == PoolKind.Max;

    public override int? Replacement => null;

    public override bool GradientInPlace => false;

    public override bool BackwardReadsSource => IsMax;

    public override string Kind => Spec.Describe();

    public override string? WorkOf(int layer) =>
        layer != Layer ? null
        : Spec.Windows!.AreUnrolled ? "separate pass; windows unrolled"
        : "separate pass; loop over each window";

    public override Operation Place(Placement placement)
    {
        PoolWindows windows = Spec.Windows!;
        Layout x = placement.Row(Source, Spec.Input.Positions);
        Layout y = placement.Row(Output, Spec.Output.Positions);
        return this with
        {
            Forward = Spec.Repeats ? PoolGradientKernel.Create(PoolKind.Sum, windows, x, y) : PoolKernel.Create(Spec.Pool, windows, x, y),
            Gradient = placement.IsTraining ? GradientOf() : null,
        };

        Kernel GradientOf()
        {
            Layout dy = placement.GradientRow(Output, Spec.Output.Positions);
            Layout dx = placement.SourceGradientRow(this, Spec.Input.Positions);
            return Spec.Repeats ? PoolKernel.Create(PoolKind.Sum, windows, dy, dx)
                : IsMax ? MaxPoolGradientKernel.Create(windows, x, dy, dx)
                : PoolGradientKernel.Create(Spec.Pool, windows, dy, dx);
        }
    }

    public override IEnumerable<Kernel> ForwardKernels(bool isSample) => [Forward!];

    public override IEnumerable<Kernel> BackwardKernels(bool isSample) => [Gradient!];

    public override void EmitForward(IndentedWriter writer, OperandNames names) =>
        writer.Line($"{Forward!.Target}(ref {names.Name(Source)}, ref {names.Name(Output)}, {names.Rows(1)});");

    public override void EmitSourceGradient(IndentedWriter writer, OperandNames names)
    {
        string source = IsMax ? $"ref {names.Name(Source)}, " : string.Empty;
        writer.Line($"{Gradient!.Target}({source}ref {names.GradientName(Output)}, ref {names.SourceGradient(this).Name}, {names.Rows(1)});");
    }
}
