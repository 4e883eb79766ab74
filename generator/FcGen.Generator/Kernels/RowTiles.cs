using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>The walk over the rows of a batch: the largest tile as often as it fits, then each smaller one at most a few times.</summary>
internal static class RowTiles
{
    /// <summary>Rows of the tiles of broadcasts; what is left of a batch goes to the smaller ones. Two rows with more vectors are as fast as four with fewer.</summary>
    public static readonly IReadOnlyList<int> OfBroadcasts = [Budget.TileRows, 2, 1];

    /// <param name="writer">Receives the code.</param>
    /// <param name="sizes">Rows of the tiles, falling; the last is 1.</param>
    /// <param name="call">The call that does a tile of so many rows.</param>
    /// <param name="matrices">References that move on by so many floats for each row.</param>
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
