using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>Loops over samples, rows and tiles of positions, for kernels whose tiles are parts of rows.</summary>
internal static class PositionLoops
{
    /// <param name="writer">Receives the code.</param>
    /// <param name="rows">The vertical dimension.</param>
    /// <param name="columns">The horizontal dimension.</param>
    /// <param name="tiles">The positions of each tile, equal ones together.</param>
    /// <param name="parameters">The references that a tile has, in order.</param>
    /// <param name="moving">Those that advance with the positions, and the distance between neighboring ones. <c>x</c> is that of the inputs.</param>
    /// <param name="method">Returns the name of the method of a tile.</param>
    public static void Emit(
        IndentedWriter writer,
        Axis rows,
        Axis columns,
        IReadOnlyList<int> tiles,
        IEnumerable<string> parameters,
        IReadOnlyList<(string Name, int Stride)> moving,
        Func<int, string> method)
    {
        using (writer.Block("for (; rows > 0; rows--)"))
        {
            Start("r", string.Empty);
            using (writer.Block($"for (int row = 0; row < {rows.Outputs}; row++)"))
            {
                Start("t", "r");
                foreach (int tile in tiles.Distinct())
                {
                    int count = tiles.Count(other => other == tile);
                    using (writer.Block(count == 1 ? "// One tile." : $"for (int tile = 0; tile < {count}; tile++)"))
                    {
                        IEnumerable<string> arguments = parameters.Select(p => $"ref {p}{(moving.Any(reference => reference.Name == p) ? "t" : string.Empty)}");
                        writer.Line($"{method(tile)}({string.Join(", ", arguments)});");
                        Advance("t", tile * columns.Stride, tile);
                    }
                }

                Advance("r", rows.Stride * columns.Inputs, columns.Outputs);
            }

            Advance(string.Empty, rows.Inputs * columns.Inputs, rows.Outputs * columns.Outputs);
        }

        void Start(string suffix, string from)
        {
            foreach ((string name, _) in moving)
            {
                writer.Line($"ref float {name}{suffix} = ref {name}{from};");
            }
        }

        void Advance(string suffix, int inputs, int outputs)
        {
            foreach ((string name, int stride) in moving)
            {
                writer.Line($"{name}{suffix} = ref Unsafe.Add(ref {name}{suffix}, {(name == "x" ? inputs : outputs) * stride});");
            }
        }
    }
}
