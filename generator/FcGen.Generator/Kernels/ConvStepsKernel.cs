using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// Y = a convolution of X for steps of a stream: each row of Y reads a row of X and earlier ones, in register tiles of steps x output channels. Each
/// element is the same chain over taps and inputs as in <see cref="ConvKernel"/>. The dilation is an argument, so that layers which differ in it share code.
/// </summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Taps">Number of rows that one output reads.</param>
/// <param name="Groups">Number of groups of channels.</param>
/// <param name="X">One row of X, with all its channels.</param>
/// <param name="Y">One row of Y, with all its channels.</param>
/// <param name="Epilogue">The work before a sum is stored.</param>
internal sealed record ConvStepsKernel(string Name, int Taps, int Groups, Layout X, Layout Y, Epilogue Epilogue) : Kernel(Name)
{
    /// <summary>The inputs of a tap that are written without a loop.</summary>
    private const int UnrolledInputs = 4;

    private int Inputs => X.Channels / Groups;

    private int Outputs => Y.Channels / Groups;

    private int WeightStride => Padding.WeightStride(Outputs);

    private bool IsGrouped => Groups > 1;

    private Epilogue End => Epilogue with { IsOfGroup = IsGrouped };

    /// <summary>The parameters of a tile.</summary>
    private IReadOnlyList<string> References => Epilogue.Parameters(hasRows: false);

    private bool HasDilation => Taps > 1;

    public override string Summary =>
        $"Y [rows, {Y.Channels}] = convolution of X [rows + {Taps - 1} x dilation, {X.Channels}] with W "
        + $"[{(IsGrouped ? $"{Groups}, " : string.Empty)}{Taps}, {Inputs}, {Outputs}]{Epilogue.Description}, in tiles of steps x channels.";

    public override IReadOnlyList<string> Parameters => [.. References, .. HasDilation ? new[] { "dilation" } : [], "rows"];

    public override void EmitPortable(IndentedWriter writer)
    {
        string bias = Epilogue.StartsFromBias ? "ref b" : "ref Unsafe.NullRef<float>()";
        string columns = HasDilation ? $"({Taps - 1} * dilation) + 1, 1, {Taps}, 1, dilation" : "1, 1, 1, 1, 1";
        writer.Line($"global::FcGen.Layers.ConvolutionShape shape = new(new(1, 1, 1, 1, 1), new({columns}), {Groups}, {Inputs}, {Outputs});");
        using (writer.Block("for (int row = 0; row < rows; row++)"))
        {
            writer.Line(
                $"global::FcGen.Layers.PortableConvolution.Forward(ref Unsafe.Add(ref x, row * {X.Stride}), {X.Stride}, ref w, {bias}, "
                + $"ref Unsafe.Add(ref y, row * {Y.Stride}), {Y.Stride}, 1, 0, 1, shape);");
        }

        writer.Line();
        Epilogue.EmitFinish(writer, Y, "rows");
    }

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        IReadOnlyList<Segment> segments = Segment.Cut(Outputs, width.Lanes);
        TileShape shape = TileShape.Choose(width, Budget.StreamSteps, segments.Count);
        int[] tiles = [.. Halves(shape.Rows[0])];
        using (BeginMethod(writer))
        {
            EmitGroups(writer, suffix => EmitDispatch(writer, tiles, suffix));
        }

        string signature = string.Join(", ", References.Select(name => $"ref float {name}")) + (HasDilation ? ", int dilation" : string.Empty);
        foreach (int tile in tiles)
        {
            writer.Line();
            using (BeginMethod(writer, TileName(tile), signature))
            {
                ColumnGroups.Emit(writer, ColumnGroups.Cut(segments, shape.Vectors), group => EmitTile(writer, width, tile, group));
            }
        }
    }

    private string TileName(int rows) => $"{Method}_{rows}x{Outputs}";

    /// <summary>A number, and its halves down to 1.</summary>
    private static IEnumerable<int> Halves(int rows)
    {
        for (; rows > 1; rows /= 2)
        {
            yield return rows;
        }

        yield return 1;
    }

    /// <summary>Writes code for each group, given the suffix of the references to its channels.</summary>
    private void EmitGroups(IndentedWriter writer, Action<string> body)
    {
        if (!IsGrouped)
        {
            body(string.Empty);
            return;
        }

        foreach (string name in References)
        {
            writer.Line($"ref float {name}g = ref {name};");
        }

        if (Y.Stride > Y.Channels)
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref y, rows * {Y.Stride}).Clear();");
        }

        using (writer.Block($"for (int group = 0; group < {Groups}; group++)"))
        {
            body("g");
            foreach (string name in References)
            {
                writer.Line($"{name}g = ref Unsafe.Add(ref {name}g, {(name == "x" ? Inputs : name == "w" ? Taps * Inputs * WeightStride : Outputs)});");
            }
        }
    }

    /// <summary>Writes the calls of tiles, the largest as often as it fits.</summary>
    private void EmitDispatch(IndentedWriter writer, IReadOnlyList<int> tiles, string suffix)
    {
        IReadOnlyList<(string Name, int Stride)> moving = Epilogue.RowReferences(X, Y);
        foreach ((string name, _) in moving)
        {
            writer.Line($"ref float {name}t = ref {name}{suffix};");
        }

        writer.Line("int left = rows;");
        foreach (int tile in tiles)
        {
            using (writer.Block($"while (left >= {tile})"))
            {
                string arguments = string.Join(", ", References.Select(p => $"ref {p}{(moving.Any(reference => reference.Name == p) ? "t" : suffix)}"));
                writer.Line($"{TileName(tile)}({arguments}{(HasDilation ? ", dilation" : string.Empty)});");
                foreach ((string name, int stride) in moving)
                {
                    writer.Line($"{name}t = ref Unsafe.Add(ref {name}t, {tile * stride});");
                }

                writer.Line($"left -= {tile};");
            }
        }
    }

    private void EmitTile(IndentedWriter writer, VectorWidth width, int rows, IReadOnlyList<Segment> group)
    {
        writer.Line("ref float wk = ref Unsafe.Add(ref w, j);");
        if (Epilogue.StartsFromBias)
        {
            writer.Line("ref float bj = ref Unsafe.Add(ref b, j);");
        }

        for (int row = 0; row < rows; row++)
        {
            Vec.EmitDeclarations(writer, group.Select((segment, g) => (segment.Lanes, TileStep.Sum(row, g), First(row, g, segment))));
        }

        if (HasDilation)
        {
            writer.Line("ref float xTap = ref x;");
            using (writer.Block($"for (int tap = 0; tap < {Taps}; tap++)"))
            {
                EmitInputs(writer, width, rows, group, "xTap");
                writer.Line($"xTap = ref Unsafe.Add(ref xTap, dilation * {X.Stride});");
            }
        }
        else
        {
            EmitInputs(writer, width, rows, group, "x");
        }

        writer.Line("ref float yj = ref Unsafe.Add(ref y, j);");
        Epilogue.EmitReferences(writer);
        for (int row = 0; row < rows; row++)
        {
            for (int g = 0; g < group.Count; g++)
            {
                Vec.EmitStore(
                    writer, group[g], End.Finish(group[g], TileStep.Sum(row, g), row, "j"), "yj", (row * Y.Stride) + group[g].Offset, Y.IsPadded && !IsGrouped);
            }
        }

        string First(int row, int g, Segment segment) => row > 0 ? TileStep.Sum(0, g)
            : Epilogue.StartsFromBias ? End.LoadVector(segment, "bj")
            : Vec.Zero(segment.Lanes);
    }

    /// <summary>Writes the products of the inputs of one tap.</summary>
    private void EmitInputs(IndentedWriter writer, VectorWidth width, int rows, IReadOnlyList<Segment> group, string x)
    {
        int unrolled = Inputs % UnrolledInputs == 0 ? UnrolledInputs : Inputs <= UnrolledInputs ? Inputs : 1;
        if (unrolled == Inputs)
        {
            EmitSteps(x);
            return;
        }

        writer.Line($"ref float xk = ref {x};");
        using (writer.Block($"for (int k = 0; k < {Inputs}; k += {unrolled})"))
        {
            EmitSteps("xk");
            writer.Line($"xk = ref Unsafe.Add(ref xk, {unrolled});");
        }

        void EmitSteps(string from)
        {
            for (int i = 0; i < unrolled; i++)
            {
                TileStep.Emit(
                    writer,
                    width,
                    group,
                    rows,
                    ($"value{i}_", from, row => (row * X.Stride) + i),
                    ($"w{i}_", segment => Vec.Load(segment.Lanes, "wk", (i * WeightStride) + segment.Offset)));
            }

            writer.Line($"wk = ref Unsafe.Add(ref wk, {unrolled * WeightStride});");
        }
    }
}
