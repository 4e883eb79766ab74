using FcGen.Generator.Emission.Kernels;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes Prepare.</summary>
internal static class PreparationEmitter
{
    public static void Emit(IndentedWriter writer, NetworkPlan plan, bool hasKernels)
    {
        writer.Line();
        writer.Line("/// <inheritdoc cref=\"global::FcGen.INetwork{TSelf}.Prepare\"/>");
        using (writer.Block("public static void Prepare()"))
        {
            writer.Line($"global::FcGen.Numerics.NetworkPreparation.Compile(typeof({plan.Spec.Type.FullName}));");
            writer.Line("global::FcGen.Numerics.NetworkPreparation.Compile(typeof(BatchPass));");
            if (hasKernels)
            {
                using (writer.Block("if (Vector512.IsHardwareAccelerated)"))
                {
                    writer.Line($"global::FcGen.Numerics.NetworkPreparation.Compile(typeof({VectorWidth.Bits512.ClassName}));");
                }

                using (writer.Block("else if (Vector256.IsHardwareAccelerated)"))
                {
                    writer.Line($"global::FcGen.Numerics.NetworkPreparation.Compile(typeof({VectorWidth.Bits256.ClassName}));");
                }
            }

            writer.Line();
            writer.Line("// What the network uses of the library, on no rows at all.");
            writer.Line("float none = 0;");
            IEnumerable<string> calls = plan.Inference.Operations.Concat(plan.Training.Operations)
                .SelectMany(operation => operation.PrepareCall.Split('\n'))
                .Append("global::FcGen.Numerics.Rows.Copy(ref none, 0, ref none, 0, 0, 0);")
                .Append(plan.BlockScratch <= UnrollBudget.StackFloats
                    ? "global::FcGen.Numerics.Scratch.RunOnStack<BatchPass>(ref none, ref none, ref none, 0);"
                    : "_ = global::FcGen.Numerics.Scratch.OfThread(BatchPass.ScratchFloats);")
                .Where(call => call.Length > 0)
                .Distinct();
            foreach (string call in calls)
            {
                writer.Line(call);
            }

            writer.Line("_ = global::FcGen.Numerics.Rows.IndexOfMax(ref none, 1);");
        }
    }
}
