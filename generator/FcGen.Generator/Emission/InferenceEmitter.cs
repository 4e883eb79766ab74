using FcGen.Generator.Graph;
using FcGen.Generator.Infrastructure;
using FcGen.Generator.Kernels;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes Forward, ForwardBatch, Predict and the passes of predictions.</summary>
internal static class InferenceEmitter
{
    /// <summary>The floats to align the start of scratch memory to 64 bytes.</summary>
    private const int AlignmentFloats = 16;

    private const string RowsMethod = "ForwardRows";

    /// <summary>The member of a pass whose samples have many rows each, so that threads may take any number of samples.</summary>
    public const string SingleTileRows = "public static int TileRows => 1;";

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        EmitForward(writer, plan);
        EmitPredict(writer);
        EmitForwardBatch(writer, plan);
        ClassEmitter.Emit(writer, plan);
        EmitPass(writer, plan, "ForwardSample", isSample: true);
        EmitPass(writer, plan, RowsMethod, isSample: false);
        if (plan.HasParts)
        {
            EmitPass(writer, plan, "ForwardSampleParts", isSample: true, isParallel: true);
            EmitPass(writer, plan, "ForwardRowsParts", isSample: false, isParallel: true);
        }

        EmitSamplePass(writer, plan);
        ClassEmitter.EmitPass(writer, plan);
        EmitBatchPass(writer, plan, "BatchPass", RowsMethod);
        EmitScratchTypes(writer, plan);
    }

    public static int SampleScratch(NetworkPlan plan) => plan.Inference.FloatsPerRow;

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
            if (plan.HasParts)
            {
                EmitThreads(writer, "threads > 1", () =>
                {
                    writer.Line($"ForwardSampleParts(ref _state.Reference, {First("input")}, {First("output")}, ref {ThreadScratch(plan)}, threads);");
                    writer.Line("return;");
                });
            }

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

    /// <summary>Writes code for more threads than one, or than samples, which compute parts of each sample.</summary>
    public static void EmitThreads(IndentedWriter writer, string condition, Action body)
    {
        writer.Line("int threads = global::FcGen.Runtime.PositionPasses.Threads(_maxDegreeOfParallelism);");
        using (writer.Block($"if ({condition})"))
        {
            body();
        }

        writer.Line();
    }

    private static string ThreadScratch(NetworkPlan plan) => $"global::FcGen.Runtime.Scratch.OfThread({SampleScratch(plan)})";

    /// <summary>Writes the check that an output span does not overlap parameters or buffers.</summary>
    public static void EmitStateCheck(IndentedWriter writer, NetworkPlan plan, string span) => writer.Line(
        $"global::FcGen.Runtime.NetworkGuard.OutsideState({span}, ref _state.Reference, {plan.Storage.Length}, \"{span}\");");

    /// <summary>Writes the computation of derived values that are out of date.</summary>
    public static void EmitDerivation(IndentedWriter writer, NetworkPlan plan)
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
            if (plan.HasParts)
            {
                EmitThreads(writer, "threads > samples", () =>
                {
                    using (writer.Block("for (int sample = 0; sample < samples; sample++)"))
                    {
                        writer.Line($"ref float input = ref Unsafe.Add(ref MemoryMarshal.GetReference(inputs), sample * InputSize);");
                        writer.Line($"ref float output = ref Unsafe.Add(ref MemoryMarshal.GetReference(outputs), sample * OutputSize);");
                        writer.Line($"ForwardRowsParts(ref _state.Reference, ref input, ref output, ref {ThreadScratch(plan)}, 1, threads);");
                    }

                    writer.Line();
                    writer.Line("return;");
                });
            }

            writer.Line(
                $"global::FcGen.Runtime.BatchPasses.Run<BatchPass>(ref _state.Reference, {First("inputs")}, {First("outputs")}, samples, _maxDegreeOfParallelism);");
        }
    }

    /// <summary>Writes the pass of a batch. Its values between layers are those of one block.</summary>
    /// <param name="writer">Receives the code.</param>
    /// <param name="plan">The plan, whose output is the output of the pass.</param>
    /// <param name="name">The name of the type.</param>
    /// <param name="method">The name of the method for rows.</param>
    /// <param name="access">The access of the type.</param>
    public static void EmitBatchPass(IndentedWriter writer, NetworkPlan plan, string name, string method, string access = "private")
    {
        string scratch = plan.BlockScratch == 0
            ? string.Empty
            : $", whose values between layers take {SourceText.Display(plan.BlockScratch * sizeof(float) / 1024f)} KiB";
        string network = plan.Spec.Type.FullName;
        string[] sizes =
        [
            $"public static int InputSize => {network}.InputSize;",
            $"public static int OutputSize => {SourceText.Literal(plan.Spec.Output.Size)};",
            $"public static long MultiplyAdds => {plan.Spec.Layers.Sum(layer => layer.MultiplyAdds)};",
            $"public static int RangeRows => {(plan.IsStreamed ? plan.BlockRows : Budget.TileRows)};",
            .. plan.IsOfPositions ? new[] { SingleTileRows } : [],
        ];
        EmitPassType(writer, name, "IBatchPass", $"A batch in blocks of {plan.BlockRows} samples{scratch}.", plan.BlockScratch, sizes, () =>
        {
            using (writer.Block("while (samples > 0)"))
            {
                writer.Line($"int rows = global::System.Math.Min(samples, {plan.BlockRows});");
                writer.Line($"{method}(ref parameters, ref input, ref output, ref scratch, rows);");
                writer.Line("input = ref Unsafe.Add(ref input, rows * InputSize);");
                writer.Line("output = ref Unsafe.Add(ref output, rows * OutputSize);");
                writer.Line("samples -= rows;");
            }
        }, access);
    }

    /// <summary>Writes a type with a pass that is run with scratch memory.</summary>
    public static void EmitPassType(
        IndentedWriter writer, string name, string type, string summary, long scratchFloats, IEnumerable<string> members, Action body,
        string access = "private")
    {
        writer.Line();
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(GeneratedMember.Attributes);
        using (writer.Block($"{access} readonly struct {name} : global::FcGen.Runtime.{type}"))
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

    /// <summary>Writes the operations for one sample or for rows.</summary>
    public static void EmitPass(IndentedWriter writer, NetworkPlan plan, string name, bool isSample, bool isParallel = false)
    {
        var names = new OperandNames(plan.Inference, isTraining: false, isSample) { IsParallel = isParallel };
        writer.Line();
        writer.Line(GeneratedMember.Attributes);
        OptimizedAttribute(writer);
        using (writer.Block(
            $"private static void {name}(ref float parameters, ref float input, ref float output, ref float scratch{(isSample ? string.Empty : ", int rows")}{(isParallel ? ", int threads" : string.Empty)})"))
        {
            int scale = isSample || isParallel ? 1 : plan.BlockRows;
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

    /// <summary>Declares the scratch memory of a call.</summary>
    public static void EmitScratch(IndentedWriter writer, int floats)
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
        int[] sizes = [RunsOnStack(plan) ? 0 : SampleScratch(plan), ClassEmitter.RunsInPass(plan) || !plan.Spec.Output.IsVector ? 0 : ClassEmitter.Scratch(plan)];
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

    /// <summary>The reference to the first value of a span.</summary>
    public static string First(string span) => $"ref MemoryMarshal.GetReference({span})";

    public static void OptimizedAttribute(IndentedWriter writer) =>
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
}
