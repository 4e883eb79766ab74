using FcGen.Generator.Infrastructure;

namespace FcGen.Generator.Kernels;

/// <summary>The windows of pooling along one direction: each output reads some inputs.</summary>
/// <param name="Inputs">Number of inputs.</param>
/// <param name="Outputs">Number of outputs, each of one window.</param>
/// <param name="Kernel">Number of positions in a window.</param>
/// <param name="Stride">Distance between the first positions of neighboring windows.</param>
/// <param name="Padding">Number of positions before the first and after the last input.</param>
/// <param name="Dilation">Distance between the positions in a window.</param>
/// <param name="IsAdaptive">Whether the windows have different sizes, so that they divide the inputs as evenly as possible.</param>
internal sealed record PoolAxis(int Inputs, int Outputs, int Kernel, int Stride, int Padding, int Dilation, bool IsAdaptive = false)
{
    /// <summary>Windows without any effect: one for each input.</summary>
    public static readonly PoolAxis Single = new(1, 1, 1, 1, 0, 1);

    /// <summary>Windows of one size. Options without effect have the same value in all equal axes, so that equal kernels have equal names.</summary>
    public static PoolAxis Create(int inputs, int outputs, int kernel, int stride, int padding, int dilation)
    {
        long padded = inputs + (2L * padding);
        int inside = (int)Math.Min(kernel, (padded + dilation - 1) / dilation);
        return new(inputs, outputs, inside, outputs == 1 ? 1 : stride, padding, inside == 1 ? 1 : dilation);
    }

    /// <summary>Windows next to each other.</summary>
    public static PoolAxis Tiles(int outputs, int kernel) => Create(outputs * kernel, outputs, kernel, kernel, 0, 1);

    /// <summary>Windows from <c>floor(i * inputs / outputs)</c> to before <c>ceil((i + 1) * inputs / outputs)</c>.</summary>
    public static PoolAxis Adaptive(int inputs, int outputs) =>
        inputs % outputs == 0 ? Tiles(outputs, inputs / outputs) : new(inputs, outputs, 0, 0, 0, 1, IsAdaptive: true);

    /// <summary>The number of windows as in PyTorch; below 1 if the kernel is too large.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="kernel">Number of positions in a window.</param>
    /// <param name="stride">Distance between windows.</param>
    /// <param name="padding">Number of positions before the first and after the last input.</param>
    /// <param name="dilation">Distance between the positions in a window.</param>
    /// <param name="isCeiling">Whether a last window may extend past the padding. It begins before the last input ends.</param>
    public static int OutputsOf(int inputs, int kernel, int stride, int padding, int dilation, bool isCeiling)
    {
        long room = inputs + (2L * padding) - ((long)dilation * (kernel - 1)) - 1;
        if (room < (isCeiling ? 1 - stride : 0))
        {
            return 0;
        }

        long outputs = ((room + (isCeiling ? stride - 1 : 0)) / stride) + 1;
        return (int)(isCeiling && (outputs - 1) * stride >= inputs + (long)padding ? outputs - 1 : outputs);
    }

    /// <summary>The first window without positions outside the inputs.</summary>
    public int FirstInside => IsAdaptive ? 0 : Math.Min((Padding + Stride - 1) / Stride, EndInside);

    /// <summary>The end of the windows without positions outside the inputs.</summary>
    public int EndInside
    {
        get
        {
            long last = Inputs - 1 - ((long)(Kernel - 1) * Dilation) + Padding;
            return IsAdaptive || last < 0 ? 0 : (int)Math.Min(Outputs, (last / Stride) + 1);
        }
    }

    /// <summary>Whether all windows are inside the inputs.</summary>
    public bool AreAllInside => FirstInside == 0 && EndInside == Outputs;

    /// <summary>Whether each input belongs to exactly one window.</summary>
    public bool IsTiling =>
        !IsAdaptive && Kernel * (long)Outputs == Inputs && (Outputs == 1 || Stride == Kernel) && Padding == 0 && Dilation == 1;

    /// <summary>The axis as a part of the name of a kernel, in which equal parts belong to equal axes.</summary>
    public string Name => IsAdaptive
        ? $"{Inputs}To{Outputs}"
        : $"{Inputs}To{Outputs}K{Kernel}{(Outputs == 1 ? string.Empty : $"S{Stride}")}{(Padding == 0 ? string.Empty : $"P{Padding}")}{(Dilation == 1 ? string.Empty : $"D{Dilation}")}";

    /// <summary>Writes the first input of a window, and the end of its inputs, as variables.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="index">The number of the window, as source.</param>
    /// <param name="first">Name of the variable for the first input.</param>
    /// <param name="end">Name of the variable for the end.</param>
    public void EmitBounds(IndentedWriter writer, string index, string first, string end)
    {
        if (IsAdaptive)
        {
            writer.Line($"int {first} = (int)((long){index} * {Inputs} / {Outputs});");
            writer.Line($"int {end} = (int)(((({index} + 1L) * {Inputs}) + {Outputs - 1}) / {Outputs});");
            return;
        }

        long extent = ((long)(Kernel - 1) * Dilation) + 1;
        writer.Line($"int {first} = {Start(index)};");
        writer.Line($"int {end} = {(EndInside == Outputs ? $"{first} + {extent}" : $"global::System.Math.Min({first} + {extent}, {Inputs})")};");
        if (Padding > 0)
        {
            writer.Line(Dilation == 1
                ? $"{first} = global::System.Math.Max({first}, 0);"
                : $"{first} += {first} < 0 ? ({Dilation - 1} - {first}) / {Dilation} * {Dilation} : 0;");
        }
    }

    /// <summary>The size of a window for an average, as source: that of the inputs, or also that of the padding.</summary>
    public string Count(string index, string first, string end, bool includesPadding)
    {
        bool isWhole = !IsAdaptive && (includesPadding ? ((Outputs - 1L) * Stride) + Kernel <= Inputs + (2L * Padding) : AreAllInside);
        return isWhole ? $"{Kernel}"
            : IsAdaptive || !includesPadding ? $"({end} - {first})"
            : $"global::System.Math.Min({Kernel}, {Inputs + (2L * Padding)} - {(Stride == 1 ? index : $"({index} * {Stride})")})";
    }

    /// <summary>The first position of a window, as source.</summary>
    private string Start(string index) =>
        Outputs == 1 ? $"{-Padding}" : $"{(Stride == 1 ? index : $"({index} * {Stride})")}{(Padding == 0 ? string.Empty : $" - {Padding}")}";
}
