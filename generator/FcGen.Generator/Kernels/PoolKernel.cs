using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Y = the maximum, the average or the sum of each window of X. A sum adds the values of each row of a window first.</summary>
internal sealed record PoolKernel(string Name, PoolKind Kind, PoolWindows Windows, Layout X, Layout Y) : WindowKernel(Name, Windows, X.Channels)
{
    /// <summary>Creates the kernel for some layouts of rows.</summary>
    public static PoolKernel Create(PoolKind kind, PoolWindows windows, Layout x, Layout y) => new(
        $"{kind}Pool_{x.Channels}_{windows.Name}{(x.IsPadded ? string.Empty : "_UnpaddedInput")}{(y.IsPadded ? string.Empty : "_UnpaddedOutput")}",
        kind,
        windows,
        x,
        y);

    public override string Summary =>
        $"Y [rows, {Windows.Outputs}, {Channels}] = the {Kind.Description()} of each window of X [rows, {Windows.Inputs}, {Channels}].";

    public override IReadOnlyList<string> Parameters => ["x", "y", "rows"];

    protected override IReadOnlyList<(string Name, Layout Row)> Inputs => [("x", X)];

    protected override IReadOnlyList<(string Name, Layout Row)> Outputs => [("y", Y)];

    protected override (string Name, Layout Row) Result => ("y", Y);

    protected override void EmitUnrolled(IndentedWriter writer, IReadOnlyList<Segment> group)
    {
        if (Kind == PoolKind.Max)
        {
            int[] offsets = [.. Windows.Offsets.SelectMany(row => row)];
            Each(group, (segment, g) => writer.Line($"{Lane.Type(segment.Lanes)} max{g} = {Load(segment, offsets[0])};"));
            for (int tap = 1; tap < offsets.Length; tap++)
            {
                Each(group, (segment, g) => writer.Line($"{Lane.Type(segment.Lanes)} x{tap}_{g} = {Load(segment, offsets[tap])};"));
                Each(group, (segment, g) => EmitMax(writer, segment.Lanes, $"max{g}", $"x{tap}_{g}"));
            }

            EmitStores(writer, group, (_, g) => $"max{g}");
            return;
        }

        string[] sums = [.. Enumerable.Range(0, Windows.Rows.Kernel).Select(row => $"row{row}_")];
        foreach ((IEnumerable<int> offsets, string sum) in Windows.Offsets.Zip(sums, (offsets, sum) => (offsets, sum)))
        {
            Each(group, (segment, g) => writer.Line(
                $"{Lane.Type(segment.Lanes)} {sum}{g} = {string.Join(" + ", offsets.Select(offset => Load(segment, offset)))};"));
        }

        EmitStores(writer, group, (segment, g) => Scaled(segment, Sum([.. sums.Select(sum => sum + g)]), Windows.Share(Kind, isInside: true)));
    }

    protected override void EmitBeforeLoops(IndentedWriter writer) => Windows.EmitShare(writer, Kind);

    protected override void EmitLoops(IndentedWriter writer, IReadOnlyList<Segment> group)
    {
        if (Kind == PoolKind.Max)
        {
            Each(group, (segment, g) => writer.Line($"{Lane.Type(segment.Lanes)} max{g} = {Lane.Create(segment.Lanes, "float.NegativeInfinity")};"));
            EmitRows(writer, () => EmitPositions(writer, ("x", X), () => Each(group, (segment, g) =>
            {
                writer.Line($"{Lane.Type(segment.Lanes)} x{g} = {Load(segment, 0)};");
                EmitMax(writer, segment.Lanes, $"max{g}", $"x{g}");
            })));
            EmitStores(writer, group, (_, g) => $"max{g}");
            return;
        }

        EmitZeros("sum");
        if (Windows.Rows == PoolAxis.Single)
        {
            EmitPositions(writer, ("x", X), () => Each(group, (segment, g) => writer.Line($"sum{g} += {Load(segment, 0)};")));
        }
        else
        {
            EmitRows(writer, () =>
            {
                EmitZeros("row");
                EmitPositions(writer, ("x", X), () => Each(group, (segment, g) => writer.Line($"row{g} += {Load(segment, 0)};")));
                writer.Line();
                Each(group, (_, g) => writer.Line($"sum{g} += row{g};"));
            });
        }

        EmitStores(writer, group, (segment, g) => Scaled(segment, $"sum{g}", Windows.Share(Kind, isInside: false)));

        void EmitZeros(string name) => Each(group, (segment, g) => writer.Line($"{Lane.Type(segment.Lanes)} {name}{g} = {Lane.Zero(segment.Lanes)};"));
    }

    private static void EmitMax(IndentedWriter writer, int lanes, string max, string value) =>
        writer.Line($"{max} = {Lane.Select(lanes, Lane.Replaces(lanes, value, max), value, max)};");

    private static string Sum(IReadOnlyList<string> terms) => terms.Count == 1 ? terms[0] : $"({string.Join(" + ", terms)})";

    private static string Scaled(Segment segment, string sum, string? share) => share is null ? sum : $"{sum} * {Lane.Create(segment.Lanes, share)}";

    private string Load(Segment segment, int position) => Lane.Load(segment, Columns("x"), (position * X.Stride) + segment.Offset, X.IsPadded);

    private void EmitStores(IndentedWriter writer, IReadOnlyList<Segment> group, Func<Segment, int, string> value)
    {
        writer.Line();
        Each(group, (segment, g) => Lane.EmitStore(writer, segment, value(segment, g), Columns("y"), segment.Offset, Y.IsPadded));
    }
}
