using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// Y = X W for rows of samples and weights that exceed the caches near the core. Blocks of inputs x panels of columns stay in the cache for all
/// rows. Sums continue in Y from block to block, each as one chain over the inputs in order.
/// </summary>
internal sealed record StreamedRowsKernel(string Name, Layout X, Layout Y, Epilogue Epilogue) : Kernel(Name)
{
    public override string Summary =>
        $"Y [rows, {Y.Channels}] = X [rows, {X.Channels}] W [{X.Channels}, {Y.Channels}]{Epilogue.Description}, in blocks of {Budget.BlockInputs} inputs.";

    public override IReadOnlyList<string> Parameters => Epilogue.Parameters(hasRows: true);

    private int WeightStride => Padding.WeightStride(Y.Channels);

    public override void EmitPortable(IndentedWriter writer) => Epilogue.EmitPortable(writer, "NN", X, Y, WeightStride, "rows");

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        int vectors = width.TileVectors(width.TileRows);
        IReadOnlyList<IReadOnlyList<Segment>> groups = ColumnGroups.Cut(Segment.Cut(Y.Channels, width.Lanes), vectors);
        using (BeginMethod(writer))
        {
            Epilogue.EmitStart(writer, Y, "rows");
            using (writer.Block($"for (int k = 0; k < {X.Channels}; k += {Budget.BlockInputs})"))
            {
                writer.Line("ref float xk = ref Unsafe.Add(ref x, k);");
                writer.Line($"ref float wk = ref Unsafe.Add(ref w, k * {WeightStride});");
                writer.Line($"int inputs = global::System.Math.Min({Budget.BlockInputs}, {X.Channels} - k);");
                ColumnGroups.Emit(writer, groups, group => writer.Line(
                    $"{PanelName(group)}(ref xk, ref Unsafe.Add(ref wk, j), ref Unsafe.Add(ref y, j), inputs, rows);"));
            }

            Epilogue.EmitFinish(writer, Y, "rows");
        }

        var panels = groups.Select(ColumnGroups.FromFirst).GroupBy(PanelName).Select(same => same.First());
        foreach (IReadOnlyList<Segment> panel in panels)
        {
            EmitPanel(writer, width, panel);
        }
    }

    private void EmitPanel(IndentedWriter writer, VectorWidth width, IReadOnlyList<Segment> panel)
    {
        writer.Line();
        using (BeginMethod(writer, PanelName(panel), "ref float x, ref float w, ref float y, int inputs, int rows"))
        {
            writer.Line($"int stride = {WeightStride};");
            if (WeightStride % Budget.ConflictingStride == 0)
            {
                EmitPacking(writer, panel);
            }

            RowTiles.EmitDispatch(
                writer, RowTiles.OfBroadcasts(width), rows => $"{PanelName(panel)}_{rows}(ref x, ref w, ref y, inputs, stride);", [("x", X.Stride), ("y", Y.Stride)],
                rest: null);
        }

        foreach (int rows in RowTiles.OfBroadcasts(width))
        {
            writer.Line();
            using (BeginMethod(writer, $"{PanelName(panel)}_{rows}", "ref float x, ref float w, ref float y, int inputs, int stride"))
            {
                EmitTile(writer, width, rows, panel);
            }
        }
    }

    /// <summary>
    /// Writes the copy of the rows of a panel to adjacent memory. With their large stride, they would evict each other from the cache.
    /// </summary>
    private void EmitPacking(IndentedWriter writer, IReadOnlyList<Segment> panel)
    {
        int columns = panel.Sum(segment => segment.Lanes);
        using (writer.Block($"if (rows >= {Budget.PackingRows})"))
        {
            writer.Line($"ref float packed = ref global::FcGen.Runtime.Scratch.PanelOfThread({Budget.BlockInputs * columns});");
            using (writer.Block("for (int k = 0; k < inputs; k++)"))
            {
                writer.Line($"ref float from = ref Unsafe.Add(ref w, k * {WeightStride});");
                writer.Line($"ref float to = ref Unsafe.Add(ref packed, k * {columns});");
                foreach (Segment segment in panel)
                {
                    writer.Line(Vec.Store(segment.Lanes, Vec.Load(segment.Lanes, "from", segment.Offset), "to", segment.Offset));
                }
            }

            writer.Line("w = ref packed;");
            writer.Line($"stride = {columns};");
        }
    }

    private void EmitTile(IndentedWriter writer, VectorWidth width, int rows, IReadOnlyList<Segment> panel)
    {
        for (int row = 0; row < rows; row++)
        {
            Vec.EmitDeclarations(writer, panel.Select((segment, g) =>
                (segment.Lanes, TileStep.Sum(row, g), Vec.Load(segment, "y", (row * Y.Stride) + segment.Offset, Y.IsPadded))));
        }

        using (writer.Block("for (int k = 0; k < inputs; k++)"))
        {
            TileStep.Emit(writer, width, panel, rows, ("x", "x", row => row * X.Stride), ("w", segment => Vec.Load(segment.Lanes, "w", segment.Offset)));
            writer.Line("x = ref Unsafe.Add(ref x, 1);");
            writer.Line("w = ref Unsafe.Add(ref w, stride);");
        }

        for (int row = 0; row < rows; row++)
        {
            for (int g = 0; g < panel.Count; g++)
            {
                Vec.EmitStore(writer, panel[g], TileStep.Sum(row, g), "y", (row * Y.Stride) + panel[g].Offset, Y.IsPadded);
            }
        }
    }

    /// <summary>
    /// Returns the form of a panel: its columns and, at the end of a row, the valid ones and padding. Panels of the same form share code.
    /// </summary>
    private string PanelName(IReadOnlyList<Segment> panel)
    {
        Segment last = panel[panel.Count - 1];
        return $"{Method}_{panel.Sum(segment => segment.Lanes)}"
            + (last.IsPartial ? $"of{panel.Sum(segment => segment.Valid)}" : string.Empty)
            + (last.Gap > 0 ? "_Gap" : string.Empty);
    }
}
