namespace FcGen.Runtime;

/// <summary>Decides the number of threads, and divides work into ranges.</summary>
internal static class Parallelism
{
    /// <summary>Number of rows of the largest kernel tile of a product.</summary>
    public const int TileRows = 6;

    /// <summary>Maximum number of threads: the processors available to the process. Tests set more than the machine has.</summary>
    internal static int Processors { get; set; } = Environment.ProcessorCount;

    /// <summary>Returns the number of threads for an amount of work, from 1 to the number of processors.</summary>
    /// <param name="maxDegree">Maximum set by the user; -1 for all processors.</param>
    /// <param name="multiplyAdds">Amount of work in multiply-adds.</param>
    /// <param name="least">Amount from which two threads are faster than one.</param>
    public static int Threads(int maxDegree, long multiplyAdds, long least) =>
        maxDegree == 1 || multiplyAdds < least ? 1
        : maxDegree < 0 ? Processors
        : Math.Min(maxDegree, Processors);

    /// <summary>Returns the number of ranges: a number per thread, but no more than there are tiles.</summary>
    /// <param name="rows">Number of rows to divide.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="perThread">Number of ranges per thread.</param>
    /// <param name="tileRows">Boundaries between ranges are multiples of this number of rows.</param>
    public static int Ranges(int rows, int threads, int perThread, int tileRows) =>
        (int)Math.Min(Math.Min((long)threads * perThread, Tiles(rows, tileRows)), ThreadTeam.MostParts);

    /// <summary>
    /// Returns the first row of a range, or the end of the last range. A range has whole tiles, at most one more than another; the last
    /// range may have fewer rows.
    /// </summary>
    public static int RangeStart(int range, int ranges, int rows, int tileRows) =>
        (int)Math.Min((long)Tiles(rows, tileRows) * range / ranges * tileRows, rows);

    private static int Tiles(int rows, int tileRows) => (int)(((long)rows + tileRows - 1) / tileRows);
}
