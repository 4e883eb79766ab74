namespace FcGen.Runtime;

/// <summary>When work is worth several threads, and how it is cut.</summary>
internal static class Parallelism
{
    /// <summary>Boundaries between ranges of rows are multiples of this, the rows of the kernels' widest tiles.</summary>
    private const int TileRows = 6;

    /// <summary>Most threads that are ever used, those that the process may run on at once. Tests set more than the machine has.</summary>
    internal static int Processors { get; set; } = Environment.ProcessorCount;

    /// <summary>Threads that work of some multiply-adds is worth, at least 1 and at most as many as there are processors.</summary>
    /// <param name="maxDegree">The most that the user allows; -1 for all processors.</param>
    /// <param name="multiplyAdds">Size of the work.</param>
    /// <param name="least">Size from which two threads are faster than one.</param>
    public static int Threads(int maxDegree, long multiplyAdds, long least) =>
        maxDegree == 1 || multiplyAdds < least ? 1
        : maxDegree < 0 ? Processors
        : Math.Min(maxDegree, Processors);

    /// <summary>Number of ranges that rows are cut into, so many for each thread, but no more than there are tiles.</summary>
    public static int Ranges(int rows, int threads, int perThread) =>
        (int)Math.Min(Math.Min((long)threads * perThread, Tiles(rows)), ThreadTeam.MostParts);

    /// <summary>First row of a range, or the end of the last. A range has whole tiles, at most one more than another; the last may lack rows.</summary>
    public static int RangeStart(int range, int ranges, int rows) =>
        (int)Math.Min((long)Tiles(rows) * range / ranges * TileRows, rows);

    private static int Tiles(int rows) => (int)(((long)rows + TileRows - 1) / TileRows);
}
