using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// C = A^T B over the positions of samples, the gradient of the weights of some taps: register tiles of C, which stays in memory between samples so
/// that the values of one sample stay in a cache. The order of the sums depends on nothing but the shape.
/// </summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Height">Rows of output positions.</param>
/// <param name="Width">Columns of output positions.</param>
/// <param name="Offsets">For each row of C the place of its value of A, from the first one of the position.</param>
/// <param name="Outputs">Columns of C: values of B at each position.</param>
/// <param name="A">The values that are broadcast.</param>
/// <param name="B">The vectors.</param>
internal sealed record ConvGradientKernel(string Name, int Height, int Width, EquatableArray<int> Offsets, int Outputs, Grid A, Grid B) : Kernel(Name)
{
    /// <summary>Whether rows of B overlap, and may belong to the user: nothing after a row may be read.</summary>
    public bool IsOverlapping { get; init; }

    private int Inputs => Offsets.Count;

    private int Stride => Padding.WeightStride(Outputs);

    /// <summary>
    /// Whether B has channels of other groups. Otherwise whole vectors are loaded: there is memory after the last row, and what does not belong to a row
    /// is left out when C is stored.
    /// </summary>
    private bool LoadsParts => IsOverlapping || Outputs < B.Row.Channels;

    public override string Summary =>
        $"C [{Inputs}, {Outputs}] = A^T B, summed over samples and {Height} x {Width} positions of A and B.";

    public override IReadOnlyList<string> Parameters => ["a", "b", "c", "rows"];

    public override void EmitPortable(IndentedWriter writer) => writer.Line(
        $"global::FcGen.Layers.PortableConvolution.WeightGradient(ref a, {Distances(A)}, ref b, {Distances(B)}, ref c, {Stride}, rows, {Height}, {Width}, [{string.Join(", ", Offsets)}], {Outputs});");

    private static string Distances(Grid grid) => $"new({grid.Columns}, {grid.Rows}, {grid.Sample})";

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        IReadOnlyList<Segment> segments = Segment.Cut(Outputs, width.Lanes);
        TileShape shape = TileShape.Choose(width, Inputs, segments.Count);
        IReadOnlyList<IReadOnlyList<int>> tiles = Divide(shape.Rows);
        List<int[]> forms = [];
        foreach (int[] form in tiles.Select(Form).Where(form => !forms.Any(other => other.SequenceEqual(form))))
        {
            forms.Add(form);
        }

        using (BeginMethod(writer))
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref c, {Inputs * Stride}).Clear();");
            using (writer.Block("for (; rows > 0; rows--)"))
            {
                writer.Line("ref float at = ref a;");
                writer.Line("ref float ct = ref c;");
                // Tiles with the same distances between their values of A share a method.
                for (int i = 0; i < tiles.Count;)
                {
                    IReadOnlyList<int> tile = tiles[i];
                    int step = i + 1 < tiles.Count ? tiles[i + 1][0] - tile[0] : 0;
                    int count = 1;
                    while (i + count < tiles.Count && Form(tiles[i + count]).SequenceEqual(Form(tile)) && tiles[i + count][0] - tiles[i + count - 1][0] == step)
                    {
                        count++;
                    }

                    if (tile[0] != 0 || i == 0)
                    {
                        writer.Line($"at = ref Unsafe.Add(ref a, {tile[0]});");
                    }

                    using (writer.Block(count == 1 ? "// One tile." : $"for (int tile = 0; tile < {count}; tile++)"))
                    {
                        writer.Line($"{MethodOf(tile)}(ref at, ref b, ref ct);");
                        if (count > 1)
                        {
                            writer.Line($"at = ref Unsafe.Add(ref at, {step});");
                        }

                        writer.Line($"ct = ref Unsafe.Add(ref ct, {tile.Count * Stride});");
                    }

                    i += count;
                }

                writer.Line($"a = ref Unsafe.Add(ref a, {A.Sample});");
                writer.Line($"b = ref Unsafe.Add(ref b, {B.Sample});");
            }
        }

        foreach (int[] form in forms)
        {
            writer.Line();
            using (BeginMethod(writer, MethodOf(form), "ref float a, ref float b, ref float c"))
            {
                ColumnGroups.Emit(writer, ColumnGroups.Cut(segments, shape.Vectors), group => EmitTile(writer, width, form, group));
            }
        }

        string MethodOf(IReadOnlyList<int> tile) =>
            $"{Method}_{tile.Count}x{Outputs}{(forms.Count == shape.Rows.Distinct().Count() ? string.Empty : $"_{forms.FindIndex(form => form.SequenceEqual(Form(tile)))}")}";
    }

    /// <summary>Divides the rows of C, each with the place of its value of A, into tiles.</summary>
    private IReadOnlyList<IReadOnlyList<int>> Divide(IReadOnlyList<int> rows)
    {
        int next = 0;
        return [.. rows.Select(count => (IReadOnlyList<int>)[.. Enumerable.Range((next += count) - count, count).Select(row => Offsets[row])])];
    }

    /// <summary>The places of the values of A from the first one of the tile.</summary>
    private static int[] Form(IReadOnlyList<int> tile) => [.. tile.Select(offset => offset - tile[0])];

    private void EmitTile(IndentedWriter writer, VectorWidth width, int[] offsets, IReadOnlyList<Segment> group)
    {
        int height = offsets.Length;
        writer.Line("ref float cj = ref Unsafe.Add(ref c, j);");
        writer.Line("ref float ar = ref a;");
        writer.Line("ref float br = ref Unsafe.Add(ref b, j);");
        ForEachSum((i, g) => writer.Line(
            $"{Vec.Type(group[g].Lanes)} {TileStep.Sum(i, g)} = {Vec.Load(group[g].Lanes, "cj", (i * Stride) + group[g].Offset)};"));
        EmitLoop(writer, "row", Height, "r", A.Rows, B.Rows, row => EmitLoop(writer, "column", Width, "p", A.Columns, B.Columns, column =>
            TileStep.Emit(
                writer,
                width,
                group,
                height,
                ("a", "a" + column, i => offsets[i]),
                ("b", segment => LoadsParts ? Vec.Load(segment, "b" + column, segment.Offset, isPadded: false) : Vec.Load(segment.Lanes, "b" + column, segment.Offset)))));
        ForEachSum((i, g) => Vec.EmitStore(writer, group[g], TileStep.Sum(i, g), "cj", (i * Stride) + group[g].Offset, isPadded: true));

        void ForEachSum(Action<int, int> body)
        {
            for (int i = 0; i < height; i++)
            {
                for (int g = 0; g < group.Count; g++)
                {
                    body(i, g);
                }
            }
        }
    }

    /// <summary>Writes a loop over references to A and B; without a loop if it runs once.</summary>
    private static void EmitLoop(IndentedWriter writer, string name, int count, string suffix, int aStep, int bStep, Action<string> body)
    {
        string from = suffix == "r" ? string.Empty : "r";
        if (suffix != "r")
        {
            writer.Line($"ref float a{suffix} = ref a{from};");
            writer.Line($"ref float b{suffix} = ref b{from};");
        }

        if (count == 1)
        {
            body(suffix);
            return;
        }

        using (writer.Block($"for (int {name} = 0; {name} < {count}; {name}++)"))
        {
            body(suffix);
            writer.Line($"a{suffix} = ref Unsafe.Add(ref a{suffix}, {aStep});");
            writer.Line($"b{suffix} = ref Unsafe.Add(ref b{suffix}, {bStep});");
        }
    }
}
