using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>
/// Writes the passes of training: forward, gradients of values, gradients of parameters, over a range of rows or for a batch of one sample.
/// The first two are split into stages before each layer that needs the whole batch.
/// </summary>
internal static class TrainingPassEmitter
{
    private const string Call = "in global::FcGen.Runtime.TrainingCall call";
    private const string RowRange = "int first, int rows";
    private const string PartRange = "int first, int end";

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        Schedule schedule = plan.Training!;
        IReadOnlyList<IReadOnlyList<Operation>> stages = schedule.Stages;
        string[] numbers =
        [
            $"public static long MultiplyAdds => {plan.Spec.Layers.Sum(layer => layer.MultiplyAdds)};",
            $"public static long ValueGradientMultiplyAdds => {ValueGradientMultiplyAdds(plan)};",
            $"public static int GradientParts => {schedule.Operations.Sum(operation => operation.GradientParts)};",
            .. stages.Count > 1 ? new[] { $"public static int Stages => {stages.Count};" } : [],
            .. plan.IsOfPositions ? new[] { InferenceEmitter.SingleTileRows } : [],
            .. plan.TrainingBlockRows < int.MaxValue ? new[] { $"public static int BlockRows => {plan.TrainingBlockRows};" } : [],
        ];
        writer.Line(numbers[0]);
        foreach (string number in numbers.Skip(1))
        {
            writer.Line();
            writer.Line(number);
        }

        var rows = new OperandNames(schedule, isTraining: true, isSample: false);
        EmitStages(writer, plan, rows, stages, "Forward", EmitForward);
        if (stages.Count > 1)
        {
            EmitMeetings(writer, plan, rows, stages, "BeginForward", (operation, values) => operation.EmitBeforeForward(writer, values));
        }

        EmitStages(writer, plan, rows, BackwardStages(stages), "ValueGradients", EmitValueGradients);
        if (stages.Count > 1)
        {
            EmitMeetings(
                writer, plan, rows, stages, "FinishValueGradients", (operation, values) => operation.EmitBeforeSourceGradient(writer, values));
        }

        writer.Line();
        InferenceEmitter.OptimizedAttribute(writer);
        using (writer.Block($"public static void ParameterGradients({Call}, {PartRange})"))
        {
            if (HasSamplePasses(schedule))
            {
                EmitSampleCall(writer, "ParameterGradients", isForAllParts: true);
            }

            EmitParameterGradients(writer, plan, rows);
        }

        if (HasSamplePasses(schedule))
        {
            var sample = new OperandNames(schedule, isTraining: true, isSample: true);
            EmitSamplePass(writer, "Forward", () => EmitForward(writer, plan, sample, 0, stages[0]));
            EmitSamplePass(writer, "ValueGradients", () => EmitValueGradients(writer, plan, sample, 0, BackwardStages(stages)[0]));
            EmitSamplePass(writer, "ParameterGradients", () => EmitParameterGradients(writer, plan, sample));
        }
    }

    /// <summary>
    /// Returns the stages, each in the order of the backward pass. An operation that needs the whole batch is first in its stage here too, so it
    /// belongs to the previous stage.
    /// </summary>
    private static IReadOnlyList<IReadOnlyList<Operation>> BackwardStages(IReadOnlyList<IReadOnlyList<Operation>> stages) =>
        [.. stages.Select((operations, i) => stages.Skip(i + 1).Take(1).Select(next => next[0])
            .Concat(operations.Skip(i == 0 ? 0 : 1).Reverse())
            .ToList())];

    /// <summary>
    /// Whether a batch of one sample has separate passes: if there are kernels for one sample, and no layer needs several samples.
    /// </summary>
    public static bool HasSamplePasses(Schedule schedule) =>
        schedule.Stages.Count == 1 && schedule.Operations.Any(operation => operation.ForwardKernels(isSample: true).Except(operation.ForwardKernels(isSample: false)).Any());

    /// <summary>The multiply-adds of the gradients of all values except the input.</summary>
    private static long ValueGradientMultiplyAdds(NetworkPlan plan) =>
        plan.Training!.Operations.Where(operation => operation.Source != 0).Sum(operation => plan.Spec.Layers[operation.Layer].MultiplyAdds);

    private static void EmitStages(
        IndentedWriter writer,
        NetworkPlan plan,
        OperandNames values,
        IReadOnlyList<IReadOnlyList<Operation>> stages,
        string name,
        Action<IndentedWriter, NetworkPlan, OperandNames, int, IReadOnlyList<Operation>> body)
    {
        writer.Line();
        InferenceEmitter.OptimizedAttribute(writer);
        using (writer.Block($"public static void {name}({Call}, int stage, {RowRange})"))
        {
            if (stages.Count == 1)
            {
                if (HasSamplePasses(plan.Training!))
                {
                    EmitSampleCall(writer, name, isForAllParts: false);
                }

                body(writer, plan, values, 0, stages[0]);
                return;
            }

            using (writer.Block("switch (stage)"))
            {
                for (int stage = 0; stage < stages.Count; stage++)
                {
                    writer.Line($"case {stage}:");
                    writer.Line($"    {name}{stage}(in call, first, rows);");
                    writer.Line("    break;");
                }
            }
        }

        for (int stage = 0; stage < stages.Count; stage++)
        {
            writer.Line();
            InferenceEmitter.OptimizedAttribute(writer);
            using (writer.Block($"private static void {name}{stage}({Call}, {RowRange})"))
            {
                body(writer, plan, values, stage, stages[stage]);
            }
        }
    }

    /// <summary>Writes the computation over all samples between two stages.</summary>
    private static void EmitMeetings(
        IndentedWriter writer,
        NetworkPlan plan,
        OperandNames values,
        IReadOnlyList<IReadOnlyList<Operation>> stages,
        string name,
        Action<Operation, OperandNames> body)
    {
        writer.Line();
        InferenceEmitter.OptimizedAttribute(writer);
        using (writer.Block($"public static void {name}({Call}, int stage)"))
        {
            writer.Line("int rows = call.Samples;");
            EmitWithReferences(writer, plan.Training!, values, "0", () =>
            {
                for (int stage = 1; stage < stages.Count; stage++)
                {
                    writer.Line();
                    using (writer.Block($"if (stage == {stage})"))
                    {
                        body(stages[stage][0], values);
                    }
                }
            });
        }
    }

    private static void EmitSamplePass(IndentedWriter writer, string name, Action body)
    {
        writer.Line();
        InferenceEmitter.OptimizedAttribute(writer);
        using (writer.Block($"private static void {name}OfSample({Call})"))
        {
            body();
        }
    }

    /// <summary>Writes the call of the separate pass for a batch of one sample.</summary>
    private static void EmitSampleCall(IndentedWriter writer, string name, bool isForAllParts)
    {
        using (writer.Block("if (call.Samples == 1)"))
        {
            if (isForAllParts)
            {
                using (writer.Block("if (first == 0) // Once for all parts."))
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

    private static void EmitForward(IndentedWriter writer, NetworkPlan plan, OperandNames values, int stage, IReadOnlyList<Operation> operations) =>
        EmitWithReferences(writer, plan.Training!, values, values.FirstSample, () =>
        {
            Schedule schedule = plan.Training!;
            foreach (Operation operation in operations)
            {
                writer.Line();
                writer.Line($"// {operation.Describe(values)}");
                operation.EmitForward(writer, values);
            }

            if (stage == schedule.Stages.Count - 1)
            {
                writer.Line();
                writer.Line($"// {values.Shape(schedule.Output)} -> outputs.");
                int width = values.Plan(schedule.Output).Layout.Channels;
                writer.Line(
                    $"global::FcGen.Layers.Rows.Copy({values.Matrix(schedule.Output)}, ref call.Output({values.FirstSample}, OutputSize), {width}, {values.Extent(schedule.Output)});");
            }
        });

    private static void EmitValueGradients(
        IndentedWriter writer, NetworkPlan plan, OperandNames values, int stage, IReadOnlyList<Operation> operations) =>
        EmitWithReferences(writer, plan.Training!, values, values.FirstSample, () =>
        {
            Schedule schedule = plan.Training!;
            if (stage == schedule.Stages.Count - 1)
            {
                int output = schedule.Output;
                writer.Line();
                writer.Line($"// Copies the gradient of the output, {values.Dimensions(output)}, to padded rows.");
                writer.Line(
                    $"global::FcGen.Layers.Rows.Copy(ref call.Output({values.FirstSample}, OutputSize), {values.Plan(output).Layout.Channels}, {values.GradientMatrix(output)}, {values.Extent(output)});");
            }

            foreach (Operation operation in operations)
            {
                writer.Line();
                writer.Line($"// Backward of {LowerFirst(operation.Describe(values))}");
                EmitGradients(writer, values, operation);
            }

            if (stage == 0 && values.Plan(0).GradientOffset >= 0)
            {
                writer.Line();
                writer.Line("// Gradient of the input.");
                using (writer.Block("if (call.WantsInputGradients)"))
                {
                    writer.Line(
                        $"global::FcGen.Layers.Rows.Copy({values.GradientMatrix(0)}, ref call.InputGradient({values.FirstSample}, InputSize), {values.Plan(0).Layout.Channels}, {values.Extent(0)});");
                }
            }
        });

    /// <summary>Writes the gradients of the inputs of an operation from the gradient of its result.</summary>
    private static void EmitGradients(IndentedWriter writer, OperandNames values, Operation operation)
    {
        int[] trained = [.. values.TrainedInputs(operation)];
        bool isTrained = trained.Length > 0 || operation.HasParameters;
        EmitIf(isTrained, () =>
        {
            operation.EmitInnerGradient(writer, values);
            for (int input = 1; input < operation.Inputs.Count; input++)
            {
                operation.EmitOtherGradient(writer, values, input, values.StartsOtherGradient(operation, input));
            }

            EmitIf(!isTrained || trained.Contains(operation.Source) || operation.GradientInPlace, EmitSourceGradient);
        });

        void EmitIf(bool isNeeded, Action body)
        {
            if (isNeeded)
            {
                body();
                return;
            }

            using (writer.Block("if (call.WantsInputGradients)"))
            {
                body();
            }
        }

        void EmitSourceGradient()
        {
            operation.EmitSourceGradient(writer, values);
            if (values.Contribution(operation) is { } contribution)
            {
                string gradient = values.GradientMatrix(operation.Source);
                writer.Line($"global::FcGen.Layers.Pairwise.Add({contribution}, {gradient}, {gradient}, {values.Extent(operation.Source)});");
            }
        }
    }

    private static void EmitParameterGradients(IndentedWriter writer, NetworkPlan plan, OperandNames values)
    {
        if (!values.IsSample)
        {
            writer.Line("int rows = call.Samples;");
        }

        EmitWithReferences(writer, plan.Training!, values, "0", () =>
        {
            int part = 0;
            foreach (Operation operation in plan.Training!.Operations.Where(operation => operation.GradientParts > 0))
            {
                writer.Line();
                writer.Line(values.IsSample
                    ? $"// {operation.Describe(values)}"
                    : $"// {operation.Describe(values)} {(operation.GradientParts == 1 ? $"Part {part}" : $"Parts {part} to {part + operation.GradientParts - 1}")}.");
                operation.EmitParameterGradients(writer, values, part);
                part += operation.GradientParts;
            }

            EmitGaps(writer, plan, values);
        });
    }

    /// <summary>Writes zero gradients for the padding between tensors.</summary>
    private static void EmitGaps(IndentedWriter writer, NetworkPlan plan, OperandNames values)
    {
        int[] gaps = [.. plan.Storage.Gaps];
        if (gaps.Length == 0)
        {
            return;
        }

        writer.Line();
        writer.Line("// Padding between tensors. Its gradient is zero, so optimizers leave it alone.");
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
            for (int i = 0; i < gaps.Length; i++)
            {
                string gap = $"Unsafe.Add(ref call.ParameterGradients, {values.Offset($"gap{i}", gaps[i])})";
                writer.Line(Vec.Store(Padding.Lanes, Vec.Zero(Padding.Lanes), gap, 0));
            }
        }
    }

    /// <summary>Writes code after the references that it uses; the rows of values and gradients begin at a row.</summary>
    private static void EmitWithReferences(IndentedWriter writer, Schedule schedule, OperandNames names, string row, Action body)
    {
        IEnumerable<(string, string)> values = schedule.Values.Select(value => ($"value{value.Id}", $"call.Value({value.Offset}, {row}, {value.Layout.SampleStride})"));
        IEnumerable<(string, string)> gradients = schedule.Values.SelectMany(value => new[]
        {
            ($"gradient{value.Id}", $"call.Value({value.GradientOffset}, {row}, {value.GradientLayout.SampleStride})"),
            ($"contribution{value.Id}", $"call.Value({value.ContributionOffset}, {row}, {value.GradientLayout.SampleStride})"),
        });
        MethodBody.Emit(
            writer,
            names,
            [("parameters", "call.Parameters"), ("input", $"call.Input({row}, InputSize)"), .. values, .. gradients],
            body);
    }

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text.Substring(1);
}
