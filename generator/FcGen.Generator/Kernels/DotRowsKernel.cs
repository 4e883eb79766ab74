using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Y = X W^T for rows of samples, W [columns, inner]: tiles of dot products.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="X">Layout of the rows of X.</param>
/// <param name="Y">Layout of the rows of Y.</param>
/// <param name="Epilogue">The work before a sum is stored.</param>
/// <param name="Agrees">Whether all widths and the kernel for one sample must give the same bits: forward, but not backward.</param>
internal sealed record DotRowsKernel(string Name, Layout X, Layout Y, Epilogue Epilogue, bool Agrees) : Kernel(Name)
{
    public override string Summary =>
        $"Y [rows, {Y.Channels}] = X [rows, {X.Channels}] W^T{Epilogue.Description}, with W [{Y.Channels}, {X.Channels}], in tiles of rows x columns.";

    public override IReadOnlyList<string> Parameters => Epilogue.Parameters(hasRows: true);

    public override void EmitPortable(IndentedWriter writer) => Epilogue.EmitPortable(writer, "NT", X, Y, Padding.WeightStride(X.Channels), "rows");

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        DotTile tile = Agrees ? DotTile.Agreeing(X, Y, Epilogue, width) : DotTile.Shortest(X, Y, Epilogue, width);
        IReadOnlyList<IReadOnlyList<Segment>> groups = DotTile.Groups(Y.Channels);
        int height = tile.Height(width);
        int[] sizes = height == 1 ? [1] : width.Rest is null ? [height, 1] : [height];
        using (BeginMethod(writer))
        {
            RowTiles.EmitDispatch(
                writer,
                sizes,
                rows => $"{Method}_{rows}x{DotTile.Columns}({Arguments.Replace(", rows", string.Empty)});",
                Epilogue.RowReferences(X, Y),
                CallOfRest(width));
        }

        foreach (int rows in sizes)
        {
            writer.Line();
            using (BeginMethod(writer, $"{Method}_{rows}x{DotTile.Columns}", Signature.Replace(", int rows", string.Empty)))
            {
                ColumnGroups.Emit(writer, groups, group => tile.EmitLoop(writer, rows, group[0]));
            }
        }
    }
}
