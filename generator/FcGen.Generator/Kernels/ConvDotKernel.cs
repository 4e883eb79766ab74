using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// Y = a convolution of X with few outputs, for samples: dot products of weights [tap row, output, inputs of the row] with the inputs of a row of taps,
/// which are neighbors in memory.
/// </summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Rows">The vertical dimension.</param>
/// <param name="Columns">The horizontal dimension, without dilation.</param>
/// <param name="X">One position of X, without gaps.</param>
/// <param name="Y">One position of Y.</param>
/// <param name="Epilogue">The work before a sum is stored.</param>
internal sealed record ConvDotKernel(string Name, Axis Rows, Axis Columns, Layout X, Layout Y, Epilogue Epilogue) : Kernel(Name)
{
    /// <summary>The loads for the products of a vector, and the instructions that sum the lanes of one output, in products of vectors.</summary>
    private const double LoadsPerProduct = 1.25;

    private const double LaneSumCost = 3;

    /// <summary>The inputs of a row of taps.</summary>
    private int Run => Columns.Taps * X.Channels;

    private int RowWeights => Y.Channels * Padding.WeightStride(Run);

    public override string Summary =>
        $"Y [samples, {Rows.Outputs}, {Columns.Outputs}, {Y.Channels}] = convolution of X [samples, {Rows.Inputs}, {Columns.Inputs}, {X.Channels}] with W "
        + $"[{Rows.Taps}, {Y.Channels}, {Columns.Taps} x {X.Channels}]{Epilogue.Description}, as dot products.";

    public override IReadOnlyList<string> Parameters => Epilogue.Parameters(hasRows: true);

    /// <summary>Whether dot products take clearly fewer instructions of 256 bits than vectors of outputs.</summary>
    public static bool IsFaster(Axis rows, Axis columns, int inputs, int outputs)
    {
        int vectors = Padding.RoundUp(columns.Taps * inputs) / Padding.Lanes;
        double dots = outputs * ((LoadsPerProduct * rows.Taps * vectors) + LaneSumCost);
        return columns.Dilation == 1 && 1.2 * dots < rows.Taps * columns.Taps * inputs * (Padding.RoundUp(outputs) / Padding.Lanes);
    }

    public override void EmitPortable(IndentedWriter writer)
    {
        string bias = Epilogue.StartsFromBias ? "ref b" : "ref Unsafe.NullRef<float>()";
        writer.Line(
            $"global::FcGen.Layers.PortableConvolution.Dots(ref x, ref w, {bias}, ref y, {Y.Stride}, rows, "
            + $"{ConvKernel.PortableShape(Rows, Columns, 1, X.Channels, Y.Channels, ZeroRows.None)});");
        Epilogue.EmitFinish(writer, Y, $"rows * {Rows.Outputs * Columns.Outputs}");
    }

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        // A row of X is followed by the inputs of later positions, not by zeros.
        var row = new Layout(1, Run, X.Stride * Columns.Stride, IsPadded: false);
        DotTile tile = DotTile.Agreeing(row, Y, Epilogue, width, chains: 1) with
        {
            JoinsRows = Y.Channels == 1,
            RowTaps = Rows.Taps == 1 ? null : (Rows.Taps, Rows.Dilation * Columns.Inputs * X.Stride, RowWeights),
        };
        IReadOnlyList<int> tiles = TileShape.Divide(Columns.Outputs, tile.Height(width));
        string[] references = [.. Epilogue.Parameters(hasRows: false)];
        using (BeginMethod(writer))
        {
            PositionLoops.Emit(writer, Rows, Columns, tiles, references, Epilogue.RowReferences(X, Y), MethodOf);
        }

        foreach (int rows in tiles.Distinct())
        {
            writer.Line();
            using (BeginMethod(writer, MethodOf(rows), string.Join(", ", references.Select(name => $"ref float {name}"))))
            {
                ColumnGroups.Emit(writer, DotTile.Groups(Y.Channels), group => tile.EmitLoop(writer, rows, group[0]));
            }
        }

        static string MethodOf(int rows) => $"{Method}_{rows}";
    }
}
