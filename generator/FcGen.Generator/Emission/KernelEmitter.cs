using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Emission;

/// <summary>Writes the class of a kernel: the kernel for each vector width, and a method that selects the width.</summary>
internal static class KernelEmitter
{
    /// <remarks>
    /// One selection per pass would not be faster. Passes that call the kernels of one width directly compile to the same number of bytes, and take
    /// 0.97 to 1.04 times as long per call. First calls differ by less than the noise (4-16-3 and 64-128-10, forward and training of 1 and 32 rows).
    /// The text would contain each pass three times.
    /// </remarks>
    public static GeneratedFile Emit(Kernel kernel) => GeneratedFile.Create(
        $"{Kernel.Namespace}.{kernel.Name}",
        Kernel.Namespace,
        hasReferences: false,
        needsQualifiedNames: false,
        writer =>
        {
            writer.Line($"// {kernel.Summary}");
            writer.Line(GeneratedMember.Attributes);
            using (writer.Block($"internal static class {kernel.Name}"))
            {
                IReadOnlyList<(VectorWidth Width, string Text)> widths = DifferentWidths(writer, kernel);
                EmitSelection(writer, kernel, [.. widths.Select(different => different.Width)]);
                foreach ((_, string text) in widths)
                {
                    writer.Line();
                    writer.Append(text);
                }

                if (kernel.SampleParts > 1)
                {
                    EmitParts(writer, kernel);
                }
            }
        });

    /// <summary>Writes the type that computes a part of one sample, for several threads.</summary>
    private static void EmitParts(IndentedWriter writer, Kernel kernel)
    {
        writer.Line();
        using (writer.Block("public readonly struct Parts : global::FcGen.Runtime.IPositionKernel"))
        {
            Vec.KernelAttribute(writer);
            string operands = string.Join(", ", Kernel.PositionOperands.Select(name => $"ref float {name}"));
            writer.Line($"public static void Run({operands}, int first, int count) =>");
            writer.Line($"    {kernel.Name}.{Kernel.Method}({kernel.Arguments.Replace(", rows", ", 1")});");
        }
    }

    /// <summary>
    /// Returns the classes for each width, wide ones first. A kernel of few columns has the same code with wider vectors, and does not need it twice.
    /// </summary>
    private static IReadOnlyList<(VectorWidth Width, string Text)> DifferentWidths(IndentedWriter writer, Kernel kernel)
    {
        var different = new List<(VectorWidth Width, string Text)>();
        foreach (VectorWidth width in VectorWidth.All)
        {
            string text = writer.Capture(() =>
            {
                using (writer.Block($"private static class {width.ClassName}"))
                {
                    kernel.Emit(writer, width);
                }
            });
            if (!different.Any(narrower => narrower.Text == text.Replace(width.ClassName, narrower.Width.ClassName)))
            {
                different.Insert(0, (width, text));
            }
        }

        return different;
    }

    /// <summary>Writes the method that runs the kernel for the widest vectors of the machine. The JIT keeps one branch.</summary>
    private static void EmitSelection(IndentedWriter writer, Kernel kernel, IReadOnlyList<VectorWidth> widths)
    {
        writer.Line(Vec.MethodAttribute("AggressiveInlining"));
        using (writer.Block(kernel.Declaration))
        {
            foreach (VectorWidth width in widths)
            {
                using (writer.Block($"{(width == widths[0] ? "if" : "else if")} ({Condition(kernel, width)})"))
                {
                    writer.Line(kernel.CallOf(width));
                }
            }

            using (writer.Block("else"))
            {
                kernel.EmitPortable(writer);
            }
        }
    }

    private static string Condition(Kernel kernel, VectorWidth width) =>
        width.NarrowerIfHalved is { } exception && kernel.WeightBytes > Budget.FirstLevelBytes ? $"{width.Condition} && !{exception}" : width.Condition;
}
