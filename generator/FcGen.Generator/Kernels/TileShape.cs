namespace FcGen.Generator.Kernels;

/// <summary>The register tile of a product whose numbers of rows and vectors are known: sums of rows x vectors.</summary>
/// <param name="Rows">The rows of each tile, at most two different numbers, larger ones first.</param>
/// <param name="Vectors">The vectors of the largest tile.</param>
internal sealed record TileShape(IReadOnlyList<int> Rows, int Vectors)
{
    /// <summary>More rows or vectors only make the code longer: 8 chains keep both multipliers busy.</summary>
    public const int MostRows = 14;

    private const int MostVectors = 4;

    /// <summary>The chains of additions that hide the latency of one: 4 cycles, with two additions in each.</summary>
    private const int Chains = 8;

    /// <summary>
    /// Chooses the tile whose steps take the fewest cycles: a step needs as many multiply-adds as it has sums, and loads its rows and its vectors.
    /// </summary>
    /// <param name="width">The vectors of the machine.</param>
    /// <param name="rows">Number of rows to divide.</param>
    /// <param name="vectors">Number of vectors of a row.</param>
    public static TileShape Choose(VectorWidth width, int rows, int vectors) =>
        Candidates(width, rows, vectors).OrderBy(tile => tile.Cost(vectors)).First();

    private static IEnumerable<TileShape> Candidates(VectorWidth width, int rows, int vectors)
    {
        int mostRows = width.IsFused ? MostRows : width.TileRows;
        for (int wide = Math.Min(vectors, width.IsFused ? MostVectors : width.TileVectors(mostRows)); wide >= 1; wide--)
        {
            int most = Enumerable.Range(1, mostRows).Last(height => height == 1 || width.TileVectors(height) >= wide);
            yield return new TileShape(Divide(rows, most), wide);
        }
    }

    /// <summary>Divides rows into as few tiles as possible, as equal as possible.</summary>
    public static IReadOnlyList<int> Divide(int rows, int most)
    {
        int count = (rows + most - 1) / most;
        return [.. Enumerable.Range(0, count).Select(tile => (rows / count) + (tile < rows % count ? 1 : 0))];
    }

    private int Cost(int vectors) => Divide(vectors, Vectors).Sum(wide => Rows.Sum(height => Math.Max(Math.Max(height * wide, height + wide), Chains)));
}
