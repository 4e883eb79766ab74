using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;

namespace FcGen.Generator.Emission;

/// <summary>Writes the kernels: one class per vector width, and a class that selects the width.</summary>
internal static class KernelEmitter
{
    public static GeneratedFile EmitKernels(TypeHierarchy type, IReadOnlyList<Kernel> kernels, VectorWidth width) =>
        GeneratedFile.Create(
            type,
            "." + width.ClassName,
            _ => { },
            string.Empty,
            writer =>
            {
                writer.Line($"/// <summary>Kernels for vectors of {width.Lanes * 32} bits.</summary>");
                writer.Line(GeneratedMember.Attributes);
                using (writer.Block($"private static class {width.ClassName}"))
                {
                    for (int i = 0; i < kernels.Count; i++)
                    {
                        if (i > 0)
                        {
                            writer.Line();
                        }

                        writer.Line($"// {kernels[i].Summary}");
                        kernels[i].Emit(writer, width);
                    }
                }
            });

    /// <summary>Writes the class that selects the width, with one method per kernel.</summary>
    /// <remarks>
    /// One selection per pass would not be faster. Passes that call the kernels of one width directly compile to the same number of bytes, and take
    /// 0.97 to 1.04 times as long per call. First calls differ by less than the noise (4-16-3 and 64-128-10, forward and training of 1 and 32 rows).
    /// The text would contain each pass three times.
    /// </remarks>
    public static void EmitDispatch(IndentedWriter writer, IReadOnlyList<Kernel> kernels)
    {
        writer.Line("/// <summary>The kernels for the widest vectors of the machine. The JIT keeps one branch of each.</summary>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("private static class Kernels"))
        {
            for (int i = 0; i < kernels.Count; i++)
            {
                Kernel kernel = kernels[i];
                if (i > 0)
                {
                    writer.Line();
                }

                writer.Line($"// {kernel.Summary}");
                writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
                using (writer.Block($"public static void {kernel.Name}({kernel.Signature})"))
                {
                    using (writer.Block("if (Vector512.IsHardwareAccelerated)"))
                    {
                        writer.Line($"{VectorWidth.Bits512.ClassName}.{kernel.Name}({kernel.Arguments});");
                    }

                    using (writer.Block("else if (Vector256.IsHardwareAccelerated)"))
                    {
                        writer.Line($"{VectorWidth.Bits256.ClassName}.{kernel.Name}({kernel.Arguments});");
                    }

                    using (writer.Block("else"))
                    {
                        kernel.EmitPortable(writer);
                    }
                }
            }
        }
    }
}
