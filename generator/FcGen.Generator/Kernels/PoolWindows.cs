namespace FcGen.Generator.Kernels;

/// <summary>The windows of pooling over rows and columns of positions; a signal or a sequence has one row.</summary>
/// <param name="Rows">The windows along the rows.</param>
/// <param name="Columns">The windows along the columns.</param>
internal sealed record PoolWindows(PoolAxis Rows, PoolAxis Columns)
{
    /// <summary>
    /// The positions of a window that are unrolled. Larger windows are loops: their overhead is small, and code for each position is long.
    /// </summary>
    private const int MostUnrolled = 16;

    /// <summary>Number of positions in front of the windows.</summary>
    public int Inputs => Rows.Inputs * Columns.Inputs;

    /// <summary>Number of windows.</summary>
    public int Outputs => Rows.Outputs * Columns.Outputs;

    /// <summary>Number of positions in a window.</summary>
    public long Taps => (long)Rows.Kernel * Columns.Kernel;

    /// <summary>Whether the positions of a window inside the inputs are straight-line code.</summary>
    public bool AreUnrolled => Taps is > 0 and <= MostUnrolled && Rows.FirstInside < Rows.EndInside && Columns.FirstInside < Columns.EndInside;

    /// <summary>Whether all windows are inside the inputs.</summary>
    public bool AreAllInside => Rows.AreAllInside && Columns.AreAllInside;

    /// <summary>Whether each input belongs to exactly one window.</summary>
    public bool AreTiling => Rows.IsTiling && Columns.IsTiling;

    /// <summary>The windows as a part of the name of a kernel.</summary>
    public string Name => Rows == PoolAxis.Single ? Columns.Name : $"{Rows.Name}_{Columns.Name}";

    /// <summary>The positions of a window as rows of offsets, in positions from its first.</summary>
    public IEnumerable<IEnumerable<int>> Offsets => Enumerable.Range(0, Rows.Kernel).Select(row =>
        Enumerable.Range(0, Columns.Kernel).Select(column => (row * Rows.Dilation * Columns.Inputs) + (column * Columns.Dilation)));
}
