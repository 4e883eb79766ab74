using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>
/// Writes the loop over the rows of a batch: the largest tile as often as it fits, then each smaller tile at most a few times.
/// </summary>
internal static class RowTiles
{
    /// <summary>
    /// The rows of broadcast tiles. The smaller tiles process the rest of a batch. Two rows with more vectors are as fast as four with
    /// fewer.
    /// </summary>
    public static readonly IReadOnlyList<int> OfBroadcasts = [Budget.TileRows, 2, 1];

    /// <param name="writer">Receives the code.</param>
    /// <param name="sizes">The rows of the tiles, in descending order; the last is 1.</param>
    /// <param name="call">The call for a tile with this many rows.</param>
    /// <param name="matrices">The references that advance by this many floats per row.</param>
    public static void EmitDispatch(
        IndentedWriter writer, IReadOnlyList<int> sizes, Func<int, string> call, IReadOnlyList<(string Name, int Stride)> matrices)
    {
        foreach (int size in sizes)
        {
            using (writer.Block($"while (rows >= {size})"))
            {
                writer.Line(call(size));
                foreach ((string name, int stride) in matrices)
                {
                    writer.Line($"{name} = ref Unsafe.Add(ref {name}, {size * stride});");
                }

                writer.Line($"rows -= {size};");
            }
        }
    }
}
