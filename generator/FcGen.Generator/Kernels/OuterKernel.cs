using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// C = A^T B over the rows of a batch, the gradient of weights: register tiles of C are summed over the rows and stored once. A call
/// computes <c>count</c> rows of C, so that several threads can share them.
/// </summary>
internal sealed record OuterKernel(string Name, Layout A, Layout B) : Kernel(Name)
{
    /// <summary>
    /// The values of C per part, which one thread computes: a few microseconds for a small batch, and enough parts for several threads in a large
    /// layer.
    /// </summary>
    private const int PartSize = 4096;

    /// <summary>Rows of C in a part: whole tiles.</summary>
    public int RowsOfPart => RowsPerPart(A.Channels, B.Channels);

    public override string Summary => $"C [{A.Channels}, {B.Channels}] = A^T B, summed over the rows of A [rows, {A.Channels}] and B [rows, {B.Channels}].";

    public override IReadOnlyList<string> Parameters => ["a", "b", "c", "count", "rows"];

    public override void EmitPortable(IndentedWriter writer) =>
        writer.Line($"global::FcGen.Layers.PortableGemm.TN(ref a, {A.Stride}, ref b, {B.Stride}, ref c, {Padding.WeightStride(B.Channels)}, rows, count, {B.Channels});");

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        int height = width.Rest is null ? Math.Min(width.TileRows, Height(A.Channels)) : Math.Min(width.TileRows, A.Channels);
        int whole = A.Channels / height * height;
        using (BeginMethod(writer))
        {
            using (writer.Block($"for (; count >= {height}; count -= {height})"))
            {
                EmitRowsOfResult(writer, width, height);
                writer.Line($"a = ref Unsafe.Add(ref a, {height});");
                writer.Line($"c = ref Unsafe.Add(ref c, {height * Padding.WeightStride(B.Channels)});");
            }

            if (whole < A.Channels && CallOfRest(width) is { } rest)
            {
                using (writer.Block("if (count > 0)"))
                {
                    writer.Line(rest);
                }
            }
            else if (whole < A.Channels)
            {
                writer.Line();
                writer.Line($"// The last rows of the result, {whole} to {A.Channels - 1}.");
                using (writer.Block("if (count > 0)"))
                {
                    EmitRowsOfResult(writer, width, A.Channels - whole);
                }
            }
        }
    }

    private void EmitRowsOfResult(IndentedWriter writer, VectorWidth width, int height)
    {
        int vectors = Math.Min(8, width.IsFused ? width.Accumulators / height : width.TileVectors(height));
        IReadOnlyList<Segment> segments = Segment.Cut(B.Channels, width.Lanes);
        ColumnGroups.Emit(writer, ColumnGroups.Cut(segments, vectors), group => EmitTile(writer, width, height, group));
        int stride = Padding.WeightStride(B.Channels);
        for (int row = 0; row < height; row++)
        {
            Vec.EmitClear(writer, segments[segments.Count - 1], "c", row * stride, stride);
        }
    }

    private void EmitTile(IndentedWriter writer, VectorWidth width, int height, IReadOnlyList<Segment> group)
    {
        writer.Line("ref float ar = ref a;");
        writer.Line("ref float br = ref Unsafe.Add(ref b, j);");
        for (int i = 0; i < height; i++)
        {
            Vec.EmitDeclarations(writer, group.Select((segment, g) => (segment.Lanes, TileStep.Sum(i, g), Vec.Zero(segment.Lanes))));
        }

        using (writer.Block("for (int r = 0; r < rows; r++)"))
        {
            TileStep.Emit(writer, width, group, height, ("a", "ar", row => row), ("b", segment => Vec.Load(segment, "br", segment.Offset, B.IsPadded)));
            writer.Line($"ar = ref Unsafe.Add(ref ar, {A.Stride});");
            writer.Line($"br = ref Unsafe.Add(ref br, {B.Stride});");
        }

        writer.Line("ref float cj = ref Unsafe.Add(ref c, j);");
        for (int i = 0; i < height; i++)
        {
            for (int g = 0; g < group.Count; g++)
            {
                writer.Line(Vec.Store(group[g].Lanes, TileStep.Sum(i, g), "cj", (i * Padding.WeightStride(B.Channels)) + group[g].Offset));
            }
        }
    }

    /// <summary>Number of parts of C.</summary>
    public int Parts() => Parts(A.Channels, B.Channels);

    /// <summary>Number of parts of a C with some rows and columns.</summary>
    public static int Parts(int rows, int columns)
    {
        int rowsOfPart = RowsPerPart(rows, columns);
        return (rows + rowsOfPart - 1) / rowsOfPart;
    }

    private static int RowsPerPart(int rows, int columns)
    {
        int parts = (int)Math.Max(1, (long)rows * Padding.WeightStride(columns) / PartSize);
        int rowsOfPart = (rows + parts - 1) / parts;
        int height = Height(rows);

        // Tiles of 128 bits have two rows.
        int unit = height % 2 == 0 ? height : 2 * height;
        return (rowsOfPart + unit - 1) / unit * unit;
    }

    /// <summary>
    /// Returns the rows of the largest tile: a divisor of the rows of C if there is one, because a second tile for the rest makes the code longer by
    /// half. A step of 64-128-10 and 784-128-10 takes the same time with tiles of 4 rows (128 and 784 rows) as with 6 (AMD EPYC Zen 4).
    /// </summary>
    private static int Height(int rows) => rows <= Budget.TileRows ? rows
        : rows % Budget.TileRows == 0 ? Budget.TileRows
        : rows % 5 == 0 ? 5
        : rows % 4 == 0 ? 4
        : Budget.TileRows;
}
