using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>One dimension of a convolution: the positions that it reads for each output.</summary>
/// <param name="Inputs">Number of positions to read from, borders included.</param>
/// <param name="Taps">Number of positions that one output reads.</param>
/// <param name="Stride">Distance between the first positions of neighboring outputs.</param>
/// <param name="Dilation">Distance between the positions of one output.</param>
internal readonly record struct Axis(int Inputs, int Taps, int Stride, int Dilation)
{
    /// <summary>The dimension that a signal does not have.</summary>
    public static readonly Axis Single = new(1, 1, 1, 1);

    /// <summary>Distance between the first and the last position of one output.</summary>
    public int Reach => Dilation * (Taps - 1);

    public int Outputs => ((Inputs - Reach - 1) / Stride) + 1;

    /// <summary>The positions at the end that no output reads, because a stride skips them.</summary>
    public int Dropped => (Inputs - Reach - 1) % Stride;

    /// <summary>The dimension as a part of the name of a kernel.</summary>
    public static string Name(Axis rows, Axis columns) =>
        $"{rows.Taps}x{columns.Taps}"
        + (rows.Stride == 1 && columns.Stride == 1 ? string.Empty : $"s{rows.Stride}x{columns.Stride}")
        + (rows.Dilation == 1 && columns.Dilation == 1 ? string.Empty : $"d{rows.Dilation}x{columns.Dilation}")
        + $"_{rows.Inputs}x{columns.Inputs}";

    /// <summary>The taps in words.</summary>
    public static string Describe(Axis rows, Axis columns)
    {
        string taps = rows == Single ? SourceText.Literal(columns.Taps) : $"{rows.Taps} x {columns.Taps}";
        string stride = rows.Stride == 1 && columns.Stride == 1 ? string.Empty
            : rows == Single || rows.Stride == columns.Stride ? $", stride {columns.Stride}"
            : $", stride {rows.Stride} x {columns.Stride}";
        string dilation = rows.Dilation == 1 && columns.Dilation == 1 ? string.Empty
            : rows == Single || rows.Dilation == columns.Dilation ? $", dilation {columns.Dilation}"
            : $", dilation {rows.Dilation} x {columns.Dilation}";
        return taps + stride + dilation;
    }
}
