using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// A kernel on windows of positions, with lanes along the channels. Windows inside the inputs are straight-line code without branches.
/// Others, and large windows, are loops over the positions inside the inputs. One channel, and hardware without vectors, use floats.
/// </summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Windows">The windows.</param>
/// <param name="Channels">Number of channels.</param>
internal abstract record WindowKernel(string Name, PoolWindows Windows, int Channels) : Kernel(Name)
{
    /// <summary>The vectors of a window that are computed together.</summary>
    private const int MaxVectors = 4;

    private const string WindowMethod = Method + "_Window";

    /// <summary>The matrices with a row for each input of a window, with the layouts of their rows.</summary>
    protected abstract IReadOnlyList<(string Name, Layout Row)> Inputs { get; }

    /// <summary>The matrices with a row for each window, with the layouts of their rows.</summary>
    protected abstract IReadOnlyList<(string Name, Layout Row)> Outputs { get; }

    /// <summary>The matrix that is written.</summary>
    protected abstract (string Name, Layout Row) Result { get; }

    /// <summary>Whether values are added to those before.</summary>
    protected virtual bool Adds => false;

    private IEnumerable<string> WindowNumbers => new[] { Index("row", Windows.Rows), Index("column", Windows.Columns) }.Where(index => index != "0");

    private IEnumerable<(string Name, Layout Row, int Positions)> Matrices => Inputs.Select(input => (input.Name, input.Row, Windows.Inputs))
        .Concat(Outputs.Select(output => (output.Name, output.Row, Windows.Outputs)));

    private bool AreAllUnrolled => Windows.AreUnrolled && Windows.AreAllInside;

    public override void Emit(IndentedWriter writer, VectorWidth width)
    {
        int lanes = Channels == 1 ? 1 : width.Lanes;
        using (BeginMethod(writer))
        {
            EmitSamples(writer, lanes, () => EmitWindows(writer, lanes));
        }

        if (!AreAllUnrolled)
        {
            writer.Line();
            string signature = string.Join(", ", Inputs.Select(input => $"ref float {input.Name}")
                .Concat(Outputs.Select(output => $"ref float {At(output.Name)}")).Concat(WindowNumbers.Select(number => $"int {number}")));
            using (BeginMethod(writer, WindowMethod, signature))
            {
                EmitWindow(writer, lanes);
            }
        }
    }

    public override void EmitPortable(IndentedWriter writer) => EmitSamples(writer, 1, () => EmitEach(writer, "0", Windows.Rows.Outputs, "0", Windows.Columns.Outputs, () =>
        EmitWindow(writer, 1)));

    /// <summary>Writes a window inside the inputs, whose references are at its first position, for some columns.</summary>
    protected abstract void EmitUnrolled(IndentedWriter writer, IReadOnlyList<Segment> group);

    /// <summary>
    /// Writes a window for some columns, in loops from <c>top</c> to <c>bottom</c> and from <c>left</c> to <c>right</c>
    /// (<see cref="EmitPositions"/>).
    /// </summary>
    protected abstract void EmitLoops(IndentedWriter writer, IReadOnlyList<Segment> group);

    /// <summary>
    /// Writes the preparation of a window for all columns, after <c>top</c>, <c>bottom</c>, <c>left</c> and <c>right</c>.
    /// </summary>
    protected virtual void EmitBeforeLoops(IndentedWriter writer)
    {
    }

    /// <summary>Name of the reference to a row of a matrix.</summary>
    protected static string At(string matrix) => matrix + "At";

    /// <summary>A row of a matrix from column <c>j</c> on.</summary>
    protected static string Columns(string matrix) => $"Unsafe.Add(ref {At(matrix)}, j)";

    /// <summary>
    /// Writes a loop over the positions of a window in a row <c>i</c> of the inputs, with a reference to the row of a matrix.
    /// </summary>
    protected void EmitPositions(IndentedWriter writer, (string Name, Layout Row) matrix, Action body)
    {
        using (writer.Block($"for (int k = left; k < right; k{Step(Windows.Columns.Dilation)})"))
        {
            string position = Windows.Rows == PoolAxis.Single ? "k" : $"((i * {Windows.Columns.Inputs}) + k)";
            writer.Line($"ref float {At(matrix.Name)} = ref Unsafe.Add(ref {matrix.Name}, {Times(position, matrix.Row.Stride)});");
            body();
        }
    }

    /// <summary>Writes a loop over the rows of a window.</summary>
    protected void EmitRows(IndentedWriter writer, Action body)
    {
        if (Windows.Rows == PoolAxis.Single)
        {
            body();
            return;
        }

        using (writer.Block($"for (int i = top; i < bottom; i{Step(Windows.Rows.Dilation)})"))
        {
            body();
        }
    }

    /// <summary>Writes code for each of some vectors.</summary>
    protected static void Each(IReadOnlyList<Segment> group, Action<Segment, int> body)
    {
        for (int g = 0; g < group.Count; g++)
        {
            body(group[g], g);
        }
    }

    private static string Step(int distance) => distance == 1 ? "++" : $" += {distance}";

    private static string Times(string factor, int number) => number == 1 ? factor : $"{factor} * {number}";

    private void EmitSamples(IndentedWriter writer, int lanes, Action body)
    {
        using (writer.Block("for (int sample = 0; sample < rows; sample++)"))
        {
            (string target, Layout row) = Result;
            if (Adds || (lanes == 1 && row.Stride > row.Channels))
            {
                int positions = Matrices.First(matrix => matrix.Name == target).Positions;
                writer.Line($"MemoryMarshal.CreateSpan(ref {target}, {positions * row.Stride}).Clear();");
            }

            body();
            foreach ((string name, Layout layout, int positions) in Matrices)
            {
                writer.Line($"{name} = ref Unsafe.Add(ref {name}, {positions * layout.Stride});");
            }
        }
    }

    private void EmitWindows(IndentedWriter writer, int lanes)
    {
        (PoolAxis rows, PoolAxis columns) = (Windows.Rows, Windows.Columns);
        if (!Windows.AreUnrolled)
        {
            EmitCalls(writer, "0", rows.Outputs, "0", columns.Outputs);
            return;
        }

        EmitCalls(writer, "0", rows.FirstInside, "0", columns.Outputs);
        string row = Index("row", rows);
        using (rows.Outputs == 1 ? default(IDisposable) : writer.Block($"for (int row = {rows.FirstInside}; row < {rows.EndInside}; row++)"))
        {
            EmitCalls(writer, row, null, "0", columns.FirstInside);
            using (Windows.AreAllInside && rows.Outputs > 1 ? default(IDisposable) : writer.Block("// Windows inside the inputs."))
            {
                EmitInside(writer, lanes, row);
            }

            EmitCalls(writer, row, null, $"{columns.EndInside}", columns.Outputs);
        }

        EmitCalls(writer, $"{rows.EndInside}", rows.Outputs, "0", columns.Outputs);
    }

    /// <summary>Writes the windows of a row inside the inputs.</summary>
    private void EmitInside(IndentedWriter writer, int lanes, string row)
    {
        (PoolAxis rows, PoolAxis columns) = (Windows.Rows, Windows.Columns);
        foreach ((string name, Layout layout) in Inputs)
        {
            int first = ((columns.FirstInside * columns.Stride) - columns.Padding - (rows.Padding * columns.Inputs)) * layout.Stride;
            EmitReference(writer, name, row, rows.Stride * columns.Inputs * layout.Stride, first);
        }

        foreach ((string name, Layout layout) in Outputs)
        {
            EmitReference(writer, name, row, columns.Outputs * layout.Stride, columns.FirstInside * layout.Stride);
        }

        int count = columns.EndInside - columns.FirstInside;
        using (count == 1 ? default(IDisposable) : writer.Block($"for (int column = {columns.FirstInside}; column < {columns.EndInside}; column++)"))
        {
            EmitColumns(writer, lanes, group => EmitUnrolled(writer, group));
            if (count > 1)
            {
                foreach ((string name, int distance) in Inputs.Select(input => (input.Name, columns.Stride * input.Row.Stride))
                    .Concat(Outputs.Select(output => (output.Name, output.Row.Stride))))
                {
                    writer.Line($"{At(name)} = ref Unsafe.Add(ref {At(name)}, {distance});");
                }
            }
        }
    }

    private static void EmitReference(IndentedWriter writer, string name, string row, int distance, int first)
    {
        string offset = row == "0" ? $"{first}" : first == 0 ? $"row * {distance}" : first > 0 ? $"(row * {distance}) + {first}" : $"(row * {distance}) - {-first}";
        writer.Line($"ref float {At(name)} = ref {(offset == "0" ? name : $"Unsafe.Add(ref {name}, {offset})")};");
    }

    /// <summary>Writes calls of the method for windows that extend past the inputs, or are large.</summary>
    private void EmitCalls(IndentedWriter writer, string firstRow, int? endRow, string firstColumn, int endColumn) =>
        EmitEach(writer, firstRow, endRow, firstColumn, endColumn, () => writer.Line(
            $"{WindowMethod}({string.Join(", ", Inputs.Select(input => $"ref {input.Name}").Concat(Outputs.Select(output => $"ref {At(output.Name)}")).Concat(WindowNumbers))});"));

    /// <summary>
    /// Writes code for each window in some rows, or in one if the end is null, and in some columns, with references to the rows of the
    /// outputs.
    /// </summary>
    private void EmitEach(IndentedWriter writer, string firstRow, int? endRow, string firstColumn, int endColumn, Action body)
    {
        if (firstRow == $"{endRow}" || firstColumn == $"{endColumn}")
        {
            return;
        }

        (string row, string column) = (Index("row", Windows.Rows), Index("column", Windows.Columns));
        using (row == "0" || endRow is null ? default(IDisposable) : writer.Block($"for (int row = {firstRow}; row < {endRow}; row++)"))
        using (column == "0" ? writer.Block("// The only column.") : writer.Block($"for (int column = {firstColumn}; column < {endColumn}; column++)"))
        {
            foreach ((string name, Layout layout) in Outputs)
            {
                string position = (row, column) switch
                {
                    ("0", _) => column,
                    (_, "0") => row,
                    _ => $"((row * {Windows.Columns.Outputs}) + column)",
                };
                writer.Line($"ref float {At(name)} = ref {(position == "0" ? name : $"Unsafe.Add(ref {name}, {Times(position, layout.Stride)})")};");
            }

            body();
        }
    }

    /// <summary>Writes a window at the row and column of the outputs.</summary>
    private void EmitWindow(IndentedWriter writer, int lanes)
    {
        if (Windows.Rows != PoolAxis.Single)
        {
            Windows.Rows.EmitBounds(writer, Index("row", Windows.Rows), "top", "bottom");
        }

        Windows.Columns.EmitBounds(writer, Index("column", Windows.Columns), "left", "right");
        EmitBeforeLoops(writer);
        EmitColumns(writer, lanes, group => EmitLoops(writer, group));
    }

    private void EmitColumns(IndentedWriter writer, int lanes, Action<IReadOnlyList<Segment>> body) =>
        ColumnGroups.Emit(writer, ColumnGroups.Cut(Lane.Cut(Channels, lanes), lanes == 1 ? 1 : MaxVectors), body);

    /// <summary>The number of a window along an axis, as source.</summary>
    protected static string Index(string name, PoolAxis axis) => axis.Outputs == 1 ? "0" : name;
}
