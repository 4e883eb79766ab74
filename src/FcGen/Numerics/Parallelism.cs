namespace FcGen.Numerics;

/// <summary>When work is worth several threads, and how it is cut.</summary>
internal static class Parallelism
{
    /// <summary>Boundaries between ranges of rows are multiples of this, the rows of the kernels' widest tiles.</summary>
    private const int TileRows = 6;

    /// <summary>Threads that work of some multiply-adds is worth, at least 1.</summary>
    /// <param name="maxDegree">The most that the user allows; -1 for all processors.</param>
    /// <param name="multiplyAdds">Size of the work.</param>
    /// <param name="least">Size from which two threads are faster than one.</param>
    public static int Threads(int maxDegree, long multiplyAdds, long least) =>
        maxDegree == 1 || multiplyAdds < least ? 1
        : maxDegree < 0 ? Environment.ProcessorCount
        : maxDegree;

    /// <summary>Number of ranges that rows are cut into, so many for each thread; none is smaller than a tile.</summary>
    public static int Ranges(int rows, int threads, int perThread) => (int)Math.Min((long)threads * perThread, (rows + TileRows - 1) / TileRows);

    /// <summary>First row of a range.</summary>
    public static int RangeStart(int range, int ranges, int rows) =>
        range == ranges ? rows : (int)((long)rows * range / ranges) / TileRows * TileRows;
}
