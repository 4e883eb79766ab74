using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
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
            writer.Line($"{name} network = new {name}((global::FcGen.Serialization.WeightsReader?)null);");
            writer.Line($"global::FcGen.Runtime.NetworkPreparation.Run(network, what{classes}{training});");
            if (plan.Stream is { Problem: null })
            {
                EmitStream(writer, plan.Spec.Input.Channels, plan.Spec.Output.Channels);
            }

            EmitThreads(writer, "Batch", "BatchPasses.Prepare<BatchPass>()");
            if (plan.Training is not null)
            {
                EmitThreads(writer, "Training", "TrainingPasses.Prepare<TrainingPass>(CreateWorkspace(1))");
            }
        }
    }

    /// <summary>Writes the preparation of streams: blocks of all sizes use every tile of steps.</summary>
    private static void EmitStream(IndentedWriter writer, int inputs, int outputs)
    {
        const int Steps = Budget.StreamSteps;
        writer.Line();
        writer.Line("State state = network.CreateState();");
        writer.Line($"global::System.Span<float> features = new float[{Steps * inputs}];");
        writer.Line($"global::System.Span<float> outputs = new float[{Steps * outputs}];");
        writer.Line($"network.Step(features[..{inputs}], outputs[..{outputs}], state);");
        using (writer.Block($"for (int steps = 1; steps <= {Steps}; steps++)"))
        {
            writer.Line($"network.Steps(features[..(steps * {inputs})], outputs[..(steps * {outputs})], state);");
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
