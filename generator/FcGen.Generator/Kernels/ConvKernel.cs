using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// Y = a convolution of X, for samples: register tiles of positions x output channels. The weights are [group, tap, input, output]. Each element is one
/// chain over the taps and inputs in order, so that the result does not depend on the tile, the vector width or the batch.
/// </summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Rows">The vertical dimension.</param>
/// <param name="Columns">The horizontal dimension.</param>
/// <param name="Groups">Number of groups of channels.</param>
/// <param name="X">One position of X, with all its channels.</param>
/// <param name="Y">One position of Y, with all its channels.</param>
/// <param name="Epilogue">The work before a sum is stored.</param>
internal sealed record ConvKernel(string Name, Axis Rows, Axis Columns, int Groups, Layout X, Layout Y, Epilogue Epilogue) : Kernel(Name)
{
    /// <summary>The steps of an innermost loop that is written without the loop.</summary>
    private const int UnrolledSteps = 4;

    /// <summary>Whether the first weights belong to the last tap.</summary>
    public bool IsReversed { get; private init; }

    /// <summary>The rows of zeros that are not read. They do not depend on the vector width: a product with zero may change the sign of a zero.</summary>
    public ZeroRows SkippedRows { get; private init; } = ZeroRows.None;

    /// <summary>The parts of one sample that several threads may compute: its rows. 1 if it is not worth it, and then the kernel has no parts.</summary>
    public override int SampleParts => IsOfWholeRows && MultiplyAdds >= Budget.ImageMultiplyAdds ? Rows.Outputs : 1;

    /// <summary>Whether tiles are parts of rows for every vector width: a tile of two rows does not fit in the registers of any.</summary>
    private bool IsOfWholeRows => Rows.Outputs > 1 && 2 * Columns.Outputs > TileShape.MostRows;

    private long MultiplyAdds => (long)Rows.Outputs * Columns.Outputs * Rows.Taps * Columns.Taps * Inputs * Y.Channels;

    private IReadOnlyList<(int Count, int Step, string Name)> Loops => TapLoops.Of(Rows, Columns, Inputs, X.Stride, IsReversed);

    /// <summary>The distance between the inputs of neighboring rows of taps.</summary>
    private int RowStep => (IsReversed ? -1 : 1) * Rows.Dilation * Columns.Inputs * X.Stride;

    /// <summary>Creates a kernel that leaves out rows of zeros where it can.</summary>
    public static ConvKernel Create(
        string name, Axis rows, Axis columns, int groups, Layout x, Layout y, Epilogue epilogue, ZeroRows zeros, bool isReversed = false)
    {
        var kernel = new ConvKernel(name, rows, columns, groups, x, y, epilogue) { IsReversed = isReversed };
        if (!kernel.IsOfWholeRows || kernel.Loops.Count == 1 || kernel.Loops[0] is not { Name: "Row" })
        {
            return kernel;
        }

        ZeroRows skipped = rows.Dilation == 1 ? zeros : zeros with { Step = 1 };
        return kernel with { Name = name + skipped.Name, SkippedRows = skipped };
    }

    private int Inputs => X.Channels / Groups;

    private int Outputs => Y.Channels / Groups;

    private int WeightStride => Padding.WeightStride(Outputs);

    private bool IsGrouped => Groups > 1;

    /// <summary>The weights that one group has.</summary>
    private int GroupWeights => Rows.Taps * Columns.Taps * Inputs * WeightStride;

    private Epilogue End => Epilogue with { IsOfGroup = IsGrouped };

    public override string Summary =>
        $"Y [samples, {Rows.Outputs}, {Columns.Outputs}, {Y.Channels}] = convolution of X [samples, {Rows.Inputs}, {Columns.Inputs}, {X.Channels}] with W "
        + $"[{(IsGrouped ? $"{Groups}, " : string.Empty)}{Rows.Taps}, {Columns.Taps}, {Inputs}, {Outputs}]{Epilogue.Description}, in tiles of positions x channels.";

    public override IReadOnlyList<string> Parameters => SampleParts == 1
        ? Epilogue.Parameters(hasRows: true)
        : [.. Epilogue.Parameters(hasRows: false), "first", "count", "rows"];

    /// <summary>The parameters of a tile.</summary>
    private IEnumerable<string> References => Epilogue.Parameters(hasRows: false);

    public override void EmitPortable(IndentedWriter writer)
    {
        string bias = Epilogue.StartsFromBias ? "ref b" : "ref Unsafe.NullRef<float>()";
        string shape = PortableShape(Rows, Columns, Groups, Inputs, Outputs, SkippedRows) + (IsReversed ? ", isReversed: true" : string.Empty);
        string Call(string range) =>
            $"global::FcGen.Layers.PortableConvolution.Forward(ref x, {X.Stride}, ref w, {bias}, ref y, {Y.Stride}, {range}, {shape});";
        if (SampleParts == 1)
        {
            writer.Line(Call($"rows, 0, {Rows.Outputs}"));
            Epilogue.EmitFinish(writer, Y, $"rows * {Rows.Outputs * Columns.Outputs}");
            return;
        }

        using (writer.Block("for (; rows > 0; rows--)"))
        {
            writer.Line(Call("1, first, count"));
            EmitAdvance(writer, $"first * {Columns.Outputs}", string.Empty);
            Epilogue.EmitFinish(writer, Y, $"count * {Columns.Outputs}");
            writer.Line($"x = ref Unsafe.Add(ref x, {Rows.Inputs * Columns.Inputs * X.Stride});");
            EmitAdvance(writer, $"({Rows.Outputs} - first) * {Columns.Outputs}", string.Empty);
        }
    }

    /// <summary>The shape of a convolution for the portable code.</summary>
    public static string PortableShape(Axis rows, Axis columns, int groups, int inputs, int outputs, ZeroRows zeros) =>
        $"new global::FcGen.Layers.ConvolutionShape({Dimension(rows)}, {Dimension(columns)}, {groups}, {inputs}, {outputs})"
        + (zeros.IsNone ? string.Empty : $" {{ Zeros = new({zeros.Before}, {zeros.After}, {zeros.Step}) }}");

    private static string Dimension(Axis axis) => $"new({axis.Inputs}, {axis.Outputs}, {axis.Taps}, {axis.Stride}, {axis.Dilation})";

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        IReadOnlyList<Segment> segments = Segment.Cut(Outputs, width.Lanes);

        // A tile is a part of a row of positions, or several whole rows.
        int widest = TileShape.Choose(width, Columns.Outputs, segments.Count).Rows[0];
        bool isPartOfRow = widest < Columns.Outputs || Rows.Outputs == 1 || IsOfWholeRows;
        TileShape shape = TileShape.Choose(width, isPartOfRow ? Columns.Outputs : Rows.Outputs * Columns.Outputs, segments.Count);
        IReadOnlyList<int> tiles = isPartOfRow ? shape.Rows : TileShape.Divide(Rows.Outputs, Math.Max(1, shape.Rows[0] / Columns.Outputs));
        int positions = isPartOfRow ? 1 : Columns.Outputs;
        string TileName(int tile) => $"{Method}_{tile * positions}x{Outputs}";

        using (BeginMethod(writer))
        {
            using (writer.Block("for (; rows > 0; rows--)"))
            {
                EmitGroups(writer, () =>
                {
                    if (isPartOfRow)
                    {
                        EmitRows(writer, () => EmitTiles(writer, Rows.Outputs > 1 ? "r" : OfGroup, tiles, TileName, Columns.Stride * X.Stride, 1));
                    }
                    else
                    {
                        EmitTiles(writer, OfGroup, tiles, TileName, Rows.Stride * Columns.Inputs * X.Stride, Columns.Outputs);
                    }
                });
                writer.Line($"x = ref Unsafe.Add(ref x, {Rows.Inputs * Columns.Inputs * X.Stride});");
                EmitAdvance(writer, Rows.Outputs * Columns.Outputs, string.Empty);
            }
        }

        string signature = string.Join(", ", References.Select(name => $"ref float {name}")) + (SkippedRows.IsNone ? string.Empty : ", int taps");

        foreach (int tile in tiles.Distinct())
        {
            writer.Line();
            using (BeginMethod(writer, TileName(tile), signature))
            {
                IReadOnlyList<IReadOnlyList<Segment>> groups = ColumnGroups.Cut(segments, shape.Vectors);
                ColumnGroups.Emit(writer, groups, group => EmitTile(writer, width, tile * positions, isPartOfRow ? int.MaxValue : Columns.Outputs, group));
            }
        }
    }

    /// <summary>The names of the references that a tile reads and writes, besides the weights and what belongs to channels.</summary>
    private IEnumerable<(string Name, int Stride)> PositionReferences => Epilogue.RowReferences(X, Y).Where(reference => reference.Name != "x");

    /// <summary>The suffix of references to the channels of a group.</summary>
    private string OfGroup => IsGrouped ? "g" : string.Empty;

    /// <summary>Writes code for each group, with references <c>xg</c>, <c>wg</c> and so on to its channels; without groups, to all.</summary>
    private void EmitGroups(IndentedWriter writer, Action body)
    {
        if (!IsGrouped)
        {
            body();
            return;
        }

        foreach (string name in References)
        {
            writer.Line($"ref float {name}g = ref {name};");
        }

        if (Y.Stride > Y.Channels)
        {
            string all = SampleParts == 1
                ? $"ref y, {Rows.Outputs * Columns.Outputs * Y.Stride}"
                : $"ref Unsafe.Add(ref y, first * {Columns.Outputs * Y.Stride}), count * {Columns.Outputs * Y.Stride}";
            writer.Line($"MemoryMarshal.CreateSpan({all}).Clear();");
        }

        using (writer.Block($"for (int group = 0; group < {Groups}; group++)"))
        {
            body();
            foreach (string name in References)
            {
                writer.Line($"{name}g = ref Unsafe.Add(ref {name}g, {(name == "x" ? Inputs : name == "w" ? GroupWeights : Outputs)});");
            }
        }
    }

    /// <summary>Writes code for each row of outputs, with references <c>xr</c> and so on to its first position.</summary>
    private void EmitRows(IndentedWriter writer, Action body)
    {
        if (Rows.Outputs == 1)
        {
            body();
            return;
        }

        int step = Rows.Stride * Columns.Inputs * X.Stride;
        foreach ((string name, int stride) in PositionReferences.Select(reference => (reference.Name, Columns.Outputs * reference.Stride)).Prepend(("x", step)))
        {
            writer.Line($"ref float {name}r = ref {(SampleParts == 1 ? name + OfGroup : $"Unsafe.Add(ref {name}{OfGroup}, first * {stride})")};");
        }

        using (writer.Block(SampleParts == 1 ? $"for (int row = 0; row < {Rows.Outputs}; row++)" : "for (int row = first; row < first + count; row++)"))
        {
            EmitTaps(writer);
            body();
            writer.Line($"xr = ref Unsafe.Add(ref xr, {step});");
            EmitAdvance(writer, Columns.Outputs, "r");
        }
    }

    /// <summary>Writes the taps of a row of outputs that read rows which may differ from zero.</summary>
    private void EmitTaps(IndentedWriter writer)
    {
        if (SkippedRows.IsNone)
        {
            return;
        }

        // The taps in reverse order read the rows of the image from below.
        ZeroRows zeros = IsReversed ? SkippedRows.Mirrored : SkippedRows;
        string place = Rows.Stride == 1 ? "row" : $"(row * {Rows.Stride})";
        string start = IsReversed ? $"{Rows.Inputs - 1 - Rows.Reach} - {place}" : place;
        writer.Line("// The taps whose rows of X are not zero.");
        writer.Line($"int start = {start};");
        writer.Line(
            Rows.Dilation > 1 ? $"int tap = global::System.Math.Max(0, ({zeros.Before + Rows.Dilation - 1} - start) / {Rows.Dilation});"
            : zeros.Step > 1 ? $"int tap = start < {zeros.Before} ? {zeros.Before} - start : ({zeros.Step} - ((start - {zeros.Before}) % {zeros.Step})) % {zeros.Step};"
            : $"int tap = global::System.Math.Max(0, {zeros.Before} - start);");
        string distance = Rows.Dilation > 1 ? $"({Rows.Inputs - 1 - zeros.After} - start) / {Rows.Dilation}" : $"{Rows.Inputs - 1 - zeros.After} - start";
        string count = $"global::System.Math.Min({Rows.Taps - 1}, {distance}) - tap";
        writer.Line($"int taps = {(zeros.Step > 1 ? $"({count} + {zeros.Step}) / {zeros.Step}" : $"{count} + 1")};");
        writer.Line($"ref float xs = ref Unsafe.Add(ref xr, tap * {RowStep});");
        writer.Line($"ref float ws = ref Unsafe.Add(ref w{OfGroup}, tap * {RowWeights});");
    }

    /// <summary>The weights of a row of taps.</summary>
    private int RowWeights => Columns.Taps * Inputs * WeightStride;

    /// <summary>Writes the calls of tiles along a row or over rows.</summary>
    private void EmitTiles(IndentedWriter writer, string from, IReadOnlyList<int> tiles, Func<int, string> name, int step, int positions)
    {
        foreach (string reference in PositionReferences.Select(reference => reference.Name).Prepend("x"))
        {
            writer.Line($"ref float {reference}t = ref {reference}{(reference == "x" && !SkippedRows.IsNone ? "s" : from)};");
        }

        foreach (int tile in tiles.Distinct())
        {
            int count = tiles.Count(other => other == tile);
            using (writer.Block(count == 1 ? $"// {(positions == 1 ? "Positions" : "Rows")}: {tile}." : $"for (int tile = 0; tile < {count}; tile++)"))
            {
                string arguments = string.Join(", ", References.Select(p => $"ref {p}{(p is "x" or "y" or "r" ? "t" : p == "w" && !SkippedRows.IsNone ? "s" : OfGroup)}"));
                writer.Line($"{name(tile)}({arguments}{(SkippedRows.IsNone ? string.Empty : ", taps")});");
                writer.Line($"xt = ref Unsafe.Add(ref xt, {tile * step});");
                EmitAdvance(writer, tile * positions, "t");
            }
        }
    }

    private void EmitAdvance(IndentedWriter writer, int positions, string suffix)
    {
        foreach ((string name, int stride) in PositionReferences)
        {
            writer.Line($"{name}{suffix} = ref Unsafe.Add(ref {name}{suffix}, {positions * stride});");
        }
    }

    private void EmitAdvance(IndentedWriter writer, string positions, string suffix)
    {
        foreach ((string name, int stride) in PositionReferences)
        {
            writer.Line($"{name}{suffix} = ref Unsafe.Add(ref {name}{suffix}, {positions} * {stride});");
        }
    }

    private void EmitTile(IndentedWriter writer, VectorWidth width, int positions, int rowLength, IReadOnlyList<Segment> group)
    {
        writer.Line("ref float wk = ref Unsafe.Add(ref w, j);");
        if (Epilogue.StartsFromBias)
        {
            writer.Line("ref float bj = ref Unsafe.Add(ref b, j);");
        }

        for (int g = 0; g < group.Count; g++)
        {
            writer.Line($"{Vec.Type(group[g].Lanes)} {TileStep.Sum(0, g)} = {(Epilogue.StartsFromBias ? End.LoadVector(group[g], "bj") : Vec.Zero(group[g].Lanes))};");
        }

        for (int p = 1; p < positions; p++)
        {
            for (int g = 0; g < group.Count; g++)
            {
                writer.Line($"{Vec.Type(group[g].Lanes)} {TileStep.Sum(p, g)} = {TileStep.Sum(0, g)};");
            }
        }

        string first = "x";
        if (IsReversed)
        {
            first = "last";
            writer.Line($"ref float last = ref Unsafe.Add(ref x, {((Rows.Reach * Columns.Inputs) + Columns.Reach) * X.Stride});");
        }

        (int, string)? rowTaps = SkippedRows.IsNone ? null : (SkippedRows.Step, "taps");
        TapLoops.Emit(writer, Loops, rowTaps, first, UnrolledSteps, (x, step) =>
            TileStep.Emit(
                writer,
                width,
                group,
                positions,
                (step is null ? "value" : $"value{step}_", x, p => InputOffset(p, rowLength) + step.GetValueOrDefault()),
                (step is null ? "w" : $"w{step}_", segment => Vec.Load(segment.Lanes, "wk", (step.GetValueOrDefault() * WeightStride) + segment.Offset))),
            steps => writer.Line($"wk = ref Unsafe.Add(ref wk, {steps * WeightStride});"),
            rows => writer.Line($"wk = ref Unsafe.Add(ref wk, {rows * RowWeights});"));

        // Without gaps, what a whole vector writes after its row is overwritten by the next positions of the tile, if these are stored later.
        bool isInOrder = !Y.IsPadded && !IsGrouped && group.Sum(segment => segment.Valid) == Outputs;
        writer.Line("ref float yj = ref Unsafe.Add(ref y, j);");
        Epilogue.EmitReferences(writer);
        for (int p = 0; p < positions; p++)
        {
            for (int g = 0; g < group.Count; g++)
            {
                string value = End.Finish(group[g], TileStep.Sum(p, g), p, "j");
                int offset = (p * Y.Stride) + group[g].Offset;
                if (isInOrder && offset + group[g].Lanes <= positions * Y.Stride)
                {
                    writer.Line(Vec.Store(group[g].Lanes, value, "yj", offset));
                }
                else
                {
                    Vec.EmitStore(writer, group[g], value, "yj", offset, Y.IsPadded && !IsGrouped);
                }
            }
        }
    }

    /// <summary>The distance of the first input of a position of a tile, which has rows of some length, from that of its first position.</summary>
    private int InputOffset(int position, int rowLength) =>
        ((position / rowLength * Rows.Stride * Columns.Inputs) + (position % rowLength * Columns.Stride)) * X.Stride;
}
