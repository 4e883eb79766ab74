using FcGen.Runtime;

namespace FcGen.Tests.Numerics;

/// <summary>Work is cut into ranges of whole tiles, as equal as these allow, for no more threads than there are processors.</summary>
public sealed class ParallelismTests
{
    private const int TileRows = 6;

    [Theory]
    [InlineData(32, 2, new[] { 0, 18, 32 })]
    [InlineData(7, 2, new[] { 0, 6, 7 })]
    [InlineData(64, 2, new[] { 0, 30, 64 })]
    [InlineData(13, 3, new[] { 0, 6, 12, 13 })]
    public void Rows_are_cut_at_tiles(int rows, int ranges, int[] expected) => Assert.Equal(expected, Starts(rows, ranges));

    [Fact]
    public void Ranges_are_of_nearly_equal_length_and_none_is_empty()
    {
        for (int rows = 1; rows < 300; rows++)
        {
            for (int threads = 1; threads <= 16; threads++)
            {
                int ranges = Parallelism.Ranges(rows, threads, 1, TileRows);
                int[] starts = Starts(rows, ranges);
                int[] lengths = [.. starts.Zip(starts.Skip(1), (start, end) => end - start)];
                Assert.Equal((0, rows), (starts[0], starts[^1]));
                Assert.All(lengths, length => Assert.InRange(length, 1, rows));
                Assert.All(lengths[..^1], length => Assert.InRange(length, lengths.Max() - TileRows, lengths.Max()));
                Assert.All(starts[..^1], start => Assert.Equal(0, start % TileRows));
            }
        }
    }

    [Fact]
    public void Any_number_of_rows_can_be_cut_for_any_number_of_threads()
    {
        int ranges = Parallelism.Ranges(int.MaxValue, int.MaxValue, 4, TileRows);
        Assert.Equal(ThreadTeam.MostParts, ranges);
        Assert.Equal(int.MaxValue, Parallelism.RangeStart(ranges, ranges, int.MaxValue, TileRows));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void No_more_threads_are_used_than_there_are_processors(int degree) =>
        Assert.Equal(Parallelism.Processors, Parallelism.Threads(degree, multiplyAdds: 100, least: 100));

    [Theory]
    [InlineData(1, 100)]
    [InlineData(-1, 99)]
    public void Small_work_and_a_degree_of_one_stay_on_one_thread(int degree, long multiplyAdds) =>
        Assert.Equal(1, Parallelism.Threads(degree, multiplyAdds, least: 100));

    private static int[] Starts(int rows, int ranges) =>
        [.. Enumerable.Range(0, ranges + 1).Select(range => Parallelism.RangeStart(range, ranges, rows, TileRows))];
}
