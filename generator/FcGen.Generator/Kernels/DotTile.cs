using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// Code of dot products of a few rows of X with up to four rows of W, W [columns, inner]. Vectors of adjacent inputs are multiplied, and the
/// lanes are summed at the end.
/// </summary>
/// <param name="X">Layout of the rows of X.</param>
/// <param name="Y">Layout of the rows of the result.</param>
/// <param name="Epilogue">The work before a sum is stored.</param>
/// <param name="Lanes">Lanes of the vectors.</param>
/// <param name="Chains">The chains of sums per product. Several chains hide the latency of the multiply-add.</param>
/// <param name="HalvesAreChains">
/// Whether even and odd chains represent the halves of a vector twice as wide, so that both widths add in the same order.
/// </param>
internal sealed record DotTile(Layout X, Layout Y, Epilogue Epilogue, int Lanes, int Chains, bool HalvesAreChains)
{
    /// <summary>The products whose lanes are summed together.</summary>
    public const int Columns = 4;

    private int WeightStride => Padding.WeightStride(X.Channels);

    private IReadOnlyList<Segment> Segments => Segment.Cut(X.Channels, Lanes);

    private int UsedChains => Math.Min(Chains, Segments.Count);

    /// <summary>Groups of columns.</summary>
    public static IReadOnlyList<IReadOnlyList<Segment>> Groups(int columns) => ColumnGroups.Cut(Segment.Cut(columns, Columns), 1);

    /// <summary>
    /// Returns the tile for a vector width with which 256 and 512 bits produce the same bits. The number of chains for 512 bits depends only on
    /// the shape, and 256 bits use twice as many.
    /// </summary>
    public static DotTile Agreeing(Layout x, Layout y, Epilogue epilogue, VectorWidth width)
    {
        int wanted = y.Channels >= 4 ? 1 : y.Channels == 1 ? 4 : 2;
        int chains = Math.Max(1, Math.Min(wanted, (x.Channels + 15) / 16));
        bool isNarrow = Padding.RoundUp(x.Channels) == Padding.Lanes;
        bool halves = width.Lanes == Padding.Lanes && !isNarrow;
        return new DotTile(x, y, epilogue, isNarrow ? Padding.Lanes : width.Lanes, halves ? chains * 2 : chains, halves);
    }

    /// <summary>Writes straight-line code for one group of columns of one sample.</summary>
    public void EmitUnrolled(IndentedWriter writer, Segment column)
    {
        IReadOnlyList<Segment> segments = Segments;
        var started = new HashSet<string>();
        for (int s = 0; s < segments.Count; s++)
        {
            writer.Line($"{(s == 0 ? Vec.Type(Lanes) + " " : string.Empty)}x0 = {LoadX(segments[s], "x", segments[s].Offset)};");
            for (int c = 0; c < column.Valid; c++)
            {
                string sum = Sum(0, c, s % Chains);
                string weights = LoadW(segments[s], "w", ((column.Offset + c) * WeightStride) + segments[s].Offset);
                writer.Line(started.Add(sum)
                    ? $"{Vec.Type(Lanes)} {sum} = x0 * {weights};"
                    : $"{sum} = {Vec.MultiplyAdd(Lanes, "x0", weights, sum)};");
            }
        }

        EmitStores(writer, 1, column, string.Empty, column.Offset);
    }

    /// <summary>Writes a loop over the inputs for one group of columns, which starts at <c>j</c>, of several rows.</summary>
    public void EmitLoop(IndentedWriter writer, int rows, Segment column)
    {
        IReadOnlyList<Segment> segments = Segments;
        writer.Line("ref float xk = ref x;");
        writer.Line($"ref float wk = ref Unsafe.Add(ref w, j * {WeightStride});");
        for (int row = 0; row < rows; row++)
        {
            for (int c = 0; c < column.Valid; c++)
            {
                for (int chain = 0; chain < UsedChains; chain++)
                {
                    writer.Line($"{Vec.Type(Lanes)} {Sum(row, c, chain)} = {Vec.Zero(Lanes)};");
                }
            }
        }

        int step = UsedChains * rows * column.Valid >= 8 ? UsedChains : UsedChains * 2;
        int full = segments.Count(segment => segment.Lanes == Lanes && !segment.IsPartial);
        int whole = full / step * step;
        if (whole > 0)
        {
            using (writer.Block($"for (int k = 0; k < {whole * Lanes}; k += {step * Lanes})"))
            {
                EmitSteps(writer, rows, column, segments.Take(step), 0);
                writer.Line($"xk = ref Unsafe.Add(ref xk, {step * Lanes});");
                writer.Line($"wk = ref Unsafe.Add(ref wk, {step * Lanes});");
            }
        }

        EmitSteps(writer, rows, column, segments.Skip(whole), whole * Lanes);
        writer.Line("ref float yj = ref Unsafe.Add(ref y, j);");
        Epilogue.EmitReferences(writer);
        if (Epilogue.StartsFromBias)
        {
            writer.Line("ref float bj = ref Unsafe.Add(ref b, j);");
        }

        EmitStores(writer, rows, column, "j", 0);
    }

    private void EmitSteps(IndentedWriter writer, int rows, Segment column, IEnumerable<Segment> segments, int start)
    {
        int s = 0;
        foreach (Segment segment in segments)
        {
            using (writer.Block($"// Inputs +{segment.Offset - start} to +{segment.Offset - start + segment.Valid - 1}."))
            {
                for (int row = 0; row < rows; row++)
                {
                    writer.Line($"{Vec.Type(Lanes)} x{row} = {LoadX(segment, "xk", (row * X.Stride) + segment.Offset - start)};");
                }

                for (int c = 0; c < column.Valid; c++)
                {
                    writer.Line($"{Vec.Type(Lanes)} w{c} = {LoadW(segment, "wk", (c * WeightStride) + segment.Offset - start)};");
                    for (int row = 0; row < rows; row++)
                    {
                        string sum = Sum(row, c, s % Chains);
                        writer.Line($"{sum} = {Vec.MultiplyAdd(Lanes, $"x{row}", $"w{c}", sum)};");
                    }
                }
            }

            s++;
        }
    }

    private void EmitStores(IndentedWriter writer, int rows, Segment column, string suffix, int offset)
    {
        string y = "y" + suffix;
        // Half a vector of padding may follow the last group. Earlier groups are overwritten by the next group.
        bool clearsPadding = Y.IsPadded && Padding.RoundUp(Y.Channels) - Y.Channels >= Columns && (column.IsPartial || Y.Channels % Columns == 0);
        for (int row = 0; row < rows; row++)
        {
            string sums = string.Join(", ", Enumerable.Range(0, Columns).Select(c => c < column.Valid ? Total(row, c) : Vec.Zero(Lanes)));
            writer.Line($"{Vec.Type(Columns)} sum{row} = global::FcGen.Numerics.Reduction.Sum({sums});");
            string value = $"sum{row}";
            if (Epilogue.HasScale)
            {
                value = Vec.MultiplyAdd(Columns, value, Vec.Load(Columns, "scale" + suffix, offset), Vec.Load(Columns, "b" + suffix, offset));
            }
            else if (Epilogue.HasBias)
            {
                value = $"({value} + {Vec.Load(Columns, "b" + suffix, offset)})";
            }

            value = Epilogue.AddResidual(column with { Offset = offset }, value, row, suffix);
            if (Epilogue.Operator is not null)
            {
                value = Vec.Lower(2 * Columns, Vec.Activate(Epilogue.Operator, Vec.Widen(Columns, value)));
            }

            writer.Line(Vec.Store(column, value, y, (row * Y.Stride) + offset, Y.IsPadded));
            if (clearsPadding)
            {
                writer.Line(Vec.Store(Columns, Vec.Zero(Columns), y, (row * Y.Stride) + offset + Columns));
            }
        }
    }

    private string Total(int row, int column)
    {
        string Fold(IEnumerable<int> chains) => string.Join(" + ", chains.Select(chain => Sum(row, column, chain)));
        IEnumerable<int> all = Enumerable.Range(0, UsedChains);
        return HalvesAreChains && UsedChains > 1
            ? $"({Fold(all.Where(chain => chain % 2 == 0))}) + ({Fold(all.Where(chain => chain % 2 == 1))})"
            : Fold(all);
    }

    /// <summary>
    /// Whether to read whole vectors. Padding in the network's memory is zero, but the user's rows must not be read past their width.
    /// </summary>
    private string LoadX(Segment segment, string reference, int offset) =>
        Widen(segment, X.IsPadded ? Vec.Load(segment.Lanes, reference, offset) : Vec.Load(segment, reference, offset, isPadded: false));

    private string LoadW(Segment segment, string reference, int offset) => Widen(segment, Vec.Load(segment, reference, offset, isPadded: true));

    private string Widen(Segment segment, string value) => segment.Lanes == Lanes ? value : Vec.Widen(segment.Lanes, value);

    private static string Sum(int row, int column, int chain) => $"s{row}_{column}_{chain}";
}
