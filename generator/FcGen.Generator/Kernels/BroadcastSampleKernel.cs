using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// y = x W for one sample, W [inner, columns]: each input is broadcast and multiplied with a vector of adjacent columns.
/// Several chains of sums per column, over every n-th input, hide the latency of the multiply-add.
/// </summary>
internal sealed record BroadcastSampleKernel(string Name, Layout X, Layout Y, Epilogue Epilogue, bool IsUnrolled) : SampleKernel(Name, X, Y, IsUnrolled)
{
    public override string Summary =>
        $"y [{Y.Channels}] = x [{X.Channels}] W [{X.Channels}, {Y.Channels}]{Epilogue.Description}, {(IsUnrolled ? "straight-line" : "in tiles")}.";

    public override IReadOnlyList<string> Parameters => Epilogue.Parameters(hasRows: false);

    /// <summary>
    /// The chains per column. They depend only on the shape, so that all widths add in the same order and produce the same bits.
    /// A row with fewer vectors needs more chains to keep both multipliers busy (4 cycles, 2 ports: at least 8).
    /// </summary>
    private int Chains
    {
        get
        {
            int vectors = Padding.RoundUp(Y.Channels) / Padding.Lanes;
            int chains = vectors >= 8 ? 3 : vectors >= 4 ? 4 : vectors >= 2 ? 6 : 8;
            return Math.Max(1, Math.Min(chains, X.Channels / 2));
        }
    }

    public override void EmitPortable(IndentedWriter writer) => Epilogue.EmitPortable(writer, "NN", X, Y, Padding.WeightStride(Y.Channels), "1");

    public override long WeightBytes => (long)X.Channels * Padding.WeightStride(Y.Channels) * sizeof(float);

    public override int Instructions(VectorWidth width) => X.Channels * Segment.Cut(Y.Channels, width.Lanes).Count;

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        if (IsUnrolled && CanUnroll(width, Instructions(width)))
        {
            UnrolledMethods.Emit(
                writer, this, Method, Groups(width, isUnrolled: true), group => group.Count * X.Channels, group => EmitUnrolledGroup(writer, group));
            return;
        }

        using (BeginMethod(writer))
        {
            EmitBody(writer, width, isUnrolled: false);
        }
    }

    public override void EmitBody(IndentedWriter writer, VectorWidth width, bool isUnrolled)
    {
        IReadOnlyList<IReadOnlyList<Segment>> groups = Groups(width, isUnrolled);
        if (!isUnrolled)
        {
            ColumnGroups.Emit(writer, groups, group => EmitTiledGroup(writer, group));
            return;
        }

        foreach (IReadOnlyList<Segment> group in groups)
        {
            EmitUnrolledGroup(writer, group);
        }
    }

    private IReadOnlyList<IReadOnlyList<Segment>> Groups(VectorWidth width, bool isUnrolled)
    {
        int vectors = width.OfSample.Accumulators / Chains;
        int most = isUnrolled ? Math.Min(vectors, Budget.MethodInstructions / X.Channels) : vectors;
        return ColumnGroups.Cut(Segment.Cut(Y.Channels, width.Lanes), Math.Max(1, most));
    }

    private void EmitUnrolledGroup(IndentedWriter writer, IReadOnlyList<Segment> group)
    {
        int first = group[0].Offset;
        Segment last = group[group.Count - 1];
        using (writer.Block($"// Columns {first} to {last.Offset + last.Valid - 1}: {Count(group.Count, "vector")} x {Count(Chains, "chain")}."))
        {
            EmitInputVariables(writer, group);
            for (int k = 0; k < X.Channels; k++)
            {
                Input(group, k).EmitLoad(writer, "x", k, declares: false);
                for (int g = 0; g < group.Count; g++)
                {
                    Segment segment = group[g];
                    string sum = Sum(g, k % Chains);
                    string weights = Vec.Load(segment.Lanes, "w", (k * Padding.WeightStride(Y.Channels)) + segment.Offset);
                    string input = Input(group, k).For(segment);
                    string start = k == 0 && Epilogue.StartsFromBias ? Vec.MultiplyAdd(segment.Lanes, input, weights, Vec.Load(segment.Lanes, "b", segment.Offset))
                        : k < Chains ? $"{input} * {weights}"
                        : Vec.MultiplyAdd(segment.Lanes, input, weights, sum);
                    writer.Line($"{(k < Chains ? Vec.Type(segment.Lanes) + " " : string.Empty)}{sum} = {start};");
                }
            }

            EmitStores(writer, group, string.Empty);
        }
    }

    private void EmitTiledGroup(IndentedWriter writer, IReadOnlyList<Segment> group)
    {
        int stride = Padding.WeightStride(Y.Channels);
        int step = Chains * group.Count >= 12 ? Chains : Chains * 2;
        int whole = X.Channels / step * step;
        writer.Line("ref float xk = ref x;");
        writer.Line("ref float wk = ref Unsafe.Add(ref w, j);");
        writer.Line("ref float yj = ref Unsafe.Add(ref y, j);");
        Epilogue.EmitReferences(writer);
        if (Epilogue.StartsFromBias)
        {
            writer.Line("ref float bj = ref Unsafe.Add(ref b, j);");
        }

        for (int chain = 0; chain < Chains; chain++)
        {
            Vec.EmitDeclarations(writer, group.Select((segment, g) => (segment.Lanes, Sum(g, chain), Start(chain, segment))));
        }

        EmitInputVariables(writer, group);
        if (whole > 0)
        {
            using (writer.Block($"for (int k = 0; k < {whole}; k += {step})"))
            {
                EmitSteps(writer, group, step);
                writer.Line($"xk = ref Unsafe.Add(ref xk, {step});");
                writer.Line($"wk = ref Unsafe.Add(ref wk, {step * stride});");
            }
        }

        EmitSteps(writer, group, X.Channels - whole);
        EmitStores(writer, group, "j");

        string Start(int chain, Segment segment) =>
            chain == 0 && Epilogue.StartsFromBias ? Vec.Load(segment.Lanes, "bj", segment.Offset) : Vec.Zero(segment.Lanes);
    }

    private void EmitSteps(IndentedWriter writer, IReadOnlyList<Segment> group, int steps)
    {
        for (int k = 0; k < steps; k++)
        {
            Input(group, k).EmitLoad(writer, "xk", k, declares: false);
            for (int g = 0; g < group.Count; g++)
            {
                string weights = Vec.Load(group[g].Lanes, "wk", (k * Padding.WeightStride(Y.Channels)) + group[g].Offset);
                string sum = Sum(g, k % Chains);
                writer.Line($"{sum} = {Vec.MultiplyAdd(group[g].Lanes, Input(group, k).For(group[g]), weights, sum)};");
            }
        }
    }

    private void EmitStores(IndentedWriter writer, IReadOnlyList<Segment> group, string suffix)
    {
        for (int g = 0; g < group.Count; g++)
        {
            string total = Vec.Total([.. Enumerable.Range(0, Chains).Select(chain => Sum(g, chain))]);
            Vec.EmitStore(writer, group[g], Epilogue.Finish(group[g], total, 0, suffix), "y" + suffix, group[g].Offset, Y.IsPadded);
        }
    }

    /// <summary>One variable per chain for the broadcast inputs.</summary>
    private void EmitInputVariables(IndentedWriter writer, IReadOnlyList<Segment> group) =>
        writer.Line($"{Input(group, 0).Type} {string.Join(", ", Enumerable.Range(0, Chains).Select(chain => $"x_{chain}"))};");

    private Broadcast Input(IReadOnlyList<Segment> group, int k) => new(group, $"x_{k % Chains}");

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static string Sum(int vector, int chain) => $"s{vector}_{chain}";
}
