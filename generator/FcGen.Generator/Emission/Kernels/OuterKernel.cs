using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission.Kernels;

/// <summary>
/// C = A^T B over the rows of a batch, the gradient of weights: register tiles of C are summed over the rows and stored once.
/// </summary>
internal sealed record OuterKernel(string Name, RowLayout A, RowLayout B) : Kernel(Name)
{
    public override string Summary => $"C [{A.Width}, {B.Width}] = A^T B, summed over the rows of A [rows, {A.Width}] and B [rows, {B.Width}].";

    public override IReadOnlyList<string> Parameters => ["a", "b", "c", "rows"];

    public override void EmitPortable(IndentedWriter writer) =>
        writer.Line($"global::FcGen.Numerics.PortableGemm.TN(ref a, {A.Stride}, ref b, {B.Stride}, ref c, {Padding.RoundUp(B.Width)}, rows, {A.Width}, {B.Width});");

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        int height = Math.Min(UnrollBudget.TileRows, A.Width);
        int whole = A.Width / height * height;
        using (BeginMethod(writer))
        {
            using (writer.Block($"for (int i = 0; i < {whole}; i += {height})"))
            {
                EmitRowsOfResult(writer, width, height);
            }

            if (whole < A.Width)
            {
                using (writer.Block($"// Rows {whole} to {A.Width - 1} of the result."))
                {
                    writer.Line($"const int i = {whole};");
                    EmitRowsOfResult(writer, width, A.Width - whole);
                }
            }
        }
    }

    private void EmitRowsOfResult(IndentedWriter writer, VectorWidth width, int height)
    {
        int vectors = Math.Min(8, width.Accumulators / height);
        writer.Line("ref float ai = ref Unsafe.Add(ref a, i);");
        writer.Line($"ref float ci = ref Unsafe.Add(ref c, i * {Padding.RoundUp(B.Width)});");
        ColumnGroups.Emit(writer, ColumnGroups.Cut(Segment.Cut(B.Width, width.Lanes), vectors), group => EmitTile(writer, height, group));
    }

    private void EmitTile(IndentedWriter writer, int height, IReadOnlyList<Segment> group)
    {
        writer.Line("ref float ar = ref ai;");
        writer.Line("ref float br = ref Unsafe.Add(ref b, j);");
        for (int i = 0; i < height; i++)
        {
            for (int g = 0; g < group.Count; g++)
            {
                writer.Line($"{Vec.Type(group[g].Lanes)} {Sum(i, g)} = {Vec.Zero(group[g].Lanes)};");
            }
        }

        using (writer.Block("for (int r = 0; r < rows; r++)"))
        {
            for (int g = 0; g < group.Count; g++)
            {
                writer.Line($"{Vec.Type(group[g].Lanes)} b{g} = {Vec.Load(group[g], "br", group[g].Offset, B.IsPadded)};");
            }

            for (int i = 0; i < height; i++)
            {
                var factor = new Broadcast(group, $"a{i}");
                factor.EmitLoad(writer, "ar", i, declares: true);

                for (int g = 0; g < group.Count; g++)
                {
                    writer.Line($"{Sum(i, g)} = {Vec.MultiplyAdd(group[g].Lanes, factor.For(group[g]), $"b{g}", Sum(i, g))};");
                }
            }

            writer.Line($"ar = ref Unsafe.Add(ref ar, {A.Stride});");
            writer.Line($"br = ref Unsafe.Add(ref br, {B.Stride});");
        }

        writer.Line("ref float cj = ref Unsafe.Add(ref ci, j);");
        for (int i = 0; i < height; i++)
        {
            for (int g = 0; g < group.Count; g++)
            {
                writer.Line($"{Sum(i, g)}.StoreUnsafe(ref cj, {(i * Padding.RoundUp(B.Width)) + group[g].Offset});");
            }
        }
    }

    private static string Sum(int row, int vector) => $"s{row}_{vector}";
}
