using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>y = x W^T for one sample, W [columns, inner]: dot products, for few columns.</summary>
internal sealed record DotSampleKernel(string Name, Layout X, Layout Y, Epilogue Epilogue, bool IsUnrolled) : SampleKernel(Name, X, Y, IsUnrolled)
{
    public override string Summary =>
        $"y [{Y.Channels}] = x [{X.Channels}] W^T{Epilogue.Description}, with W [{Y.Channels}, {X.Channels}], {(IsUnrolled ? "straight-line" : "in tiles")}.";

    public override IReadOnlyList<string> Parameters => Epilogue.Parameters(hasRows: false);

    public override void EmitPortable(IndentedWriter writer) => Epilogue.EmitPortable(writer, "NT", X, Y, Padding.WeightStride(X.Channels), "1");

    public override long WeightBytes => (long)Y.Channels * Padding.WeightStride(X.Channels) * sizeof(float);

    public override int Instructions(VectorWidth width) => Y.Channels * DotTile.Agreeing(X, Y, Epilogue, width.OfSample).Vectors;

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        if (IsUnrolled && CanUnroll(width, Instructions(width)))
        {
            DotTile tile = DotTile.Agreeing(X, Y, Epilogue, width.OfSample);
            int instructions = DotTile.Columns * Padding.RoundUp(X.Channels) / Padding.Lanes;
            UnrolledMethods.Emit(writer, this, Method, DotTile.Groups(Y.Channels), _ => instructions, group => EmitGroup(writer, tile, group[0]));
            return;
        }

        using (BeginMethod(writer))
        {
            EmitBody(writer, width, isUnrolled: false);
        }
    }

    public override void EmitBody(IndentedWriter writer, VectorWidth width, bool isUnrolled)
    {
        DotTile tile = DotTile.Agreeing(X, Y, Epilogue, width.OfSample);
        IReadOnlyList<IReadOnlyList<Segment>> groups = DotTile.Groups(Y.Channels);
        if (!isUnrolled)
        {
            ColumnGroups.Emit(writer, groups, group => tile.EmitLoop(writer, rows: 1, group[0]));
            return;
        }

        foreach (IReadOnlyList<Segment> group in groups)
        {
            EmitGroup(writer, tile, group[0]);
        }
    }

    private static void EmitGroup(IndentedWriter writer, DotTile tile, Segment columns)
    {
        using (writer.Block($"// Columns {columns.Offset} to {columns.Offset + columns.Valid - 1}."))
        {
            tile.EmitUnrolled(writer, columns);
        }
    }
}
