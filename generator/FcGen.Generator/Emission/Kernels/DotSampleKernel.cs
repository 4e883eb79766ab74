using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission.Kernels;

/// <summary>y = x W^T for one sample, W [columns, inner]: dot products, for few columns.</summary>
internal sealed record DotSampleKernel(string Name, RowLayout X, RowLayout Y, Epilogue Epilogue, bool IsUnrolled) : Kernel(Name)
{
    public override string Summary =>
        $"y [{Y.Width}] = x [{X.Width}] W^T{Epilogue.Description}, with W [{Y.Width}, {X.Width}], {(IsUnrolled ? "straight-line" : "in tiles")}.";

    public override IReadOnlyList<string> Parameters => Epilogue.Parameters(hasRows: false);

    public override void EmitPortable(IndentedWriter writer) => Epilogue.EmitPortable(writer, "NT", X, Y, Padding.RoundUp(X.Width), "1");

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        DotTile tile = DotTile.Agreeing(X, Y, Epilogue, width);
        IReadOnlyList<IReadOnlyList<Segment>> groups = DotTile.Groups(Y.Width);
        if (!IsUnrolled)
        {
            using (BeginMethod(writer))
            {
                ColumnGroups.Emit(writer, groups, group => tile.EmitLoop(writer, rows: 1, group[0]));
            }

            return;
        }

        int instructions = DotTile.Columns * Padding.RoundUp(X.Width) / Padding.Lanes;
        UnrolledMethods.Emit(writer, this, groups, _ => instructions, group =>
        {
            using (writer.Block($"// Columns {group[0].Offset} to {group[0].Offset + group[0].Valid - 1}."))
            {
                tile.EmitUnrolled(writer, group[0]);
            }
        });
    }
}
