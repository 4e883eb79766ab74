using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>The value that pooling computes from the values of a window.</summary>
internal enum PoolKind
{
    /// <summary>The largest value. Padding counts as minus infinity.</summary>
    Max,

    /// <summary>The average of values and padding.</summary>
    Average,

    /// <summary>The average of the values without padding.</summary>
    AverageOfInputs,

    /// <summary>The sum: the gradient of repeated values.</summary>
    Sum,
}

internal static class PoolKinds
{
    /// <summary>The value in words.</summary>
    public static string Description(this PoolKind kind) => kind switch
    {
        PoolKind.Max => "maximum",
        PoolKind.Sum => "sum",
        _ => "average",
    };

    /// <summary>The factor of a sum, as source; null if it is 1.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="kind">The value.</param>
    /// <param name="isInside">Whether the window is inside the inputs; otherwise the factor is the variable of <see cref="EmitShare"/>.</param>
    public static string? Share(this PoolWindows windows, PoolKind kind, bool isInside) =>
        kind is PoolKind.Max or PoolKind.Sum ? null
        : isInside ? windows.Taps == 1 ? null : $"1f / {windows.Taps}"
        : "share";

    /// <summary>Writes the factor of a sum over a window from <c>top</c> to <c>bottom</c> and from <c>left</c> to <c>right</c>.</summary>
    public static void EmitShare(this PoolWindows windows, IndentedWriter writer, PoolKind kind)
    {
        if (kind is PoolKind.Max or PoolKind.Sum)
        {
            return;
        }

        bool includesPadding = kind == PoolKind.Average;
        string width = windows.Columns.Count(windows.Columns.Outputs == 1 ? "0" : "column", "left", "right", includesPadding);
        string height = windows.Rows == PoolAxis.Single ? "1" : windows.Rows.Count(windows.Rows.Outputs == 1 ? "0" : "row", "top", "bottom", includesPadding);
        writer.Line($"float share = 1f / {(height == "1" ? width : $"((float){height} * {width})")};");
    }
}
