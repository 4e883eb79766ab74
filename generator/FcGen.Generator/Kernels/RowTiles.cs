using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// Writes the loop over the rows of a batch: the largest tile as often as it fits, then each smaller tile at most a few times.
/// </summary>
internal static class RowTiles
{
    /// <summary>
    /// Returns the rows of broadcast tiles. The smaller tiles process the rest of a batch. Each tile reads all weights once, so a batch of 3 takes one
    /// tile and not two: 784-512-512-10 is faster by 1.6 for 3 samples and by 1.28 for 4 (AMD EPYC Zen 4, 512 bits). A training step is not faster by
    /// more than 1.01.
    /// </summary>
    public static IReadOnlyList<int> OfBroadcasts(VectorWidth width, bool isGradient = false) =>
        [.. (isGradient ? new[] { Budget.TileRows, 2, 1 } : [Budget.TileRows, 4, 3, 2, 1]).Where(rows => rows <= width.TileRows)];

    /// <summary>
    /// The rows for which a tile is used: not if smaller tiles divide them more evenly. 7 rows are 4 and 3, not 6 and 1.
    /// </summary>
    private static string Condition(int size, IReadOnlyList<int> sizes) => size switch
    {
        6 when sizes.Contains(4) && sizes.Contains(3) => "rows >= 6 && rows != 7 && rows != 8 && rows != 11",
        4 when sizes.Contains(3) => "rows >= 4 && rows != 5",
        3 when sizes.Contains(2) && !sizes.Contains(4) => "rows >= 3 && rows != 4",
        _ => $"rows >= {size}",
    };

    /// <param name="writer">Receives the code.</param>
    /// <param name="sizes">The rows of the tiles, in descending order.</param>
    /// <param name="call">The call for a tile with this many rows.</param>
    /// <param name="matrices">The references that advance by this many floats per row.</param>
    /// <param name="rest">The call for the rows that remain, if the last tile is not a single row.</param>
    public static void EmitDispatch(
        IndentedWriter writer, IReadOnlyList<int> sizes, Func<int, string> call, IReadOnlyList<(string Name, int Stride)> matrices, string? rest)
    {
        foreach (int size in sizes)
        {
            using (writer.Block($"while ({Condition(size, sizes)})"))
            {
                writer.Line(call(size));
                foreach ((string name, int stride) in matrices)
                {
                    writer.Line($"{name} = ref Unsafe.Add(ref {name}, {size * stride});");
                }

                writer.Line($"rows -= {size};");
            }
        }

        if (rest is not null && sizes[sizes.Count - 1] > 1)
        {
            using (writer.Block("if (rows > 0)"))
            {
                writer.Line(rest);
            }
        }
    }
}
