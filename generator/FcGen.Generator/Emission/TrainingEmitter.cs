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
        writer.Line("public static global::FcGen.TrainingWorkspace CreateWorkspace(int batchSize) =>");
        writer.Line($"    new(typeof({name}), batchSize, {plan.Training.FloatsPerRow});");
        EmitForward(writer, plan);
        EmitBackward(writer, plan);
    }

    private static void EmitForward(IndentedWriter writer, NetworkPlan plan)
    {
        Schedule schedule = plan.Training;
        var values = new ValueMap(schedule, isSample: false);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        InferenceEmitter.OptimizedAttribute(writer);
        using (writer.Block(
            "public void ForwardTraining(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs, global::FcGen.TrainingWorkspace workspace)"))
        {
            writer.Line("global::System.ArgumentNullException.ThrowIfNull(workspace);");
            writer.Line("int rows = global::FcGen.Numerics.NetworkGuard.Samples(inputs.Length, InputSize, outputs.Length, OutputSize, nameof(inputs), nameof(outputs));");
            writer.Line("global::FcGen.Numerics.NetworkGuard.Disjoint(inputs, outputs, nameof(inputs), nameof(outputs));");
            writer.Line($"workspace.BeginForward(typeof({plan.Spec.Type.FullName}), rows);");
            EmitReferences(writer);
            if (schedule.Operations.Any(operation => operation.UsesRandomNumbers))
            {
                writer.Line("int seed = workspace.Seed;");
                writer.Line("long step = workspace.Step;");
            }

            EmitValues(writer, schedule, value => values.Name(value.Id), value => value.Offset, value => value.Place == Place.Scratch);
            foreach (Operation operation in schedule.Operations)
            {
                writer.Line();
                writer.Line($"// {operation.Describe(values)}");
                operation.EmitForward(writer, values);
            }

            writer.Line();
            writer.Line($"// {values.Shape(schedule.Output)} -> outputs.");
            int width = values.Plan(schedule.Output).Width;
            writer.Line(
                $"global::FcGen.Numerics.Rows.Copy({values.Matrix(schedule.Output)}, ref MemoryMarshal.GetReference(outputs), {width}, {values.Extent(schedule.Output)});");
        }
    }

    private static void EmitBackward(IndentedWriter writer, NetworkPlan plan)
    {
        Schedule schedule = plan.Training;
        var values = new ValueMap(schedule, isSample: false);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
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
            writer.Line("global::FcGen.Numerics.NetworkGuard.Length(inputs.Length, rows * InputSize, nameof(inputs));");
            writer.Line("global::FcGen.Numerics.NetworkGuard.Length(outputGradients.Length, rows * OutputSize, nameof(outputGradients));");
            writer.Line($"global::FcGen.Numerics.NetworkGuard.Length(parameterGradients.Length, {plan.ParametersLength}, nameof(parameterGradients));");
            writer.Line("global::FcGen.Numerics.NetworkGuard.Disjoint(_parameters.Span, parameterGradients, nameof(Parameters), nameof(parameterGradients));");
            writer.Line("bool wantsInputGradients = inputGradients.Length != 0;");
            using (writer.Block("if (wantsInputGradients)"))
            {
                writer.Line("global::FcGen.Numerics.NetworkGuard.Length(inputGradients.Length, rows * InputSize, nameof(inputGradients));");
                writer.Line("global::FcGen.Numerics.NetworkGuard.Disjoint(inputs, inputGradients, nameof(inputs), nameof(inputGradients));");
            }

            writer.Line();
            writer.Line("BackwardRows(");
            writer.Line("    ref MemoryMarshal.GetReference(inputs),");
            writer.Line("    ref MemoryMarshal.GetReference(outputGradients),");
            writer.Line("    workspace,");
            writer.Line("    ref MemoryMarshal.GetReference(parameterGradients),");
            writer.Line("    ref MemoryMarshal.GetReference(inputGradients),");
            writer.Line("    wantsInputGradients,");
            writer.Line("    rows);");
        }

        writer.Line();
        InferenceEmitter.OptimizedAttribute(writer);
        writer.Line("private void BackwardRows(");
        writer.Line("    ref float input,");
        writer.Line("    ref float outputGradients,");
        writer.Line("    global::FcGen.TrainingWorkspace workspace,");
        writer.Line("    ref float parameterGradients,");
        writer.Line("    ref float inputGradients,");
        writer.Line("    bool wantsInputGradients,");
        using (writer.Block("    int rows)"))
        {
            writer.Line("ref float parameters = ref _parameters.Reference;");
            writer.Line("ref float scratch = ref workspace.Reference;");
            writer.Line("int capacity = workspace.BatchSize;");
            EmitValues(writer, schedule, value => values.Name(value.Id), value => value.Offset, value => value.Place == Place.Scratch);
            EmitValues(writer, schedule, value => values.GradientName(value.Id), value => value.GradientOffset, value => value.GradientOffset >= 0);
            EmitGaps(writer, plan);

            int output = schedule.Output;
            writer.Line();
            writer.Line($"// Gradient of the output, {values.Dimensions(output)}, to rows of whole vectors.");
            writer.Line(
                $"global::FcGen.Numerics.Rows.Copy(ref outputGradients, {values.Plan(output).Width}, {values.GradientMatrix(output)}, {values.Extent(output)});");
            foreach (Operation operation in schedule.Operations.Reverse())
            {
                writer.Line();
                writer.Line($"// Backward of {LowerFirst(operation.Describe(values))}");
                operation.EmitBackward(writer, values);
            }

            if (values.Plan(0).GradientOffset >= 0)
            {
                writer.Line();
                writer.Line("// Gradient of the input.");
                using (writer.Block("if (wantsInputGradients)"))
                {
                    writer.Line($"global::FcGen.Numerics.Rows.Copy({values.GradientMatrix(0)}, ref inputGradients, {values.Plan(0).Width}, {values.Extent(0)});");
                }
            }
        }
    }

    private static void EmitReferences(IndentedWriter writer)
    {
        writer.Line("ref float parameters = ref _parameters.Reference;");
        writer.Line("ref float input = ref MemoryMarshal.GetReference(inputs);");
        writer.Line("ref float scratch = ref workspace.Reference;");
        writer.Line("int capacity = workspace.BatchSize;");
    }

    private static void EmitValues(
        IndentedWriter writer, Schedule schedule, Func<ValuePlan, string> name, Func<ValuePlan, int> offset, Func<ValuePlan, bool> isKept)
    {
        foreach (ValuePlan value in schedule.Values.Where(isKept))
        {
            writer.Line($"ref float {name(value)} = ref Unsafe.Add(ref scratch, {offset(value)} * capacity);");
        }
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text.Substring(1);

    /// <summary>Floats that only align the tensor after them have a gradient of zero.</summary>
    private static void EmitGaps(IndentedWriter writer, NetworkPlan plan)
    {
        foreach (int gap in plan.Gaps)
        {
            writer.Line($"Vector256<float>.Zero.StoreUnsafe(ref parameterGradients, {gap});");
        }
    }
}
