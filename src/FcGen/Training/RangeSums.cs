using FcGen.Runtime;

namespace FcGen;

/// <summary>Work on a range of parameters or gradients that returns a sum.</summary>
internal interface IRangeWork
{
    /// <summary>Does the work on a range of floats.</summary>
    /// <param name="first">Index of the first float.</param>
    /// <param name="count">Number of floats.</param>
    double Run(int first, int count);
}

/// <summary>
/// Divides the parameters into ranges that do not depend on the number of threads, and sums over them in a fixed order. The result is
/// therefore the same to the last bit for any number of threads.
/// </summary>
internal sealed class RangeSums
{
    /// <summary>Maximum number of floats in a range: whole cache lines.</summary>
    public const int RangeLength = 4096;

    private readonly (int First, int Count)[] _ranges;
    private readonly double[] _sums;
    private readonly int _length;

    /// <summary>Divides extents into ranges.</summary>
    /// <param name="extents">First index and length of each extent.</param>
    public RangeSums(IEnumerable<(int First, int Count)> extents)
    {
        List<(int First, int Count)> ranges = [];
        foreach ((int first, int count) in extents)
        {
            for (int start = 0; start < count; start += RangeLength)
            {
                ranges.Add((first + start, Math.Min(RangeLength, count - start)));
            }
        }

        // Pinned, because threads use the addresses.
        _ranges = GC.AllocateUninitializedArray<(int, int)>(ranges.Count, pinned: true);
        ranges.CopyTo(_ranges);
        _sums = GC.AllocateArray<double>(ranges.Count, pinned: true);
        _length = ranges.Sum(range => range.Count);
    }

    /// <summary>Does work on all ranges.</summary>
    /// <returns>The sum of the results.</returns>
    public unsafe double Run<TWork>(TWork work, int maxDegree)
        where TWork : unmanaged, IRangeWork
    {
        int threads = Parallelism.Threads(maxDegree, _length, Optimizer.LeastParameters);
        fixed ((int First, int Count)* ranges = _ranges)
        fixed (double* sums = _sums)
        {
            var parts = new Parts<TWork>(work, ranges, sums);
            if (threads > 1)
            {
                ThreadTeam.Run(parts, _ranges.Length, threads);
            }
            else
            {
                // Backwards: the last gradients were written last and are still cached, and an optimizer begins with the first.
                for (int part = _ranges.Length - 1; part >= 0; part--)
                {
                    parts.Run(part);
                }
            }
        }

        double sum = 0;
        foreach (double part in _sums)
        {
            sum += part;
        }

        return sum;
    }

    private readonly unsafe struct Parts<TWork>(TWork work, (int First, int Count)* ranges, double* sums) : IParts
        where TWork : unmanaged, IRangeWork
    {
        public void Run(int part) => sums[part] = work.Run(ranges[part].First, ranges[part].Count);
    }
}
