using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// The gradient of the maximum of each window: it is added to that of the first maximum, or of the last NaN, as in PyTorch. The maximum is
/// computed again, together with the number of its position in the window.
/// </summary>
internal sealed record MaxPoolGradientKernel(string Name, PoolWindows Windows, Layout X, Layout Dy, Layout Dx) : WindowKernel(Name, Windows, X.Channels)
{
    /// <summary>Creates the kernel for some layouts of rows.</summary>
    public static MaxPoolGradientKernel Create(PoolWindows windows, Layout x, Layout dy, Layout dx) => new(
        $"MaxPoolGradient_{x.Channels}_{windows.Name}{(x.IsPadded ? string.Empty : "_UnpaddedInput")}{(dy.IsPadded ? string.Empty : "_UnpaddedGradient")}{(dx.IsPadded ? string.Empty : "_UnpaddedOutput")}",
        windows,
        x,
        dy,
        dx);

    public override string Summary =>
        $"dX [rows, {Windows.Inputs}, {Channels}] = the gradient of the maximum of each window of X, from dY [rows, {Windows.Outputs}, {Channels}].";

    public override IReadOnlyList<string> Parameters => ["x", "dy", "dx", "rows"];

    protected override IReadOnlyList<(string Name, Layout Row)> Inputs => [("x", X), ("dx", Dx)];

    protected override IReadOnlyList<(string Name, Layout Row)> Outputs => [("dy", Dy)];

    protected override (string Name, Layout Row) Result => ("dx", Dx);

    protected override bool Adds => !Windows.AreTiling;

    protected override void EmitUnrolled(IndentedWriter writer, IReadOnlyList<Segment> group)
    {
        int[] offsets = [.. Windows.Offsets.SelectMany(row => row)];
        EmitStart(writer, group, segment => LoadX(segment, offsets[0]));
        for (int tap = 1; tap < offsets.Length; tap++)
        {
            Each(group, (segment, g) => EmitStep(writer, segment, g, $"{tap}_{g}", offsets[tap], $"{tap}f"));
        }

        EmitGradients(writer, group);
        for (int tap = 0; tap < offsets.Length; tap++)
        {
            Each(group, (segment, g) => EmitPosition(writer, segment, g, offsets[tap], $"{tap}f"));
        }
    }

    protected override void EmitLoops(IndentedWriter writer, IReadOnlyList<Segment> group)
    {
        writer.Line("float number = 0f;");
        EmitStart(writer, group, segment => Lane.Create(segment.Lanes, "float.NegativeInfinity"));
        EmitRows(writer, () => EmitPositions(writer, ("x", X), () =>
        {
            Each(group, (segment, g) => EmitStep(writer, segment, g, $"{g}", 0, "number"));
            writer.Line("number++;");
        }));
        EmitGradients(writer, group);
        writer.Line("number = 0f;");
        EmitRows(writer, () => EmitPositions(writer, ("dx", Dx), () =>
        {
            Each(group, (segment, g) => EmitPosition(writer, segment, g, 0, "number"));
            writer.Line("number++;");
        }));
    }

    private static void EmitStart(IndentedWriter writer, IReadOnlyList<Segment> group, Func<Segment, string> first) => Each(group, (segment, g) =>
    {
        writer.Line($"{Lane.Type(segment.Lanes)} max{g} = {first(segment)};");
        writer.Line($"{Lane.Type(segment.Lanes)} index{g} = {Lane.Zero(segment.Lanes)};");
    });

    private void EmitStep(IndentedWriter writer, Segment segment, int g, string suffix, int position, string number)
    {
        int lanes = segment.Lanes;
        writer.Line($"{Lane.Type(lanes)} x{suffix} = {LoadX(segment, position)};");
        writer.Line($"{Lane.ConditionType(lanes)} replaces{suffix} = {Lane.Replaces(lanes, $"x{suffix}", $"max{g}")};");
        writer.Line($"max{g} = {Lane.Select(lanes, $"replaces{suffix}", $"x{suffix}", $"max{g}")};");
        writer.Line($"index{g} = {Lane.Select(lanes, $"replaces{suffix}", Lane.Create(lanes, number), $"index{g}")};");
    }

    private void EmitGradients(IndentedWriter writer, IReadOnlyList<Segment> group)
    {
        writer.Line();
        Each(group, (segment, g) => writer.Line(
            $"{Lane.Type(segment.Lanes)} dy{g} = {Lane.Load(segment, Columns("dy"), segment.Offset, Dy.IsPadded)};"));
    }

    private void EmitPosition(IndentedWriter writer, Segment segment, int g, int position, string number)
    {
        int lanes = segment.Lanes;
        int offset = (position * Dx.Stride) + segment.Offset;
        string isChosen = Lane.Equal(lanes, $"index{g}", Lane.Create(lanes, number));
        string chosen = Lane.Select(lanes, isChosen, $"dy{g}", Lane.Zero(lanes));
        string value = Adds ? $"{Lane.Load(segment, Columns("dx"), offset, Dx.IsPadded)} + {(lanes == 1 ? $"({chosen})" : chosen)}" : chosen;
        Lane.EmitStore(writer, segment, value, Columns("dx"), offset, Dx.IsPadded);
    }

    private string LoadX(Segment segment, int position) => Lane.Load(segment, Columns("x"), (position * X.Stride) + segment.Offset, X.IsPadded);
}
