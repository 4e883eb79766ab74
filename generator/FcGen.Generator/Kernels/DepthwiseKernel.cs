using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// Y = a depthwise convolution of X, for samples: each channel is the sum of the products of its inputs and weights [tap, channel], in tiles of
/// positions. Each element is one chain over the taps in order.
/// </summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Rows">The vertical dimension.</param>
/// <param name="Columns">The horizontal dimension.</param>
/// <param name="X">One position of X.</param>
/// <param name="Y">One position of Y.</param>
/// <param name="Epilogue">The work before a sum is stored.</param>
internal sealed record DepthwiseKernel(string Name, Axis Rows, Axis Columns, Layout X, Layout Y, Epilogue Epilogue) : Kernel(Name)
{
    /// <summary>The positions of a tile: chains that hide the latency of additions, with room for the weights of a row of taps.</summary>
    private const int MostPositions = 8;

    private int Channels => Y.Channels;

    private int WeightStride => Padding.WeightStride(Channels);

    public override string Summary =>
        $"Y [samples, {Rows.Outputs}, {Columns.Outputs}, {Channels}] = depthwise convolution of X [samples, {Rows.Inputs}, {Columns.Inputs}, {Channels}] with W "
        + $"[{Rows.Taps}, {Columns.Taps}, {Channels}]{Epilogue.Description}, in tiles of positions.";

    public override IReadOnlyList<string> Parameters => Epilogue.Parameters(hasRows: true);

    public override void EmitPortable(IndentedWriter writer)
    {
        string bias = Epilogue.StartsFromBias ? "ref b" : "ref Unsafe.NullRef<float>()";
        writer.Line(
            $"global::FcGen.Layers.PortableConvolution.Depthwise(ref x, {X.Stride}, ref w, {bias}, ref y, {Y.Stride}, rows, "
            + $"{ConvKernel.PortableShape(Rows, Columns, Channels, 1, 1, ZeroRows.None)});");
        Epilogue.EmitFinish(writer, Y, $"rows * {Rows.Outputs * Columns.Outputs}");
    }

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        IReadOnlyList<int> tiles = TileShape.Divide(Columns.Outputs, MostPositions);
        string[] references = [.. Epilogue.Parameters(hasRows: false)];
        using (BeginMethod(writer))
        {
            PositionLoops.Emit(writer, Rows, Columns, tiles, references, Epilogue.RowReferences(X, Y), tile => $"{Method}_{tile}");
        }

        foreach (int tile in tiles.Distinct())
        {
            writer.Line();
            using (BeginMethod(writer, $"{Method}_{tile}", string.Join(", ", references.Select(name => $"ref float {name}"))))
            {
                ColumnGroups.Emit(writer, ColumnGroups.Cut(Segment.Cut(Channels, width.Lanes), 1), group => EmitTile(writer, tile, group[0]));
            }
        }
    }

    private void EmitTile(IndentedWriter writer, int positions, Segment segment)
    {
        string type = Vec.Type(segment.Lanes);
        if (Epilogue.StartsFromBias)
        {
            writer.Line("ref float bj = ref Unsafe.Add(ref b, j);");
        }

        for (int p = 0; p < positions; p++)
        {
            string first = p > 0 ? TileStep.Sum(0, 0) : Epilogue.StartsFromBias ? Epilogue.LoadVector(segment, "bj") : Vec.Zero(segment.Lanes);
            writer.Line($"{type} {TileStep.Sum(p, 0)} = {first};");
        }

        writer.Line("ref float xk = ref Unsafe.Add(ref x, j);");
        writer.Line("ref float wk = ref Unsafe.Add(ref w, j);");
        using (writer.Block($"for (int k = 0; k < {Rows.Taps}; k++)"))
        {
            for (int tap = 0; tap < Columns.Taps; tap++)
            {
                writer.Line($"{type} w{tap} = {Vec.Load(segment.Lanes, "wk", tap * WeightStride)};");
            }

            // Each input is loaded once and used by all outputs that read it, from the last tap of the first output to the first tap of the last.
            for (int input = 0; input <= ((positions - 1) * Columns.Stride) + Columns.Reach; input++)
            {
                (int Position, int Tap)[] uses =
                [
                    .. Enumerable.Range(0, positions).SelectMany(p => Enumerable.Range(0, Columns.Taps).Select(tap => (Position: p, Tap: tap)))
                        .Where(use => (use.Position * Columns.Stride) + (use.Tap * Columns.Dilation) == input),
                ];
                if (uses.Length == 0)
                {
                    continue;
                }

                writer.Line($"{type} x{input} = {Vec.Load(segment, "xk", input * X.Stride, X.IsPadded)};");
                foreach ((int p, int tap) in uses)
                {
                    writer.Line($"{TileStep.Sum(p, 0)} = {Vec.MultiplyAdd(segment.Lanes, $"x{input}", $"w{tap}", TileStep.Sum(p, 0))};");
                }
            }

            writer.Line($"xk = ref Unsafe.Add(ref xk, {Rows.Dilation * Columns.Inputs * X.Stride});");
            writer.Line($"wk = ref Unsafe.Add(ref wk, {Columns.Taps * WeightStride});");
        }

        writer.Line("ref float yj = ref Unsafe.Add(ref y, j);");
        Epilogue.EmitReferences(writer);
        for (int p = 0; p < positions; p++)
        {
            Vec.EmitStore(writer, segment, Epilogue.Finish(segment, TileStep.Sum(p, 0), p, "j"), "yj", p * Y.Stride, Y.IsPadded);
        }
    }
}
