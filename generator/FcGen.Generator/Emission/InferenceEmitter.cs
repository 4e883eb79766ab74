using FcGen.Generator.Infrastructure;
using FcGen.Generator.Planning;

namespace FcGen.Generator.Emission;

/// <summary>Writes Forward, ForwardBatch and Classify.</summary>
internal static class InferenceEmitter
{
    /// <summary>Room to move the start of scratch to a 64-byte boundary.</summary>
    private const int AlignmentFloats = 16;

    public static void Emit(IndentedWriter writer, NetworkPlan plan)
    {
        EmitForward(writer, plan);
        EmitForwardBatch(writer, plan);
        EmitClassify(writer, plan);
        EmitPass(writer, plan, isSample: true);
        EmitPass(writer, plan, isSample: false);
        EmitBatchPass(writer, plan);
        EmitScratchTypes(writer, plan);
    }

    private static int SampleScratch(NetworkPlan plan) => plan.Inference.FloatsPerRow;

    private static int ClassifyScratch(NetworkPlan plan) => plan.Inference.FloatsPerRow + Padding.RoundUp(plan.Spec.Output.Size);

    private static void EmitForward(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        OptimizedAttribute(writer);
        using (writer.Block("public void Forward(global::System.ReadOnlySpan<float> input, global::System.Span<float> output)"))
        {
            writer.Line("global::FcGen.Numerics.NetworkGuard.Length(input.Length, InputSize, nameof(input));");
            writer.Line("global::FcGen.Numerics.NetworkGuard.Length(output.Length, OutputSize, nameof(output));");
            writer.Line("global::FcGen.Numerics.NetworkGuard.Overlap(input, output);");
            EmitScratch(writer, SampleScratch(plan));
            writer.Line($"ForwardSample(ref _parameters.Reference, {First("input")}, {First("output")}, ref scratch);");
        }
    }

    private static void EmitForwardBatch(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        OptimizedAttribute(writer);
        using (writer.Block("public void ForwardBatch(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs)"))
        {
            writer.Line("int samples = global::FcGen.Numerics.NetworkGuard.Samples(inputs.Length, InputSize, outputs.Length, OutputSize, nameof(inputs), nameof(outputs));");
            writer.Line("global::FcGen.Numerics.NetworkGuard.Overlap(inputs, outputs);");
            writer.Line(
                $"global::FcGen.Numerics.BatchPasses.Run<BatchPass>(ref _parameters.Reference, {First("inputs")}, {First("outputs")}, samples, _maxDegreeOfParallelism);");
        }
    }

    private static void EmitBatchPass(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        string scratch = plan.BlockScratch == 0
            ? string.Empty
            : $", whose values between layers take {IndentedWriter.Display(plan.BlockScratch * sizeof(float) / 1024f)} KiB";
        writer.Line($"/// <summary>A batch in blocks of {plan.BlockRows} samples{scratch}.</summary>");
        using (writer.Block("private readonly struct BatchPass : global::FcGen.Numerics.IBatchPass"))
        {
            string network = plan.Spec.Type.FullName;
            writer.Line($"public static int InputSize => {network}.InputSize;");
            writer.Line();
            writer.Line($"public static int OutputSize => {network}.OutputSize;");
            writer.Line();
            writer.Line($"public static long MultiplyAdds => {plan.Spec.Layers.Sum(layer => layer.MultiplyAdds)};");
            writer.Line();
            writer.Line($"public static int ScratchFloats => {plan.BlockScratch};");
            writer.Line();
            OptimizedAttribute(writer);
            using (writer.Block("public static void Run(ref float parameters, ref float input, ref float output, ref float scratch, int samples)"))
            {
                using (writer.Block("while (samples > 0)"))
                {
                    writer.Line($"int rows = global::System.Math.Min(samples, {plan.BlockRows});");
                    writer.Line("ForwardRows(ref parameters, ref input, ref output, ref scratch, rows);");
                    writer.Line("input = ref Unsafe.Add(ref input, rows * InputSize);");
                    writer.Line("output = ref Unsafe.Add(ref output, rows * OutputSize);");
                    writer.Line("samples -= rows;");
                }
            }
        }
    }

    private static void EmitClassify(IndentedWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        OptimizedAttribute(writer);
        using (writer.Block("public int Classify(global::System.ReadOnlySpan<float> input)"))
        {
            writer.Line("global::FcGen.Numerics.NetworkGuard.Length(input.Length, InputSize, nameof(input));");
            EmitScratch(writer, ClassifyScratch(plan));
            writer.Line($"ref float output = ref Unsafe.Add(ref scratch, {SampleScratch(plan)});");
            writer.Line($"ForwardSample(ref _parameters.Reference, {First("input")}, ref output, ref scratch);");
            writer.Line("return global::FcGen.Numerics.Rows.IndexOfMax(ref output, OutputSize);");
        }
    }

    private static void EmitPass(IndentedWriter writer, NetworkPlan plan, bool isSample)
    {
        var values = new ValueMap(plan.Inference, isSample);
        writer.Line();
        OptimizedAttribute(writer);
        string name = isSample ? "ForwardSample" : "ForwardRows";
        using (writer.Block(
            $"private static void {name}(ref float parameters, ref float input, ref float output, ref float scratch{(isSample ? string.Empty : ", int rows")})"))
        {
            int scale = isSample ? 1 : plan.BlockRows;
            bool isFirst = true;
            foreach (ValuePlan value in plan.Inference.Values.Where(value => value.Place == Place.Scratch))
            {
                writer.Line($"ref float {values.Name(value.Id)} = ref Unsafe.Add(ref scratch, {value.Offset * scale});");
                isFirst = false;
            }

            foreach (Operation operation in plan.Inference.Operations)
            {
                if (!isFirst)
                {
                    writer.Line();
                }

                isFirst = false;
                writer.Line($"// {operation.Describe(values)}");
                operation.EmitForward(writer, values);
            }
        }
    }

    private static void EmitScratch(IndentedWriter writer, int floats)
    {
        if (floats == 0)
        {
            writer.Line("ref float scratch = ref Unsafe.NullRef<float>();");
        }
        else if (floats <= UnrollBudget.StackFloats)
        {
            writer.Line($"Unsafe.SkipInit(out Scratch{floats} memory);");
            writer.Line($"ref float scratch = ref global::FcGen.Numerics.Scratch.Align(ref Unsafe.As<Scratch{floats}, float>(ref memory));");
        }
        else
        {
            writer.Line($"ref float scratch = ref global::FcGen.Numerics.Scratch.OfThread({floats});");
        }
    }

    private static void EmitScratchTypes(IndentedWriter writer, NetworkPlan plan)
    {
        foreach (int floats in new[] { SampleScratch(plan), ClassifyScratch(plan) }.Distinct())
        {
            if (floats is > 0 and <= UnrollBudget.StackFloats)
            {
                writer.Line();
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
