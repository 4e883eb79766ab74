using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes CreateWorkspace, ForwardTraining and Backward.</summary>
internal static class TrainingEmitter
{
    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        string name = plan.Spec.Type.FullName;
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        writer.Line("public static global::FcGen.TrainingWorkspace CreateWorkspace(int batchSize) =>");
        string shared = plan.Training.SharedFloats > 0 ? $", {plan.Training.SharedFloats}" : string.Empty;
        string least = plan.Spec.Layers.Any(layer => layer.NeedsSeveralSamples) ? ", leastSamples: 2" : string.Empty;
        writer.Line($"    new(typeof({name}), batchSize, {plan.Training.FloatsPerRow}{shared}{least});");
        EmitForwardTraining(writer, plan);
        EmitBackward(writer, plan);
        writer.Line();
        writer.Line("/// <summary>The passes of training, for ranges of samples or parameters, so that several threads can share them.</summary>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("private readonly struct TrainingPass : global::FcGen.Runtime.ITrainingPass"))
        {
            TrainingPassEmitter.Emit(writer, plan);
        }
    }

    /// <summary>Whether a layer computes statistics of the whole batch between two stages.</summary>
    private static bool HasStatistics(NetworkPlan plan) => plan.Training.Stages.Count > 1;

    private static void EmitForwardTraining(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        InferenceEmitter.OptimizedAttribute(writer);
        using (writer.Block(
            "public void ForwardTraining(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs, global::FcGen.TrainingWorkspace workspace)"))
        {
            writer.Line("global::System.ArgumentNullException.ThrowIfNull(workspace);");
            writer.Line("int rows = global::FcGen.Runtime.NetworkGuard.Samples(inputs.Length, InputSize, outputs.Length, OutputSize, \"inputs\", \"outputs\");");
            writer.Line("global::FcGen.Runtime.NetworkGuard.Disjoint(inputs, outputs, \"inputs\", \"outputs\");");
            InferenceEmitter.EmitStateCheck(writer, plan, "outputs");
            if (HasStatistics(plan))
            {
                writer.Line($"global::FcGen.Runtime.NetworkGuard.Disjoint(inputs, _state.Span[{plan.Storage.ParametersLength}..], \"Buffers\", \"inputs\");");
            }

            writer.Line($"workspace.BeginForward(typeof({plan.Spec.Type.FullName}), rows);");
            writer.Line("global::FcGen.Runtime.TrainingPasses.Forward<TrainingPass>(ref _state.Reference, inputs, outputs, workspace);");
            if (HasStatistics(plan))
            {
                writer.Line();
                writer.Line("// The running statistics have changed.");
                writer.Line("_derivation.Reset();");
            }
        }
    }

    private static void EmitBackward(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        InferenceEmitter.OptimizedAttribute(writer);
        writer.Line("public void Backward(");
        writer.Line("    global::System.ReadOnlySpan<float> inputs,");
        writer.Line("    global::System.ReadOnlySpan<float> outputGradients,");
        writer.Line("    global::FcGen.TrainingWorkspace workspace,");
        writer.Line("    global::System.Span<float> parameterGradients,");
        using (writer.Block("    global::System.Span<float> inputGradients = default)"))
        {
            writer.Line("global::System.ArgumentNullException.ThrowIfNull(workspace);");
            writer.Line($"int rows = workspace.BeginBackward(typeof({plan.Spec.Type.FullName}));");
            writer.Line("global::FcGen.Runtime.NetworkGuard.Length(inputs.Length, rows * InputSize, \"inputs\");");
            writer.Line("global::FcGen.Runtime.NetworkGuard.Length(outputGradients.Length, rows * OutputSize, \"outputGradients\");");
            writer.Line($"global::FcGen.Runtime.NetworkGuard.Length(parameterGradients.Length, {plan.Storage.ParametersLength}, \"parameterGradients\");");
            InferenceEmitter.EmitStateCheck(writer, plan, "parameterGradients");
            using (writer.Block("if (inputGradients.Length != 0)"))
            {
                writer.Line("global::FcGen.Runtime.NetworkGuard.Length(inputGradients.Length, rows * InputSize, \"inputGradients\");");
                InferenceEmitter.EmitStateCheck(writer, plan, "inputGradients");
            }

            writer.Line();
            writer.Line("global::FcGen.Runtime.NetworkGuard.BackwardSpans(inputs, outputGradients, parameterGradients, inputGradients);");
            writer.Line("global::FcGen.Runtime.TrainingPasses.Backward<TrainingPass>(");
            writer.Line("    ref _state.Reference, inputs, outputGradients, workspace, rows, parameterGradients, inputGradients);");
        }
    }
}
