namespace FcGen.Generator.Kernels;

/// <summary>The rows of an image that are known to be zero, so that a convolution can leave them out.</summary>
/// <param name="Before">Rows before the first one that may differ from zero.</param>
/// <param name="After">Rows after the last one.</param>
/// <param name="Step">Distance between the rows that may differ from zero.</param>
internal readonly record struct ZeroRows(int Before, int After, int Step)
{
    public static readonly ZeroRows None = new(0, 0, 1);

    /// <summary>The zeros of an image in which only some rows may differ from zero.</summary>
    /// <param name="first">The place of the first of them; negative if it is outside.</param>
    /// <param name="step">Distance between them.</param>
    /// <param name="count">Number of them.</param>
    /// <param name="size">Rows of the image.</param>
    public static ZeroRows Around(int first, int step, int count, int size)
    {
        int[] inside = [.. Enumerable.Range(0, count).Select(row => first + (row * step)).Where(place => place >= 0 && place < size)];
        return inside.Length == 0 ? None : new(inside[0], size - 1 - inside[inside.Length - 1], step);
    }

    public bool IsNone => this == None;

    /// <summary>Part of the name of a kernel.</summary>
    public string Name => IsNone ? string.Empty : $"_Zeros{Before}to{After}{(Step == 1 ? string.Empty : $"s{Step}")}";

    /// <summary>The same image from below.</summary>
    public ZeroRows Mirrored => this with { Before = After, After = Before };
}
