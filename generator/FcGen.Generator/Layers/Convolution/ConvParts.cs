using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Layers.Convolution;

/// <summary>Writes the gradients of the weights of a convolution in parts: taps, or rows of them.</summary>
internal static class ConvParts
{
    /// <param name="writer">Receives the code.</param>
    /// <param name="names">Names of the values.</param>
    /// <param name="parts">Number of parts.</param>
    /// <param name="firstPart">Number of the first part among those of the network.</param>
    /// <param name="emit">Writes one part, given its number as source.</param>
    /// <param name="bias">The statement for the gradient of the bias, which belongs to the first part; null without a bias.</param>
    public static void Emit(IndentedWriter writer, OperandNames names, int parts, int firstPart, Action<string> emit, string? bias)
    {
        int endPart = firstPart + parts;
        if (names.IsSample)
        {
            EmitAll();
        }
        else if (parts == 1)
        {
            using (writer.Block($"if (first <= {firstPart} && end > {firstPart})"))
            {
                EmitAll();
            }
        }
        else
        {
            using (writer.Block($"if (first < {endPart}{(firstPart == 0 ? string.Empty : $" && end > {firstPart}")})"))
            {
                EmitLoop(
                    firstPart == 0 ? "first" : $"global::System.Math.Max(first - {firstPart}, 0)",
                    $"global::System.Math.Min(end, {endPart}){(firstPart == 0 ? string.Empty : $" - {firstPart}")}");
                if (bias is not null)
                {
                    using (writer.Block($"if (first <= {firstPart})"))
                    {
                        writer.Line(bias);
                    }
                }
            }
        }

        void EmitAll()
        {
            if (parts == 1)
            {
                emit("0");
            }
            else
            {
                EmitLoop("0", SourceText.Literal(parts));
            }

            if (bias is not null)
            {
                writer.Line(bias);
            }
        }

        void EmitLoop(string from, string to)
        {
            using (writer.Block($"for (int part = {from}; part < {to}; part++)"))
            {
                emit("part");
            }
        }
    }

    /// <summary>Writes a statement for each group, given the number of the group as source; null without groups.</summary>
    public static void EmitGroups(IndentedWriter writer, int groups, Func<string?, string> statement)
    {
        if (groups == 1)
        {
            writer.Line(statement(null));
            return;
        }

        using (writer.Block($"for (int group = 0; group < {groups}; group++)"))
        {
            writer.Line(statement("group"));
        }
    }

    /// <summary>The distance of the inputs of a tap from those of the first tap, as source.</summary>
    /// <param name="tap">The number of the tap as source.</param>
    /// <param name="rows">The vertical dimension.</param>
    /// <param name="columns">The horizontal dimension.</param>
    /// <param name="stride">Distance between positions.</param>
    public static string Position(string tap, Axis rows, Axis columns, int stride)
    {
        int line = rows.Dilation * columns.Inputs * stride;
        int step = columns.Dilation * stride;
        return tap == "0" ? tap
            : columns.Taps == 1 ? $"{tap} * {line}"
            : rows.Taps == 1 ? $"{tap} * {step}"
            : $"({tap} / {columns.Taps} * {line}) + ({tap} % {columns.Taps} * {step})";
    }

    /// <summary>The distance of the position of a tap from that of the first tap.</summary>
    public static int PositionOf(int tap, Axis rows, Axis columns) =>
        (tap / columns.Taps * rows.Dilation * columns.Inputs) + (tap % columns.Taps * columns.Dilation);

    /// <summary>A reference to the channels of a group at a position, as an argument.</summary>
    public static string Ref(string name, string? group, int channels, string position)
    {
        string offset = Sum(position, group, channels);
        return offset == "0" ? $"ref {name}" : $"ref Unsafe.Add(ref {name}, {offset})";
    }

    /// <summary>The first weight of a part of a group, as an index; null if it is the first of all.</summary>
    public static string? Offset(string part, int partFloats, string? group, int groupFloats)
    {
        string offset = Sum(part == "0" ? part : $"{part} * {partFloats}", group, groupFloats);
        return offset == "0" ? null : $"({offset})";
    }

    private static string Sum(string position, string? group, int channels) =>
        group is null ? position
        : position == "0" ? $"{group} * {channels}"
        : $"{position} + ({group} * {channels})";
}
