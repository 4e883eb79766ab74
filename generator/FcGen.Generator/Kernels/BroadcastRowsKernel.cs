using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// Y = X W for rows of samples, W [inner, columns], in register tiles of rows x vectors. Each element is one chain over the inputs in order, so
/// that the result of a sample does not depend on its position in the batch.
/// </summary>
internal sealed record BroadcastRowsKernel(string Name, Layout X, Layout Y, Epilogue Epilogue, bool IsGradient) : Kernel(Name)
{
    /// <summary>
    /// The maximum vectors in a tile of few rows. More vectors only make the code longer: 8 chains keep both multipliers busy.
    /// </summary>
    private const int MaxVectors = 8;

    public override string Summary =>
        $"Y [rows, {Y.Channels}] = X [rows, {X.Channels}] W [{X.Channels}, {Y.Channels}]{Epilogue.Description}, in tiles of rows x columns.";

    public override IReadOnlyList<string> Parameters => Epilogue.Parameters(hasRows: true);

    public override void EmitPortable(IndentedWriter writer) => Epilogue.EmitPortable(writer, "NN", X, Y, Padding.WeightStride(Y.Channels), "rows");

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        var tiles = RowTiles.OfBroadcasts(width, IsGradient).Take(width.Rest is null ? int.MaxValue : 1)
            .Select(rows => (Rows: rows, Groups: ColumnGroups.Cut(Segment.Cut(Y.Channels, width.Lanes), Vectors(width, rows))))
            .ToList();
        string TileName(int rows, IReadOnlyList<IReadOnlyList<Segment>> groups) => $"{Method}_{rows}x{groups[0].Sum(segment => segment.Lanes)}";
        using (BeginMethod(writer))
        {
            RowTiles.EmitDispatch(
                writer,
                [.. tiles.Select(tile => tile.Rows)],
                rows => $"{TileName(rows, tiles.First(tile => tile.Rows == rows).Groups)}({Arguments.Replace(", rows", string.Empty)});",
                Epilogue.RowReferences(X, Y),
                CallOfRest(width));
        }

        foreach ((int rows, IReadOnlyList<IReadOnlyList<Segment>> groups) in tiles)
        {
            writer.Line();
            using (BeginMethod(writer, TileName(rows, groups), Signature.Replace(", int rows", string.Empty)))
            {
                ColumnGroups.Emit(writer, groups, group => EmitTile(writer, width, rows, group));
            }
        }
    }

    /// <summary>The number of vectors in a tile. The sums of a single row leave registers for the weights.</summary>
    private static int Vectors(VectorWidth width, int rows) =>
        Math.Min(MaxVectors, rows == 1 ? width.Accumulators : width.TileVectors(rows));

    private void EmitTile(IndentedWriter writer, VectorWidth width, int rows, IReadOnlyList<Segment> group)
    {
        writer.Line("ref float xk = ref x;");
        writer.Line("ref float wk = ref Unsafe.Add(ref w, j);");
        if (Epilogue.StartsFromBias)
        {
            writer.Line("ref float bj = ref Unsafe.Add(ref b, j);");
        }

        for (int row = 0; row < rows; row++)
        {
            Vec.EmitDeclarations(writer, group.Select((segment, g) => (segment.Lanes, TileStep.Sum(row, g), First(row, g, segment))));
        }

        string First(int row, int g, Segment segment) => row > 0 ? TileStep.Sum(0, g)
            : Epilogue.StartsFromBias ? Vec.Load(segment.Lanes, "bj", segment.Offset)
            : Vec.Zero(segment.Lanes);

        using (writer.Block($"for (int k = 0; k < {X.Channels}; k++)"))
        {
            TileStep.Emit(writer, width, group, rows, ("x", "xk", row => row * X.Stride), ("w", segment => Vec.Load(segment.Lanes, "wk", segment.Offset)));
            writer.Line("xk = ref Unsafe.Add(ref xk, 1);");
            writer.Line($"wk = ref Unsafe.Add(ref wk, {Padding.WeightStride(Y.Channels)});");
        }

        writer.Line("ref float yj = ref Unsafe.Add(ref y, j);");
        Epilogue.EmitReferences(writer);
        for (int row = 0; row < rows; row++)
        {
            for (int g = 0; g < group.Count; g++)
            {
                string value = Epilogue.Finish(group[g], TileStep.Sum(row, g), row, "j");
                Vec.EmitStore(writer, group[g], value, "yj", (row * Y.Stride) + group[g].Offset, Y.IsPadded);
            }
        }
    }
}
