using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes CreateWorkspace, ForwardTraining and Backward, and the passes that do the work of both.</summary>
internal static class TrainingEmitter
{
    private const string RowRange = "int first, int rows";
    private const string PartRange = "int first, int end";

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        string name = plan.Spec.Type.FullName;
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public static global::FcGen.TrainingWorkspace CreateWorkspace(int batchSize) =>");
        writer.Line($"    new(typeof({name}), batchSize, {plan.Training.FloatsPerRow});");
        EmitForwardTraining(writer, plan);
        EmitBackward(writer, plan);
        writer.Line();
        writer.Line("/// <summary>What training computes, for some samples or some parameters: several threads may each do a part.</summary>");
        using (writer.Block("private readonly struct TrainingPass : global::FcGen.Numerics.ITrainingPass"))
        {
            writer.Line($"public static long MultiplyAdds => {plan.Spec.Layers.Sum(layer => layer.MultiplyAdds)};");
            writer.Line();
            writer.Line($"public static long ValueGradientMultiplyAdds => {ValueGradientMultiplyAdds(plan)};");
            writer.Line();
            writer.Line($"public static int GradientParts => {plan.Training.Operations.Sum(operation => operation.GradientParts)};");
            var rows = new ValueMap(plan.Training, isSample: false);
            EmitPasses(writer, plan, rows);
            if (HasSamplePasses(plan.Training))
            {
                EmitPasses(writer, plan, new ValueMap(plan.Training, isSample: true));
            }
        }
    }

    /// <summary>Whether a batch of one sample gets passes of its own: where there are kernels for one sample.</summary>
    private static bool HasSamplePasses(Schedule schedule)
    {
        var sample = new ValueMap(schedule, isSample: true);
        return schedule.Operations.Any(operation => operation.ForwardKernels(sample).Any());
    }

    private static void EmitPasses(IndentedWriter writer, NetworkPlan plan, ValueMap values)
    {
        EmitForward(writer, plan.Training, values);
        EmitValueGradients(writer, plan.Training, values);
        EmitParameterGradients(writer, plan, values);
    }

    private static void EmitForwardTraining(IndentedWriter writer, NetworkPlan plan)
    {
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
            writer.Line("global::FcGen.Numerics.TrainingPasses.Forward<TrainingPass>(ref _parameters.Reference, inputs, outputs, workspace);");
        }
    }

    private static void EmitBackward(IndentedWriter writer, NetworkPlan plan)
    {
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
            using (writer.Block("if (inputGradients.Length != 0)"))
            {
                writer.Line("global::FcGen.Numerics.NetworkGuard.Length(inputGradients.Length, rows * InputSize, nameof(inputGradients));");
                writer.Line("global::FcGen.Numerics.NetworkGuard.Disjoint(inputs, inputGradients, nameof(inputs), nameof(inputGradients));");
            }

            writer.Line();
            writer.Line("global::FcGen.Numerics.TrainingPasses.Backward<TrainingPass>(");
            writer.Line("    ref _parameters.Reference, inputs, outputGradients, workspace, parameterGradients, inputGradients);");
        }
    }

    private static void EmitForward(IndentedWriter writer, Schedule schedule, ValueMap values)
    {
        using (BeginPass(writer, schedule, values, "Forward", RowRange))
        {
            writer.Line("ref float parameters = ref call.Parameters;");
            writer.Line($"ref float input = ref call.Input({values.FirstRow}, InputSize);");
            EmitValues(writer, schedule, values.FirstRow);
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
                $"global::FcGen.Numerics.Rows.Copy({values.Matrix(schedule.Output)}, ref call.Output({values.FirstRow}, OutputSize), {width}, {values.Extent(schedule.Output)});");
        }
    }

    private static void EmitValueGradients(IndentedWriter writer, Schedule schedule, ValueMap values)
    {
        using (BeginPass(writer, schedule, values, "ValueGradients", RowRange))
        {
            writer.Line("ref float parameters = ref call.Parameters;");
            EmitValues(writer, schedule, values.FirstRow);
            EmitGradients(writer, schedule, values.FirstRow);
            int output = schedule.Output;
            writer.Line();
            writer.Line($"// Gradient of the output, {values.Dimensions(output)}, to rows of whole vectors.");
            writer.Line(
                $"global::FcGen.Numerics.Rows.Copy(ref call.Output({values.FirstRow}, OutputSize), {values.Plan(output).Width}, {values.GradientMatrix(output)}, {values.Extent(output)});");
            foreach (Operation operation in schedule.Operations.Reverse())
            {
                writer.Line();
                writer.Line($"// Backward of {LowerFirst(operation.Describe(values))}");
                EmitGradients(writer, values, operation);
            }

            if (values.Plan(0).GradientOffset >= 0)
            {
                writer.Line();
                writer.Line("// Gradient of the input.");
                using (writer.Block("if (call.WantsInputGradients)"))
                {
                    writer.Line(
                        $"global::FcGen.Numerics.Rows.Copy({values.GradientMatrix(0)}, ref call.InputGradient({values.FirstRow}, InputSize), {values.Plan(0).Width}, {values.Extent(0)});");
                }
            }
        }
    }

    /// <summary>The gradients of what an operation reads, from that of its result.</summary>
    private static void EmitGradients(IndentedWriter writer, ValueMap values, Operation operation)
    {
        operation.EmitInnerGradient(writer, values);
        if (operation.Named is not null)
        {
            operation.EmitNamedGradient(writer, values, values.StartsNamedGradient(operation));
        }

        if (operation.Source == 0 && !operation.GradientInPlace)
        {
            using (writer.Block("if (call.WantsInputGradients)"))
            {
                EmitSourceGradient();
            }
        }
        else
        {
            EmitSourceGradient();
        }

        void EmitSourceGradient()
        {
            operation.EmitSourceGradient(writer, values);
            ValuePlan source = values.Plan(operation.Source);
            if (source.ContributionOffset >= 0 && operation.Source != operation.Result)
            {
                string gradient = values.GradientMatrix(source.Id);
                writer.Line(
                    $"global::FcGen.Numerics.Pairwise.Add(ref {values.ContributionName(source.Id)}, {source.GradientStride}, {gradient}, {gradient}, {values.Extent(source.Id)});");
            }
        }
    }

    private static void EmitParameterGradients(IndentedWriter writer, NetworkPlan plan, ValueMap values)
    {
        Schedule schedule = plan.Training;
        using (BeginPass(writer, schedule, values, "ParameterGradients", PartRange))
        {
            if (!values.IsSample)
            {
                writer.Line("int rows = call.Samples;");
            }

            writer.Line("ref float input = ref call.Input(0, InputSize);");
            EmitValues(writer, schedule, "0");
            EmitGradients(writer, schedule, "0");
            int part = 0;
            foreach (Operation operation in schedule.Operations.Where(operation => operation.GradientParts > 0))
            {
                writer.Line();
                writer.Line(values.IsSample
                    ? $"// {operation.Describe(values)}"
                    : $"// {operation.Describe(values)} {(operation.GradientParts == 1 ? $"Part {part}" : $"Parts {part} to {part + operation.GradientParts - 1}")}.");
                operation.EmitParameterGradients(writer, values, part);
                part += operation.GradientParts;
            }

            EmitGaps(writer, plan, values);
        }
    }

    /// <summary>Multiply-adds of the gradients of all values but the input.</summary>
    private static long ValueGradientMultiplyAdds(NetworkPlan plan) =>
        plan.Training.Operations.Where(operation => operation.Source != 0).Sum(operation => plan.Spec.Layers[operation.Layer].MultiplyAdds);

    /// <summary>Begins a pass over rows, which leaves a batch of one sample to a pass of its own, or the pass for that.</summary>
    private static IndentedWriter.Scope BeginPass(IndentedWriter writer, Schedule schedule, ValueMap values, string name, string range)
    {
        writer.Line();
        InferenceEmitter.OptimizedAttribute(writer);
        if (values.IsSample)
        {
            return writer.Block($"private static void {name}OfSample(in global::FcGen.Numerics.TrainingCall call)");
        }

        IndentedWriter.Scope scope = writer.Block($"public static void {name}(in global::FcGen.Numerics.TrainingCall call, {range})");
        if (HasSamplePasses(schedule))
        {
            using (writer.Block("if (call.Samples == 1)"))
            {
                if (range == PartRange)
                {
                    using (writer.Block("if (first == 0) // Stands for all parts."))
                    {
                        writer.Line($"{name}OfSample(in call);");
                    }
                }
                else
                {
                    writer.Line($"{name}OfSample(in call);");
                }

                writer.Line("return;");
            }

            writer.Line();
        }

        return scope;
    }

    private static void EmitValues(IndentedWriter writer, Schedule schedule, string row)
    {
        foreach (ValuePlan value in schedule.Values.Where(value => value.Place == Place.Scratch))
        {
            writer.Line($"ref float value{value.Id} = ref call.Value({value.Offset}, {row}, {value.Stride});");
        }
    }

    private static void EmitGradients(IndentedWriter writer, Schedule schedule, string row)
    {
        foreach (ValuePlan value in schedule.Values.Where(value => value.GradientOffset >= 0))
        {
            writer.Line($"ref float gradient{value.Id} = ref call.Value({value.GradientOffset}, {row}, {value.GradientStride});");
        }

        foreach (ValuePlan value in schedule.Values.Where(value => value.ContributionOffset >= 0))
        {
            writer.Line($"ref float contribution{value.Id} = ref call.Value({value.ContributionOffset}, {row}, {value.GradientStride});");
        }
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text.Substring(1);

    /// <summary>Floats that only align the tensor after them have a gradient of zero.</summary>
    private static void EmitGaps(IndentedWriter writer, NetworkPlan plan, ValueMap values)
    {
        int[] gaps = [.. plan.Gaps];
        if (gaps.Length == 0)
        {
            return;
        }

        writer.Line();
        writer.Line("// What only aligns the tensor after it has a gradient of zero.");
        if (values.IsSample)
        {
            EmitClear();
            return;
        }

        using (writer.Block("if (first == 0)"))
        {
            EmitClear();
        }

        void EmitClear()
        {
            foreach (int gap in gaps)
            {
                writer.Line($"Vector256<float>.Zero.StoreUnsafe(ref call.ParameterGradients, {gap});");
            }
        }
    }
}
