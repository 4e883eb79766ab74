using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes Forward, ForwardBatch and Classify.</summary>
internal static class InferenceEmitter
{
    /// <summary>The floats to align the start of scratch memory to 64 bytes.</summary>
    private const int AlignmentFloats = 16;

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        EmitForward(writer, plan);
        EmitPredict(writer);
        EmitForwardBatch(writer, plan);
        EmitClassify(writer, plan);
        EmitPass(writer, plan, isSample: true);
        EmitPass(writer, plan, isSample: false);
        EmitSamplePass(writer, plan);
        EmitClassifyPass(writer, plan);
        EmitBatchPass(writer, plan);
        EmitScratchTypes(writer, plan);
    }

    private static int SampleScratch(NetworkPlan plan) => plan.Inference.FloatsPerRow;

    private static int ClassifyScratch(NetworkPlan plan) => plan.Inference.FloatsPerRow + Padding.RoundUp(plan.Spec.Output.Size);

    private static void EmitForward(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        OptimizedAttribute(writer);
        using (writer.Block("public void Forward(global::System.ReadOnlySpan<float> input, global::System.Span<float> output)"))
        {
            writer.Line("global::FcGen.Runtime.NetworkGuard.Length(input.Length, InputSize, \"input\");");
            writer.Line("global::FcGen.Runtime.NetworkGuard.Length(output.Length, OutputSize, \"output\");");
            writer.Line("global::FcGen.Runtime.NetworkGuard.Overlap(input, output);");
            EmitDerivation(writer, plan);
            if (RunsOnStack(plan))
            {
                writer.Line($"global::FcGen.Runtime.Scratch.Run<SamplePass>(ref _state.Reference, {First("input")}, {First("output")}, 1);");
                return;
            }

            EmitScratch(writer, SampleScratch(plan));
            writer.Line($"ForwardSample(ref _state.Reference, {First("input")}, {First("output")}, ref scratch);");
        }
    }

    private static void EmitPredict(IndentedWriter writer)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block("public float[] Predict(global::System.ReadOnlySpan<float> input)"))
        {
            writer.Line("float[] values = new float[OutputSize];");
            writer.Line("global::System.Span<float> output = values;");
            writer.Line("Forward(input, output);");
            writer.Line("return values;");
        }
    }

    /// <summary>Writes the check that an output span does not overlap parameters or buffers.</summary>
    public static void EmitStateCheck(IndentedWriter writer, NetworkPlan plan, string span) => writer.Line(
        $"global::FcGen.Runtime.NetworkGuard.OutsideState({span}, ref _state.Reference, {plan.Storage.Length}, \"{span}\");");

    private static void EmitDerivation(IndentedWriter writer, NetworkPlan plan)
    {
        if (plan.Storage.HasDerived)
        {
            using (writer.Block("if (!_derivation.IsCurrent)"))
            {
                writer.Line("Derive();");
            }

            writer.Line();
        }
    }

    /// <summary>Whether one sample uses so much scratch memory that the compiler's clearing costs more than a call.</summary>
    public static bool RunsOnStack(NetworkPlan plan) => SampleScratch(plan) is > Budget.ClearedFloats and <= Budget.StackFloats;

    private static void EmitSamplePass(IndentedWriter writer, NetworkPlan plan)
    {
        if (!RunsOnStack(plan))
        {
            return;
        }

        EmitPassType(writer, "SamplePass", "IPass", "One sample; none when it is only prepared.", SampleScratch(plan), [], () =>
        {
            using (writer.Block("if (samples > 0)"))
            {
                writer.Line("ForwardSample(ref parameters, ref input, ref output, ref scratch);");
            }
        });
    }

    /// <summary>Whether one sample and its outputs use so much scratch memory that the remaining stack must be checked.</summary>
    public static bool ClassifiesInPass(NetworkPlan plan) => plan.Spec.Output.IsVector && ClassifyScratch(plan) > Budget.UncheckedFloats;

    private static void EmitClassifyPass(IndentedWriter writer, NetworkPlan plan)
    {
        if (!ClassifiesInPass(plan))
        {
            return;
        }

        const string Summary = "One sample, whose result is the index of the largest output; none when it is only prepared.";
        EmitPassType(writer, "ClassifyPass", "IPass", Summary, ClassifyScratch(plan), [], () =>
        {
            using (writer.Block("if (samples > 0)"))
            {
                writer.Line($"ref float outputs = ref Unsafe.Add(ref scratch, {SampleScratch(plan)});");
                writer.Line("ForwardSample(ref parameters, ref input, ref outputs, ref scratch);");
                writer.Line($"Unsafe.As<float, int>(ref output) = {ClassOf(plan, "outputs")};");
            }
        });
    }

    private static void EmitForwardBatch(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        OptimizedAttribute(writer);
        using (writer.Block("public void ForwardBatch(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs)"))
        {
            writer.Line("int samples = global::FcGen.Runtime.NetworkGuard.Samples(inputs.Length, InputSize, outputs.Length, OutputSize, \"inputs\", \"outputs\");");
            writer.Line("global::FcGen.Runtime.NetworkGuard.Overlap(inputs, outputs);");
            EmitStateCheck(writer, plan, "outputs");
            EmitDerivation(writer, plan);
            writer.Line(
                $"global::FcGen.Runtime.BatchPasses.Run<BatchPass>(ref _state.Reference, {First("inputs")}, {First("outputs")}, samples, _maxDegreeOfParallelism);");
        }
    }

    private static void EmitBatchPass(IndentedWriter writer, NetworkPlan plan)
    {
        string scratch = plan.BlockScratch == 0
            ? string.Empty
            : $", whose values between layers take {SourceText.Display(plan.BlockScratch * sizeof(float) / 1024f)} KiB";
        string network = plan.Spec.Type.FullName;
        string[] sizes =
        [
            $"public static int InputSize => {network}.InputSize;",
            $"public static int OutputSize => {network}.OutputSize;",
            $"public static long MultiplyAdds => {plan.Spec.Layers.Sum(layer => layer.MultiplyAdds)};",
            $"public static int RangeRows => {(plan.IsStreamed ? plan.BlockRows : Budget.TileRows)};",
        ];
        EmitPassType(writer, "BatchPass", "IBatchPass", $"A batch in blocks of {plan.BlockRows} samples{scratch}.", plan.BlockScratch, sizes, () =>
        {
            using (writer.Block("while (samples > 0)"))
            {
                writer.Line($"int rows = global::System.Math.Min(samples, {plan.BlockRows});");
                writer.Line("ForwardRows(ref parameters, ref input, ref output, ref scratch, rows);");
                writer.Line("input = ref Unsafe.Add(ref input, rows * InputSize);");
                writer.Line("output = ref Unsafe.Add(ref output, rows * OutputSize);");
                writer.Line("samples -= rows;");
            }
        });
    }

    private static void EmitPassType(
        IndentedWriter writer, string name, string type, string summary, long scratchFloats, IEnumerable<string> members, Action body)
    {
        writer.Line();
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"private readonly struct {name} : global::FcGen.Runtime.{type}"))
        {
            foreach (string member in members.Append($"public static int ScratchFloats => {scratchFloats};"))
            {
                writer.Line(member);
                writer.Line();
            }

            OptimizedAttribute(writer);
            using (writer.Block("public static void Run(ref float parameters, ref float input, ref float output, ref float scratch, int samples)"))
            {
                body();
            }
        }
    }

    /// <summary>Writes Classify, which is an error to call if the output is not a vector: there is no largest of all values.</summary>
    private static void EmitClassify(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(GeneratedMember.Attributes);
        if (!plan.Spec.Output.IsVector)
        {
            string reason = $"\"A class is the largest value of a vector, but the output of this network is {plan.Spec.Output.Describe()}.\"";
            writer.Line($"[global::System.Obsolete({reason}, error: true)]");
            writer.Line("public int Classify(global::System.ReadOnlySpan<float> input) => throw new global::System.InvalidOperationException(");
            writer.Line($"    {reason});");
            return;
        }

        OptimizedAttribute(writer);
        using (writer.Block("public int Classify(global::System.ReadOnlySpan<float> input)"))
        {
            writer.Line("global::FcGen.Runtime.NetworkGuard.Length(input.Length, InputSize, \"input\");");
            EmitDerivation(writer, plan);
            if (ClassifiesInPass(plan))
            {
                writer.Line("Unsafe.SkipInit(out int index);");
                writer.Line(
                    $"global::FcGen.Runtime.Scratch.Run<ClassifyPass>(ref _state.Reference, {First("input")}, ref Unsafe.As<int, float>(ref index), 1);");
                writer.Line("return index;");
                return;
            }

            EmitScratch(writer, ClassifyScratch(plan));
            writer.Line($"ref float output = ref Unsafe.Add(ref scratch, {SampleScratch(plan)});");
            writer.Line($"ForwardSample(ref _state.Reference, {First("input")}, ref output, ref scratch);");
            writer.Line($"return {ClassOf(plan, "output")};");
        }
    }

    /// <summary>The class that the outputs predict.</summary>
    private static string ClassOf(NetworkPlan plan, string outputs) => plan.Spec.Output.Size == 1
        ? $"global::FcGen.Layers.Rows.ClassOf({outputs}, {SourceText.Literal(plan.Spec.DecisionThreshold)})"
        : $"global::FcGen.Layers.Rows.IndexOfMax(ref {outputs}, OutputSize)";

    private static void EmitPass(IndentedWriter writer, NetworkPlan plan, bool isSample)
    {
        var names = new OperandNames(plan.Inference, isTraining: false, isSample);
        writer.Line();
        writer.Line(GeneratedMember.Attributes);
        OptimizedAttribute(writer);
        string name = isSample ? "ForwardSample" : "ForwardRows";
        using (writer.Block(
            $"private static void {name}(ref float parameters, ref float input, ref float output, ref float scratch{(isSample ? string.Empty : ", int rows")})"))
        {
            int scale = isSample ? 1 : plan.BlockRows;
            IEnumerable<(string, string)> scratch = plan.Inference.Values
                .Where(value => value.Place == Place.Scratch)
                .Select(value => ($"value{value.Id}", $"Unsafe.Add(ref scratch, {value.Offset * scale})"));
            MethodBody.Emit(writer, names, scratch, () =>
            {
                foreach (Operation operation in isSample ? plan.Sample : plan.Inference.Operations)
                {
                    writer.Line();
                    writer.Line($"// {operation.Describe(names)}");
                    operation.EmitForward(writer, names);
                }
            });
        }
    }

    private static void EmitScratch(IndentedWriter writer, int floats)
    {
        if (floats == 0)
        {
            writer.Line("ref float scratch = ref Unsafe.NullRef<float>();");
        }
        else if (floats <= Budget.StackFloats)
        {
            writer.Line($"Unsafe.SkipInit(out Scratch{floats} memory);");
            writer.Line($"ref float scratch = ref global::FcGen.Runtime.Scratch.Align(ref Unsafe.As<Scratch{floats}, float>(ref memory));");
        }
        else
        {
            writer.Line($"ref float scratch = ref global::FcGen.Runtime.Scratch.OfThread({floats});");
        }
    }

    private static void EmitScratchTypes(IndentedWriter writer, NetworkPlan plan)
    {
        int[] sizes = [RunsOnStack(plan) ? 0 : SampleScratch(plan), ClassifiesInPass(plan) || !plan.Spec.Output.IsVector ? 0 : ClassifyScratch(plan)];
        foreach (int floats in sizes.Distinct())
        {
            if (floats is > 0 and <= Budget.StackFloats)
            {
                writer.Line();
                writer.Line(GeneratedMember.Attributes);
                writer.Line($"[InlineArray({floats + AlignmentFloats})]");
                using (writer.Block($"private struct Scratch{floats}"))
                {
                    writer.Line("private float _first;");
                }
            }
        }
    }

    private static string First(string span) => $"ref MemoryMarshal.GetReference({span})";

    public static void OptimizedAttribute(IndentedWriter writer) =>
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
}
