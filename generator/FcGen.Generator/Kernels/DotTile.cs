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
/// Whether even and odd chains of 256 bits represent the halves of a vector twice as wide, so that all widths add in the same order. With 128 bits,
/// two chains each represent one of 256 bits.
/// </param>
/// <param name="Together">The columns that are computed in one pass over the inputs: those whose sums fit in registers.</param>
internal sealed record DotTile(Layout X, Layout Y, Epilogue Epilogue, int Lanes, int Chains, bool HalvesAreChains, int Together)
{
    /// <summary>The products whose lanes are summed together.</summary>
    public const int Columns = 4;

    /// <summary>
    /// The rows of taps of a convolution: their number, and the distances between their inputs and between their weights. Null if there is one.
    /// </summary>
    public (int Count, int Inputs, int Weights)? RowTaps { get; init; }

    /// <summary>Whether the lanes of up to four rows of a single column are summed together.</summary>
    public bool JoinsRows { get; init; }

    private int WeightStride => Padding.WeightStride(X.Channels);

    private IReadOnlyList<Segment> Segments => Segment.Cut(X.Channels, Lanes);

    /// <summary>The vectors of a row of X.</summary>
    public int Vectors => Segments.Count;

    private int UsedChains => Math.Min(Chains, Segments.Count);

    /// <summary>Whether the lanes are those of half a vector of 256 bits.</summary>
    private bool IsHalf => Lanes < Padding.Lanes;

    /// <summary>Groups of columns. Each is stored with its own padding.</summary>
    public static IReadOnlyList<IReadOnlyList<Segment>> Groups(int columns) =>
        ColumnGroups.Cut([.. Segment.Cut(columns, Columns).Select(segment => segment with { Gap = 0 })], 1);

    /// <summary>
    /// Returns the tile for a vector width with which all widths produce the same bits. The number of chains for 512 bits depends only on
    /// the shape, and narrower vectors use twice as many for each half.
    /// </summary>
    public static DotTile Agreeing(Layout x, Layout y, Epilogue epilogue, VectorWidth width) =>
        Agreeing(x, y, epilogue, width, y.Channels >= 4 ? 1 : y.Channels == 1 ? 4 : 2);

    /// <summary>The same with a number of chains for 512 bits, or fewer if a row has fewer vectors.</summary>
    public static DotTile Agreeing(Layout x, Layout y, Epilogue epilogue, VectorWidth width, int chains)
    {
        chains = Math.Max(1, Math.Min(chains, (x.Channels + 15) / 16));
        bool isNarrow = Padding.RoundUp(x.Channels) == Padding.Lanes;
        bool halves = width.Lanes <= Padding.Lanes && !isNarrow;
        return Create(x, y, epilogue, width, halves ? chains * 2 : chains, halves);
    }

    /// <summary>Returns the tile with the fewest chains for a vector width. 128 and 256 bits produce the same bits, and 512 bits others.</summary>
    public static DotTile Shortest(Layout x, Layout y, Epilogue epilogue, VectorWidth width) =>
        Create(x, y, epilogue, width, chains: 1, halvesAreChains: false);

    /// <summary>The rows of a tile whose sums fit in registers, up to 4.</summary>
    public int Height(VectorWidth width)
    {
        int sums = Math.Min(Y.Channels, Together) * Chains;
        int fitting = width.IsFused ? width.Accumulators / sums : (width.Registers - 2) / (sums + 1);
        return Math.Max(1, Math.Min(4, fitting));
    }

    private static DotTile Create(Layout x, Layout y, Epilogue epilogue, VectorWidth width, int chains, bool halvesAreChains)
    {
        if (width.Lanes >= Padding.Lanes)
        {
            int lanes = Padding.RoundUp(x.Channels) == Padding.Lanes ? Padding.Lanes : width.Lanes;
            return new DotTile(x, y, epilogue, lanes, chains, halvesAreChains, Columns);
        }

        // Pairs of chains, in the order of 256 bits.
        chains *= 2;
        return new DotTile(x, y, epilogue, width.Lanes, chains, halvesAreChains, width.Accumulators >= 2 * Columns * chains ? Columns : Columns / 2);
    }

    /// <summary>Writes straight-line code for one group of columns of one sample.</summary>
    public void EmitUnrolled(IndentedWriter writer, Segment column)
    {
        IReadOnlyList<Segment> segments = Segments;
        var started = new HashSet<string>();
        foreach (IReadOnlyList<int> columns in Passes(column))
        {
            for (int s = 0; s < segments.Count; s++)
            {
                writer.Line($"{(started.Count == 0 ? Vec.Type(Lanes) + " " : string.Empty)}x0 = {LoadX(segments[s], "x", segments[s].Offset)};");
                foreach (int c in columns)
                {
                    string sum = Sum(0, c, s % Chains);
                    string weights = LoadW(segments[s], "w", ((column.Offset + c) * WeightStride) + segments[s].Offset);
                    writer.Line(started.Add(sum)
                        ? $"{Vec.Type(Lanes)} {sum} = x0 * {weights};"
                        : $"{sum} = {Vec.MultiplyAdd(Lanes, "x0", weights, sum)};");
                }
            }

            EmitHalves(writer, 1, columns);
        }

        EmitStores(writer, 1, column, string.Empty, column.Offset);
    }

    /// <summary>Writes a loop over the inputs for one group of columns, which starts at <c>j</c>, of several rows.</summary>
    public void EmitLoop(IndentedWriter writer, int rows, Segment column)
    {
        foreach (IReadOnlyList<int> columns in Passes(column))
        {
            EmitPass(writer, rows, columns);
            EmitHalves(writer, rows, columns);
        }

        writer.Line("ref float yj = ref Unsafe.Add(ref y, j);");
        Epilogue.EmitReferences(writer);
        if (Epilogue.StartsFromBias)
        {
            writer.Line("ref float bj = ref Unsafe.Add(ref b, j);");
        }

        EmitStores(writer, rows, column, "j", 0);
    }

    /// <summary>The columns of each pass over the inputs.</summary>
    private IEnumerable<IReadOnlyList<int>> Passes(Segment column)
    {
        for (int first = 0; first < column.Valid; first += Together)
        {
            yield return [.. Enumerable.Range(first, Math.Min(Together, column.Valid - first))];
        }
    }

    private void EmitPass(IndentedWriter writer, int rows, IReadOnlyList<int> columns)
    {
        string declaration = columns[0] == 0 ? "ref float " : string.Empty;
        string suffix = RowTaps is null ? "k" : "r";
        writer.Line($"{declaration}x{suffix} = ref x;");
        writer.Line($"{declaration}w{suffix} = ref Unsafe.Add(ref w, j * {WeightStride});");
        for (int row = 0; row < rows; row++)
        {
            Vec.EmitDeclarations(
                writer, columns.SelectMany(c => Enumerable.Range(0, UsedChains).Select(chain => (Lanes, Sum(row, c, chain), Vec.Zero(Lanes)))));
        }

        if (RowTaps is not { } taps)
        {
            EmitInputs(writer, rows, columns);
            return;
        }

        using (writer.Block($"for (int tap = 0; tap < {taps.Count}; tap++)"))
        {
            writer.Line("ref float xk = ref xr;");
            writer.Line("ref float wk = ref wr;");
            EmitInputs(writer, rows, columns);
            writer.Line($"xr = ref Unsafe.Add(ref xr, {taps.Inputs});");
            writer.Line($"wr = ref Unsafe.Add(ref wr, {taps.Weights});");
        }
    }

    private void EmitInputs(IndentedWriter writer, int rows, IReadOnlyList<int> columns)
    {
        IReadOnlyList<Segment> segments = Segments;
        int step = UsedChains * rows * columns.Count >= 8 ? UsedChains : UsedChains * 2;
        int full = segments.Count(segment => segment.Lanes == Lanes && !segment.IsPartial);
        int whole = full / step * step;
        if (whole > 0)
        {
            using (writer.Block($"for (int k = 0; k < {whole * Lanes}; k += {step * Lanes})"))
            {
                EmitSteps(writer, rows, columns, segments.Take(step), 0);
                writer.Line($"xk = ref Unsafe.Add(ref xk, {step * Lanes});");
                writer.Line($"wk = ref Unsafe.Add(ref wk, {step * Lanes});");
            }
        }

        EmitSteps(writer, rows, columns, segments.Skip(whole), whole * Lanes);
    }

    private void EmitSteps(IndentedWriter writer, int rows, IReadOnlyList<int> columns, IEnumerable<Segment> segments, int start)
    {
        int s = 0;
        foreach (Segment segment in segments)
        {
            using (writer.Block($"// Inputs +{segment.Offset - start} to +{segment.Offset - start + segment.Valid - 1}."))
            {
                Vec.EmitDeclarations(
                    writer, Enumerable.Range(0, rows).Select(row => (Lanes, $"x{row}", LoadX(segment, "xk", (row * X.Stride) + segment.Offset - start))));

                foreach (int c in columns)
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
        if (JoinsRows)
        {
            EmitJoinedStores(writer, rows, suffix);
            return;
        }

        string y = "y" + suffix;
        // Half a vector of padding may follow the last group. Earlier groups are overwritten by the next group.
        bool clearsPadding = Y.IsPadded && Padding.RoundUp(Y.Channels) - Y.Channels >= Columns && (column.IsPartial || Y.Channels % Columns == 0);
        for (int row = 0; row < rows; row++)
        {
            writer.Line($"{Vec.Type(Columns)} sum{row} = {SumOfLanes(column.Valid, c => (row, c))};");
            string value = $"sum{row}";
            if (Epilogue.HasScale)
            {
                (string scale, string bias) = (Vec.Load(Columns, "scale" + suffix, offset), Vec.Load(Columns, "b" + suffix, offset));
                value = IsHalf ? Vec.MultiplyAdd(Columns, value, scale, bias) : Vec.FusedMultiplyAdd(value, scale, bias);
            }
            else if (Epilogue.HasBias)
            {
                value = $"({value} + {Vec.Load(Columns, "b" + suffix, offset)})";
            }

            value = Vec.Activate(Epilogue.Operator, Epilogue.AddResidual(column with { Offset = offset }, value, row, suffix));
            Vec.EmitStore(writer, column, value, y, (row * Y.Stride) + offset, Y.IsPadded);
            if (clearsPadding)
            {
                writer.Line(Vec.Store(Columns, Vec.Zero(Columns), y, (row * Y.Stride) + offset + Columns));
            }
        }
    }

    /// <summary>Writes the end of a single column, with a row in each lane.</summary>
    private void EmitJoinedStores(IndentedWriter writer, int rows, string suffix)
    {
        writer.Line($"{Vec.Type(Columns)} sums = {SumOfLanes(rows, row => (row, 0))};");
        string value = "sums";
        string Same(string reference) => $"Vector128.Create<float>({reference}{suffix})";
        if (Epilogue.HasScale)
        {
            value = IsHalf ? Vec.MultiplyAdd(Columns, value, Same("scale"), Same("b")) : Vec.FusedMultiplyAdd(value, Same("scale"), Same("b"));
        }
        else if (Epilogue.HasBias)
        {
            value = $"({value} + {Same("b")})";
        }

        if (Epilogue.Residual is { } residual)
        {
            IEnumerable<string> elements = Enumerable.Range(0, Columns).Select(row => row < rows ? Vec.Element("r" + suffix, row * residual.Stride) : "0f");
            value = $"({value} + Vector128.Create({string.Join(", ", elements)}))";
        }

        writer.Line($"{Vec.Type(Columns)} results = {Vec.Activate(Epilogue.Operator, value)};");
        for (int row = 0; row < rows; row++)
        {
            string element = $"Vector128.GetElement<float>(results, {row})";
            int offset = row * Y.Stride;
            if (Y.IsPadded)
            {
                writer.Line(Vec.Store(Columns, $"Vector128.CreateScalar<float>({element})", "y" + suffix, offset));
                writer.Line(Vec.Store(Columns, Vec.Zero(Columns), "y" + suffix, offset + Columns));
            }
            else
            {
                writer.Line($"{Vec.Element("y" + suffix, offset)} = {element};");
            }
        }
    }

    /// <summary>
    /// Writes the sums of the chains for the lower and the upper halves of vectors of 256 bits, so that their registers are free.
    /// </summary>
    private void EmitHalves(IndentedWriter writer, int rows, IReadOnlyList<int> columns)
    {
        if (!IsHalf)
        {
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            foreach (int c in columns)
            {
                for (int half = 0; half < 2; half++)
                {
                    writer.Line($"{Vec.Type(Lanes)} {Half(row, c, half)} = {Total(row, c, Enumerable.Range(0, (UsedChains + 1) / 2), pair => (2 * pair) + half)};");
                }
            }
        }
    }

    /// <summary>The sums of the lanes of some products, in one vector. Each product is that of a row and a column.</summary>
    private string SumOfLanes(int count, Func<int, (int Row, int Column)> product)
    {
        string Reduce(Func<int, int, string> total) => $"global::FcGen.Numerics.Reduction.Sum({string.Join(", ", Enumerable.Range(0, Columns).Select(lane =>
            lane < count ? total(product(lane).Row, product(lane).Column) : Vec.Zero(Lanes)))})";
        return IsHalf
            ? $"{Reduce((row, column) => Half(row, column, 0))} + {Reduce((row, column) => Half(row, column, 1))}"
            : Reduce((row, column) => Total(row, column, Enumerable.Range(0, UsedChains), chain => chain));
    }

    /// <summary>The sum of chains of 256 bits; one that is not used is zero.</summary>
    private string Total(int row, int column, IEnumerable<int> chains, Func<int, int> chainOf)
    {
        string Fold(IEnumerable<int> some) => string.Join(" + ", some.Select(chain => chainOf(chain) < UsedChains ? Sum(row, column, chainOf(chain)) : Vec.Zero(Lanes)));
        int[] all = [.. chains];
        return HalvesAreChains && all.Length > 1
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

    private static string Half(int row, int column, int half) => $"t{row}_{column}_{half}";
}
