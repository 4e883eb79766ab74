using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes CreateWorkspace, ForwardTraining and Backward.</summary>
internal static class TrainingEmitter
{
    private const string CreateWorkspace = "static global::FcGen.TrainingWorkspace CreateWorkspace(int batchSize)";

    private const string ForwardTraining =
        "void ForwardTraining(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs, global::FcGen.TrainingWorkspace workspace)";

    private static readonly string[] Backward =
    [
        "void Backward(",
        "    global::System.ReadOnlySpan<float> inputs,",
        "    global::System.ReadOnlySpan<float> outputGradients,",
        "    global::FcGen.TrainingWorkspace workspace,",
        "    global::System.Span<float> parameterGradients,",
        "    global::System.Span<float> inputGradients = default)",
    ];

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        if (plan.Training is not { } training)
        {
            EmitAbsent(writer, plan, CreateWorkspace);
            EmitAbsent(writer, plan, ForwardTraining);
            EmitAbsent(writer, plan, Backward);
            return;
        }

        string name = plan.Spec.Type.FullName;
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        writer.Line($"public {CreateWorkspace} =>");
        string shared = training.SharedFloats > 0 ? $", {training.SharedFloats}" : string.Empty;
        string least = plan.Spec.Layers.Any(layer => layer.NeedsSeveralSamples) ? ", leastSamples: 2" : string.Empty;
        writer.Line($"    new(typeof({name}), batchSize, {training.FloatsPerRow}{shared}{least});");
        bool hasStatistics = training.Stages.Count > 1;
        EmitForwardTraining(writer, plan, hasStatistics);
        EmitBackward(writer, plan);
        writer.Line();
        writer.Line("/// <summary>The passes of training, for ranges of samples or parameters, so that several threads can share them.</summary>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("private readonly struct TrainingPass : global::FcGen.Runtime.ITrainingPass"))
        {
            TrainingPassEmitter.Emit(writer, plan);
        }
    }

    /// <summary>Writes a member of a network that cannot be trained. A direct call is a compile error, a trainer gets an exception.</summary>
    private static void EmitAbsent(IndentedWriter writer, NetworkPlan plan, params string[] declaration)
    {
        string reason = SourceText.Literal($"Network '{plan.Spec.Type.Name}' has no training code because of [Network(Training = false)].");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        writer.Line($"[global::System.Obsolete({reason}, error: true)]");
        for (int i = 0; i < declaration.Length; i++)
        {
            writer.Line((i == 0 ? "public " : string.Empty) + declaration[i] + (i == declaration.Length - 1 ? " =>" : string.Empty));
        }

        writer.Line($"    throw new global::System.NotSupportedException({reason});");
    }

    /// <param name="writer">Receives the code.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="hasStatistics">Whether a layer computes statistics of the whole batch between two stages.</param>
    private static void EmitForwardTraining(IndentedWriter writer, NetworkPlan plan, bool hasStatistics)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        InferenceEmitter.OptimizedAttribute(writer);
        using (writer.Block($"public {ForwardTraining}"))
        {
            writer.Line("global::System.ArgumentNullException.ThrowIfNull(workspace);");
            writer.Line("int rows = global::FcGen.Runtime.NetworkGuard.Samples(inputs.Length, InputSize, outputs.Length, OutputSize, \"inputs\", \"outputs\");");
            writer.Line("global::FcGen.Runtime.NetworkGuard.Disjoint(inputs, outputs, \"inputs\", \"outputs\");");
            InferenceEmitter.EmitStateCheck(writer, plan, "outputs");
            if (hasStatistics)
            {
                writer.Line($"global::FcGen.Runtime.NetworkGuard.Disjoint(inputs, _state.Span[{plan.Storage.ParametersLength}..], \"Buffers\", \"inputs\");");
            }

            writer.Line($"workspace.BeginForward(typeof({plan.Spec.Type.FullName}), rows);");
            writer.Line("global::FcGen.Runtime.TrainingPasses.Forward<TrainingPass>(ref _state.Reference, inputs, outputs, workspace);");
            if (hasStatistics)
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
        writer.Line($"public {Backward[0]}");
        for (int i = 1; i < Backward.Length - 1; i++)
        {
            writer.Line(Backward[i]);
        }

        using (writer.Block(Backward[Backward.Length - 1]))
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
