using System.ComponentModel;

namespace FcGen.Runtime;

/// <summary>Computes the rows of one image on several threads. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PositionPasses
{
    /// <summary>Number of ranges of rows per thread. It is above 1, because a thread may be delayed.</summary>
    private const int RangesPerThread = 2;

    /// <summary>Returns the number of threads for a single sample.</summary>
    /// <param name="maxDegree">Maximum number of threads; -1 for all processors.</param>
    public static int Threads(int maxDegree) => Parallelism.Threads(maxDegree, multiplyAdds: 1, least: 0);

    /// <summary>Computes all rows of an image.</summary>
    /// <param name="x">The input.</param>
    /// <param name="w">The weights.</param>
    /// <param name="scale">The scale of batch norm, or a null reference.</param>
    /// <param name="b">The bias, or a null reference.</param>
    /// <param name="r">The residual, or a null reference.</param>
    /// <param name="y">Receives the output.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="threads">Maximum number of threads.</param>
    public static void Run<TKernel>(
        ref float x, ref float w, ref float scale, ref float b, ref float r, ref float y, int rows, int threads)
        where TKernel : struct, IPositionKernel
    {
        fixed (float* px = &x, pw = &w, ps = &scale, pb = &b, pr = &r, py = &y)
        {
            int ranges = Parallelism.Ranges(rows, threads, RangesPerThread, tileRows: 1);
            ThreadTeam.Run(new RowRanges<TKernel>(px, pw, ps, pb, pr, py, rows, ranges), ranges, threads);
        }
    }

    private readonly struct RowRanges<TKernel>(float* x, float* w, float* scale, float* b, float* r, float* y, int rows, int ranges) : IParts
        where TKernel : struct, IPositionKernel
    {
        public void Run(int part)
        {
            int first = Parallelism.RangeStart(part, ranges, rows, tileRows: 1);
            int end = Parallelism.RangeStart(part + 1, ranges, rows, tileRows: 1);
            TKernel.Run(ref *x, ref *w, ref *scale, ref *b, ref *r, ref *y, first, end - first);
        }
    }
}
