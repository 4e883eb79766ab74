using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// y = x W for one sample and weights that exceed the caches near the core. A few rows of W are read at a time from left to right, so that memory
/// is read sequentially. Sums continue in y, each as one chain over the inputs in order.
/// </summary>
internal sealed record StreamedSampleKernel(string Name, Layout X, Layout Y, Epilogue Epilogue) : Kernel(Name)
{
    /// <summary>The rows of W at a time. The hardware prefetches each row as a stream.</summary>
    private const int Streams = 8;

    public override string Summary => $"y [{Y.Channels}] = x [{X.Channels}] W [{X.Channels}, {Y.Channels}]{Epilogue.Description}, {Streams} rows of W at a time.";

    public override IReadOnlyList<string> Parameters => Epilogue.Parameters(hasRows: false);

    private int WeightStride => Padding.WeightStride(Y.Channels);

    public override void EmitPortable(IndentedWriter writer) => Epilogue.EmitPortable(writer, "NN", X, Y, WeightStride, "1");

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        int rest = X.Channels % Streams;
        using (BeginMethod(writer))
        {
            Epilogue.EmitStart(writer, Y, "1");
            if (X.Channels >= Streams)
            {
                using (writer.Block($"for (int k = 0; k < {X.Channels - rest}; k += {Streams})"))
                {
                    writer.Line($"{Method}_{Streams}(ref Unsafe.Add(ref x, k), ref Unsafe.Add(ref w, k * {WeightStride}), ref y);");
                }
            }

            if (rest > 0)
            {
                writer.Line($"{Method}_{rest}({Vec.Ref("x", X.Channels - rest)}, {Vec.Ref("w", (X.Channels - rest) * WeightStride)}, ref y);");
            }

            Epilogue.EmitFinish(writer, Y, "1");
        }

        foreach (int rows in new[] { X.Channels < Streams ? 0 : Streams, rest }.Where(rows => rows > 0))
        {
            writer.Line();
            using (BeginMethod(writer, $"{Method}_{rows}", "ref float x, ref float w, ref float y"))
            {
                EmitRows(writer, width, rows);
            }
        }
    }

    private void EmitRows(IndentedWriter writer, VectorWidth width, int rows)
    {
        IReadOnlyList<IReadOnlyList<Segment>> groups = ColumnGroups.Cut(Segment.Cut(Y.Channels, width.Lanes), 2);
        Broadcast Input(IReadOnlyList<Segment> group, int row) => new(group, $"x{row}");
        for (int row = 0; row < rows; row++)
        {
            Input(groups[0], row).EmitLoad(writer, "x", row, declares: true);
        }

        ColumnGroups.Emit(writer, groups, group =>
        {
            writer.Line("ref float wj = ref Unsafe.Add(ref w, j);");
            writer.Line("ref float yj = ref Unsafe.Add(ref y, j);");
            for (int g = 0; g < group.Count; g++)
            {
                writer.Line($"{Vec.Type(group[g].Lanes)} s{g} = {Vec.Load(group[g], "yj", group[g].Offset, Y.IsPadded)};");
            }

            for (int row = 0; row < rows; row++)
            {
                for (int g = 0; g < group.Count; g++)
                {
                    string x = groups[0][0].Lanes == group[g].Lanes ? $"x{row}" : Vec.Lower(groups[0][0].Lanes, $"x{row}");
                    string weights = Vec.Load(group[g].Lanes, "wj", (row * WeightStride) + group[g].Offset);
                    writer.Line($"s{g} = {Vec.MultiplyAdd(group[g].Lanes, x, weights, $"s{g}")};");
                }
            }

            for (int g = 0; g < group.Count; g++)
            {
                Vec.EmitStore(writer, group[g], $"s{g}", "yj", group[g].Offset, Y.IsPadded);
            }
        });
    }
}
