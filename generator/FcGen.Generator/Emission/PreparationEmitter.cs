using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes Prepare.</summary>
internal static class PreparationEmitter
{
    private const string Type = "global::FcGen.Preparation";

    public static void Emit(IndentedWriter writer, NetworkPlan plan, bool hasKernels)
    {
        writer.Line();
        writer.Line("/// <inheritdoc cref=\"global::FcGen.INetwork{TSelf}.Prepare\"/>");
        using (writer.Block($"public static void Prepare({Type} what = {Type}.Forward)"))
        {
            writer.Line($"global::FcGen.Runtime.NetworkPreparation.Compile(typeof({plan.Spec.Type.FullName}));");
            if (hasKernels)
            {
                writer.Line("global::FcGen.Runtime.NetworkPreparation.Compile(typeof(Kernels));");
                using (writer.Block("if (Vector512.IsHardwareAccelerated)"))
                {
                    writer.Line($"global::FcGen.Runtime.NetworkPreparation.Compile(typeof({VectorWidth.Bits512.ClassName}));");
                }

                using (writer.Block("else if (Vector256.IsHardwareAccelerated)"))
                {
                    writer.Line($"global::FcGen.Runtime.NetworkPreparation.Compile(typeof({VectorWidth.Bits256.ClassName}));");
                }

                using (writer.Block("else"))
                {
                    writer.Line("global::FcGen.Runtime.NetworkPreparation.Compile(typeof(global::FcGen.Layers.PortableGemm));");
                }
            }

            writer.Line();
            writer.Line("// What the network uses of the library, on one short row.");
            writer.Line("ref float some = ref MemoryMarshal.GetReference((global::System.Span<float>)stackalloc float[16]);");
            EmitCalls(writer,
            [
                .. CallsOf(plan.Inference),
                "global::FcGen.Layers.Rows.Copy(ref some, 16, ref some, 16, 9, 1);",
                "global::FcGen.Layers.Rows.IndexOfMax(ref some, 9);",
                .. InferenceEmitter.ClassifiesInPass(plan) ? ["global::FcGen.Runtime.Scratch.Run<ClassifyPass>(ref some, ref some, ref some, 0);"] : Array.Empty<string>(),
                .. InferenceEmitter.RunsOnStack(plan) ? ["global::FcGen.Runtime.Scratch.Run<SamplePass>(ref some, ref some, ref some, 0);"] : Array.Empty<string>(),
            ]);
            writer.Line();
            using (writer.Block($"if ((what & {Type}.Batch) != 0)"))
            {
                EmitCalls(writer,
                [
                    "global::FcGen.Runtime.NetworkPreparation.Compile(typeof(BatchPass));",
                    "global::FcGen.Runtime.BatchPasses.Prepare<BatchPass>();",
                ]);
            }

            writer.Line();
            using (writer.Block($"if ((what & {Type}.Training) != 0)"))
            {
                EmitCalls(writer,
                [
                    "global::FcGen.Runtime.NetworkPreparation.Compile(typeof(TrainingPass));",
                    .. CallsOf(plan.Training),
                    "global::FcGen.Runtime.TrainingPasses.Prepare<TrainingPass>(CreateWorkspace(1));",
                ]);
            }
        }
    }

    private static IEnumerable<string> CallsOf(Schedule schedule) =>
        schedule.Operations.SelectMany(operation => operation.PrepareCall.Split('\n')).Where(call => call.Length > 0);

    private static void EmitCalls(IndentedWriter writer, IEnumerable<string> calls)
    {
        foreach (string call in calls.Distinct())
        {
            writer.Line(call);
        }
    }
}
