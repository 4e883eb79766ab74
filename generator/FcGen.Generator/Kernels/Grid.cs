namespace FcGen.Generator.Kernels;

/// <summary>The places of the rows that a kernel reads, one for each output position of a convolution.</summary>
/// <param name="Row">One of the rows.</param>
/// <param name="Columns">Distance between rows of neighboring columns, in floats.</param>
/// <param name="Rows">Distance between rows of neighboring image rows, in floats.</param>
/// <param name="Sample">Distance between samples, in floats.</param>
internal readonly record struct Grid(Layout Row, int Columns, int Rows, int Sample)
{
    /// <summary>All positions of a value, one after the other.</summary>
    public static Grid Dense(Layout row, int height, int width) => new(row, row.Stride, width * row.Stride, height * width * row.Stride);

    /// <summary>The first position that each output of a convolution reads.</summary>
    public static Grid Strided(Layout row, Axis rows, Axis columns) => new(
        row, columns.Stride * row.Stride, rows.Stride * columns.Inputs * row.Stride, rows.Inputs * columns.Inputs * row.Stride);
}
