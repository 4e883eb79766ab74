using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// The gradient of an average or a sum over windows: Y = the sum of the X of all windows that a position belongs to, divided by their size.
/// It also repeats values: with one window for each position, Y is the X of that window.
/// </summary>
internal sealed record PoolGradientKernel(string Name, PoolKind Kind, PoolWindows Windows, Layout X, Layout Y) : WindowKernel(Name, Windows, X.Channels)
{
    /// <summary>Creates the kernel for some layouts of rows.</summary>
    public static PoolGradientKernel Create(PoolKind kind, PoolWindows windows, Layout x, Layout y) => new(
        $"{(kind == PoolKind.Sum ? "Repeat" : kind + "PoolGradient")}_{x.Channels}_{windows.Name}{(x.IsPadded ? string.Empty : "_UnpaddedInput")}{(y.IsPadded ? string.Empty : "_UnpaddedOutput")}",
        kind,
        windows,
        x,
        y);

    public override string Summary =>
        $"Y [rows, {Windows.Inputs}, {Channels}] = the gradient of the {Kind.Description()} of each window, from X [rows, {Windows.Outputs}, {Channels}].";

    public override IReadOnlyList<string> Parameters => ["x", "y", "rows"];

    protected override IReadOnlyList<(string Name, Layout Row)> Inputs => [("y", Y)];

    protected override IReadOnlyList<(string Name, Layout Row)> Outputs => [("x", X)];

    protected override (string Name, Layout Row) Result => ("y", Y);

    protected override bool Adds => !Windows.AreTiling;

    protected override void EmitUnrolled(IndentedWriter writer, IReadOnlyList<Segment> group)
    {
        EmitValues(writer, group, Windows.Share(Kind, isInside: true));
        foreach (int position in Windows.Offsets.SelectMany(row => row))
        {
            EmitPosition(writer, group, position);
        }
    }

    protected override void EmitBeforeLoops(IndentedWriter writer) => Windows.EmitShare(writer, Kind);

    protected override void EmitLoops(IndentedWriter writer, IReadOnlyList<Segment> group)
    {
        EmitValues(writer, group, Windows.Share(Kind, isInside: false));
        EmitRows(writer, () => EmitPositions(writer, ("y", Y), () => EmitPosition(writer, group, 0)));
    }

    private void EmitValues(IndentedWriter writer, IReadOnlyList<Segment> group, string? share) => Each(group, (segment, g) => writer.Line(
        $"{Lane.Type(segment.Lanes)} x{g} = {Lane.Load(segment, Columns("x"), segment.Offset, X.IsPadded)}{(share is null ? string.Empty : $" * {Lane.Create(segment.Lanes, share)}")};"));

    private void EmitPosition(IndentedWriter writer, IReadOnlyList<Segment> group, int position) => Each(group, (segment, g) =>
    {
        int offset = (position * Y.Stride) + segment.Offset;
        string before = Adds ? $"{Lane.Load(segment, Columns("y"), offset, Y.IsPadded)} + " : string.Empty;
        Lane.EmitStore(writer, segment, $"{before}x{g}", Columns("y"), offset, Y.IsPadded);
    });
}
