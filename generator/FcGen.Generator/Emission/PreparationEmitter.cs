using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes Prepare.</summary>
internal static class PreparationEmitter
{
    private const string Type = "global::FcGen.Preparation";

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        string name = plan.Spec.Type.FullName;
        writer.Line();
        writer.Line("/// <inheritdoc cref=\"global::FcGen.INetwork{TSelf}.Prepare\"/>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"public static void Prepare({Type} what = {Type}.Forward)"))
        {
            writer.Line("// A network whose weights are zero computes on data that is zero.");
            string classes = plan.Spec.Output.IsVector ? string.Empty : ", hasClasses: false";
            string training = plan.Training is null ? ", hasTraining: false" : string.Empty;
            writer.Line(
                $"global::FcGen.Runtime.NetworkPreparation.Run(new {name}((global::FcGen.Serialization.WeightsReader?)null), what{classes}{training});");
            EmitThreads(writer, "Batch", "BatchPasses.Prepare<BatchPass>()");
            if (plan.Training is not null)
            {
                EmitThreads(writer, "Training", "TrainingPasses.Prepare<TrainingPass>(CreateWorkspace(1))");
            }
        }
    }

    /// <summary>Writes the preparation of a pass on several threads.</summary>
    private static void EmitThreads(IndentedWriter writer, string what, string call)
    {
        using (writer.Block($"if ((what & {Type}.{what}) != 0)"))
        {
            writer.Line($"global::FcGen.Runtime.{call};");
        }
    }
}
