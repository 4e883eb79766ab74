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
