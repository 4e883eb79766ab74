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
    public bool IsReversed { get; init; }

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

    public override IReadOnlyList<string> Parameters => Epilogue.Parameters(hasRows: true);

    public override void EmitPortable(IndentedWriter writer)
    {
        string bias = Epilogue.StartsFromBias ? "ref b" : "ref Unsafe.NullRef<float>()";
        writer.Line(
            $"global::FcGen.Layers.PortableConvolution.Forward(ref x, {X.Stride}, ref w, {bias}, ref y, {Y.Stride}, rows, "
            + $"{PortableShape(Rows, Columns, Groups, Inputs, Outputs)}{(IsReversed ? ", isReversed: true" : string.Empty)});");
        Epilogue.EmitFinish(writer, Y, $"rows * {Rows.Outputs * Columns.Outputs}");
    }

    /// <summary>The shape of a convolution for the portable code.</summary>
    public static string PortableShape(Axis rows, Axis columns, int groups, int inputs, int outputs) =>
        $"new global::FcGen.Layers.ConvolutionShape({Dimension(rows)}, {Dimension(columns)}, {groups}, {inputs}, {outputs})";

    private static string Dimension(Axis axis) => $"new({axis.Inputs}, {axis.Outputs}, {axis.Taps}, {axis.Stride}, {axis.Dilation})";

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        IReadOnlyList<Segment> segments = Segment.Cut(Outputs, width.Lanes);

        // A tile is a part of a row of positions, or several whole rows.
        int widest = TileShape.Choose(width, Columns.Outputs, segments.Count).Rows[0];
        bool isPartOfRow = widest < Columns.Outputs || Rows.Outputs == 1;
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
                        EmitRows(writer, () => EmitTiles(writer, Rows.Outputs > 1 ? "r" : "g", tiles, TileName, Columns.Stride * X.Stride, 1));
                    }
                    else
                    {
                        EmitTiles(writer, "g", tiles, TileName, Rows.Stride * Columns.Inputs * X.Stride, Columns.Outputs);
                    }
                });
                writer.Line($"x = ref Unsafe.Add(ref x, {Rows.Inputs * Columns.Inputs * X.Stride});");
                EmitAdvance(writer, Rows.Outputs * Columns.Outputs, string.Empty);
            }
        }

        foreach (int tile in tiles.Distinct())
        {
            writer.Line();
            using (BeginMethod(writer, TileName(tile), Signature.Replace(", int rows", string.Empty)))
            {
                IReadOnlyList<IReadOnlyList<Segment>> groups = ColumnGroups.Cut(segments, shape.Vectors);
                ColumnGroups.Emit(writer, groups, group => EmitTile(writer, width, tile * positions, isPartOfRow ? int.MaxValue : Columns.Outputs, group));
            }
        }
    }

    /// <summary>The names of the references that a tile reads and writes, besides the weights and what belongs to channels.</summary>
    private IEnumerable<(string Name, int Stride)> PositionReferences => Epilogue.RowReferences(X, Y).Where(reference => reference.Name != "x");

    private IEnumerable<string> ChannelReferences => Parameters.Where(name => name is "scale" or "b");

    /// <summary>Writes code for each group, with references <c>xg</c>, <c>wg</c> and so on to its channels; without groups, to all.</summary>
    private void EmitGroups(IndentedWriter writer, Action body)
    {
        string[] names = [.. Parameters.Where(name => name != "rows")];
        foreach (string name in names)
        {
            writer.Line($"ref float {name}g = ref {name};");
        }

        if (!IsGrouped)
        {
            body();
            return;
        }

        if (Y.Stride > Y.Channels)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref y, {Rows.Outputs * Columns.Outputs * Y.Stride}).Clear();");
        }

        using (writer.Block($"for (int group = 0; group < {Groups}; group++)"))
        {
            body();
            foreach (string name in names)
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

        foreach (string name in PositionReferences.Select(reference => reference.Name).Prepend("x"))
        {
            writer.Line($"ref float {name}r = ref {name}g;");
        }

        using (writer.Block($"for (int row = 0; row < {Rows.Outputs}; row++)"))
        {
            body();
            writer.Line($"xr = ref Unsafe.Add(ref xr, {Rows.Stride * Columns.Inputs * X.Stride});");
            EmitAdvance(writer, Columns.Outputs, "r");
        }
    }

    /// <summary>Writes the calls of tiles along a row or over rows.</summary>
    private void EmitTiles(IndentedWriter writer, string from, IReadOnlyList<int> tiles, Func<int, string> name, int step, int positions)
    {
        foreach (string reference in PositionReferences.Select(reference => reference.Name).Prepend("x"))
        {
            writer.Line($"ref float {reference}t = ref {reference}{from};");
        }

        foreach (int tile in tiles.Distinct())
        {
            int count = tiles.Count(other => other == tile);
            using (writer.Block(count == 1 ? $"// {(positions == 1 ? "Positions" : "Rows")}: {tile}." : $"for (int tile = 0; tile < {count}; tile++)"))
            {
                string arguments = string.Join(", ", Parameters.Where(p => p != "rows").Select(p => $"ref {p}{(p is "x" or "y" or "r" ? "t" : "g")}"));
                writer.Line($"{name(tile)}({arguments});");
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

        TapLoops.Emit(writer, TapLoops.Of(Rows, Columns, Inputs, X.Stride, IsReversed), first, UnrolledSteps, (x, step) =>
            TileStep.Emit(
                writer,
                width,
                group,
                positions,
                ($"x{step}_", x, p => InputOffset(p, rowLength) + step.GetValueOrDefault()),
                ($"w{step}_", segment => Vec.Load(segment.Lanes, "wk", (step.GetValueOrDefault() * WeightStride) + segment.Offset))),
            steps => writer.Line($"wk = ref Unsafe.Add(ref wk, {steps * WeightStride});"));

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
