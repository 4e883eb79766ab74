using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
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
            writer.Line($"global::FcGen.Runtime.NetworkPreparation.Compile(typeof({plan.Spec.Type.FullName}));");
            writer.Line("global::FcGen.Runtime.NetworkPreparation.Compile(typeof(BatchPass));");
            writer.Line("global::FcGen.Runtime.NetworkPreparation.Compile(typeof(TrainingPass));");
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
            IEnumerable<string> calls = plan.Inference.Operations.Concat(plan.Training.Operations)
                .SelectMany(operation => operation.PrepareCall.Split('\n'))
                .Append("global::FcGen.Layers.Rows.Copy(ref some, 16, ref some, 16, 9, 1);")
                .Append("global::FcGen.Runtime.BatchPasses.Prepare<BatchPass>();")
                .Append("global::FcGen.Runtime.TrainingPasses.Prepare<TrainingPass>(CreateWorkspace(1));")
                .Append(InferenceEmitter.ClassifiesInPass(plan) ? "global::FcGen.Runtime.Scratch.Run<ClassifyPass>(ref some, ref some, ref some, 0);" : string.Empty)
                .Append(InferenceEmitter.RunsOnStack(plan) ? "global::FcGen.Runtime.Scratch.Run<SamplePass>(ref some, ref some, ref some, 0);" : string.Empty)
                .Where(call => call.Length > 0)
                .Distinct();
            foreach (string call in calls)
            {
                writer.Line(call);
            }

            writer.Line("global::FcGen.Layers.Rows.IndexOfMax(ref some, 9);");
        }
    }
}
